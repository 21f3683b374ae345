import { INS_C_OID, parseInsC } from '#domain/identity/ins-c.ts';
import { parseNir } from '#domain/identity/nir.ts';
import type { CdaPatient } from './document.ts';

/** Registers of the INS (ANS): NIR and NIA in production, test and demonstration. */
export const INS_OIDS: readonly string[] = [
  '1.2.250.1.213.1.4.8',
  '1.2.250.1.213.1.4.9',
  '1.2.250.1.213.1.4.10',
  '1.2.250.1.213.1.4.11',
];

/** A national identifier as a document carries it, and whether it can be used to compare. */
export type NationalId = {
  readonly kind: 'ins' | 'insC';
  readonly value: string;
  /** `provisional`: a number of attendance (NIA, 3, 4, 7, 8), which changes later. */
  readonly state: 'valid' | 'keyWrong' | 'provisional' | 'malformed';
};

/** INS and INS-C among the identifiers of a patient, in document order; those without a value are left out. */
export function nationalIds(patient: CdaPatient): NationalId[] {
  return patient.ids.flatMap(({ root, extension }) => (extension ? nationalId(root, extension) : []));
}

function nationalId(root: string, value: string): NationalId[] {
  if (root === INS_C_OID) return [{ kind: 'insC', value, state: insCState(value) }];
  return INS_OIDS.includes(root) ? [{ kind: 'ins', value, state: nirState(value) }] : [];
}

function nirState(text: string): NationalId['state'] {
  const nir = parseNir(text);
  if (nir.ok) return 'valid';
  if (nir.error.type === 'NirKeyWrong') return 'keyWrong';
  return nir.error.type === 'NirProvisional' ? 'provisional' : 'malformed';
}

function insCState(text: string): NationalId['state'] {
  const insC = parseInsC(text);
  if (insC.ok) return 'valid';
  return insC.error.type === 'InsCKeyWrong' ? 'keyWrong' : 'malformed';
}
