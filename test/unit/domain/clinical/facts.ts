import { isDocumentId, type DocumentId } from '#base/brand.ts';
import { CODE_SYSTEMS, type ClinicalCode } from '#domain/clinical/code.ts';
import type { ClinicalFact } from '#domain/clinical/fact.ts';

/** Documents of fictional people, with what they say. */
export function idOf(number: number): DocumentId {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  if (!isDocumentId(id)) throw new Error(id);
  return id;
}

export const documentOf = (number: number, date: string, facts: readonly ClinicalFact[]) => ({
  documentId: idOf(number),
  date,
  title: `Document ${number}`,
  typeCode: 'SYNTH',
  status: 'current' as const,
  facts,
});

export const loinc = (code: string): ClinicalCode => ({ system: CODE_SYSTEMS.loinc, code });
export const atc = (code: string): ClinicalCode => ({ system: CODE_SYSTEMS.atc, code });
export const snomed = (code: string): ClinicalCode => ({ system: CODE_SYSTEMS.snomedCt, code });
