/** Nomenclatures of the official documents, by OID. */
export const LOINC = '2.16.840.1.113883.6.1';
export const SNOMED = '2.16.840.1.113883.6.96';
export const CIM10 = '2.16.840.1.113883.6.3';
export const CIM11 = '2.16.840.1.113883.6.347';
export const CIS = '1.2.250.1.213.2.3.1';
export const CIP = '1.2.250.1.213.2.3.2';
export const ATC = '2.16.840.1.113883.6.73';
export const CCAM = '1.2.250.1.215.300.1';
export const EMDN = '1.2.250.1.213.2.68';
export const ANS = '1.2.250.1.213.1.1.4.322';
