/** A code of a nomenclature (LOINC, SNOMED CT, CIM-10, CIS, UCD, ATC, …) as the document wrote it. */
export type ClinicalCode = {
  /** OID of the nomenclature; empty where the document names none. */
  readonly system: string;
  readonly code: string;
  /** As written, not looked up: `displayName`. */
  readonly display?: string;
};

/** Nomenclatures that rules look at, by OID (HL7 OID registry; ANS). */
export const CODE_SYSTEMS = {
  loinc: '2.16.840.1.113883.6.1',
  snomedCt: '2.16.840.1.113883.6.96',
  cim10: '2.16.840.1.113883.6.3',
  cis: '1.2.250.1.213.2.3.1',
  ucd: '1.2.250.1.213.2.3.2',
  atc: '2.16.840.1.113883.6.73',
  ucum: '2.16.840.1.113883.6.8',
} as const;
