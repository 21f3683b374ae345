import { classOf } from '#domain/nomenclature/document-types.ts';

/**
 * What is read first at a bedside. The DMP has no type of its own for allergies: they stand in the summary (volet de
 * synthèse médicale, section «Allergies et hypersensibilités»), as do the treatments. LOINC and CI-SIS codes of
 * JDV_J66-TypeCode-DMP.
 */
const URGENT_TYPES: ReadonlySet<string> = new Set([
  '60591-5', // medical summary (VSM): problems, allergies, treatments
  '74207-2', // emergency liaison document
  'EXPPAT_3', // advance directives
  '78341-5', // transfer to an emergency department
  '60280-5', // return from an emergency department
  '56445-0', // medication review by a pharmacist
  '80820-4', // reconciliation of treatments
]);

/** Class «Synthèse» (11) and class «Traitement administré» (45) of the DMP. */
const SUMMARY_CLASSES: ReadonlySet<string> = new Set(['11', '45']);

/** 0: emergency summaries; 1: other summaries and treatments; 2: all else. */
export function readingRank(typeCode: string): 0 | 1 | 2 {
  if (URGENT_TYPES.has(typeCode)) return 0;
  return SUMMARY_CLASSES.has(classOf(typeCode) ?? '') ? 1 : 2;
}
