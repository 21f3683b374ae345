import type { ExpectedDocument } from './expected.ts';
import { IMAGING } from './imaging.ts';
import { LABORATORY } from './laboratory.ts';
import { MEDICATION } from './medication.ts';
import { MOTHER_AND_CHILD } from './mother-and-child.ts';
import { ONCOLOGY } from './oncology.ts';
import { PATIENT_SUMMARY } from './patient-summary.ts';
import { SPECIALTIES } from './specialties.ts';
import { SUMMARIES } from './summaries.ts';
import { TRANSFERS } from './transfers.ts';

/** The 25 official documents. */
export const OFFICIAL_FACTS: readonly ExpectedDocument[] = [
  ...SUMMARIES,
  ...PATIENT_SUMMARY,
  ...TRANSFERS,
  ...LABORATORY,
  ...IMAGING,
  ...ONCOLOGY,
  ...MOTHER_AND_CHILD,
  ...MEDICATION,
  ...SPECIALTIES,
];
