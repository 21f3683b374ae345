/** TRE_G15-ProfessionSante (OID 1.2.250.1.71.1.2.7), version 1.1.0 of 2024-03-29. */
export const PROFESSIONS_OID = '1.2.250.1.71.1.2.7';

export type ProfessionCode = (typeof ROWS)[number][0];

/** Code, label of the nomenclature, our English. 93 is obsolete since 2021-12-17: psychologists left the register. */
const ROWS = [
  ['10', 'Médecin', 'Doctor'],
  ['21', 'Pharmacien', 'Pharmacist'],
  ['26', 'Audioprothésiste', 'Hearing aid specialist'],
  ['28', 'Opticien-Lunetier', 'Optician'],
  ['31', 'Assistant dentaire', 'Dental assistant'],
  ['32', 'Physicien médical', 'Medical physicist'],
  ['35', 'Aide-soignant', 'Care assistant'],
  ['36', 'Ambulancier', 'Ambulance driver'],
  ['37', 'Auxiliaire de puériculture', 'Childcare assistant'],
  ['38', 'Préparateur en pharmacie hospitalière', 'Hospital pharmacy technician'],
  ['39', 'Préparateur en pharmacie', 'Pharmacy technician'],
  ['40', 'Chirurgien-Dentiste', 'Dentist'],
  ['50', 'Sage-Femme', 'Midwife'],
  ['60', 'Infirmier', 'Nurse'],
  ['69', 'Infirmier psychiatrique', 'Psychiatric nurse'],
  ['70', 'Masseur-Kinésithérapeute', 'Physiotherapist'],
  ['80', 'Pédicure-Podologue', 'Podiatrist'],
  ['81', 'Orthoprothésiste', 'Orthoprosthetist'],
  ['82', 'Podo-Orthésiste', 'Pedorthist'],
  ['83', 'Orthopédiste-Orthésiste', 'Orthotist'],
  ['84', 'Oculariste', 'Ocularist'],
  ['85', 'Epithésiste', 'Epithesist'],
  ['86', 'Technicien de labo médical', 'Medical laboratory technician'],
  ['91', 'Orthophoniste', 'Speech therapist'],
  ['92', 'Orthoptiste', 'Orthoptist'],
  ['93', 'Psychologue', 'Psychologist'],
  ['94', 'Ergothérapeute', 'Occupational therapist'],
  ['95', 'Diététicien', 'Dietitian'],
  ['96', 'Psychomotricien', 'Psychomotor therapist'],
  ['98', 'Manipulateur ERM', 'Radiographer'],
] as const;

export type Profession = { readonly code: ProfessionCode; readonly label: string; readonly english: string };

export const PROFESSIONS: readonly Profession[] = ROWS.map(([code, label, english]) => ({
  code,
  label,
  english,
}));

const byCode: ReadonlyMap<string, Profession> = new Map(PROFESSIONS.map((row) => [row.code, row]));

export const professionOf = (code: string): Profession | undefined => byCode.get(code);

export const isProfessionCode = (code: string): code is ProfessionCode => byCode.has(code);

/**
 * Whether the code is that of a health profession (Code de la santé publique, fourth part) in force: all of this table
 * but the obsolete one, since psychologists never were one and left the table.
 */
export const isHealthProfession = (code: string): boolean => isProfessionCode(code) && code !== '93';

/** The French label, or the code itself where the nomenclature does not have it. */
export const professionLabel = (code: string): string => byCode.get(code)?.label ?? code;

/** Read from the author code of a CDA or of XDS: `G15_10/SM26` and `G15_60` name professions 10 and 60. */
export function professionOfAuthorCode(authorCode: string): ProfessionCode | undefined {
  const code = /^G15_(\d\d)(\/|$)/.exec(authorCode)?.[1];
  return code !== undefined && isProfessionCode(code) ? code : undefined;
}
