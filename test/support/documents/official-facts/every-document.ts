import type { ExpectedDocument } from './expected.ts';
import { IMAGING } from './imaging.ts';
import { LABORATORY } from './laboratory.ts';
import { MEDICATION } from './medication.ts';
import { MOTHER_AND_CHILD } from './mother-and-child.ts';
import { ONCOLOGY } from './oncology.ts';
import { SPECIALTIES } from './specialties.ts';
import { SUMMARIES } from './summaries.ts';

/** The 25 official documents. */
export const OFFICIAL_FACTS: readonly ExpectedDocument[] = [
  ...SUMMARIES,
  ...LABORATORY,
  ...IMAGING,
  ...ONCOLOGY,
  ...MOTHER_AND_CHILD,
  ...MEDICATION,
  ...SPECIALTIES,
];
