import type { ClinicalFact } from './fact.ts';

/** What was understood of a document where it entered; travels with its entry, so that no device reads it again. */
export type DocumentReading = {
  /** EXTRACTOR_VERSION of the code that read it. */
  readonly extractor: number;
  readonly facts: readonly ClinicalFact[];
  /**
   * Whether its text can be searched: `none` for pictures and scanned PDFs, `cut` where only the beginning was kept,
   * `unreadable` where it was not read (damaged, too large, too slow).
   */
  readonly text: 'whole' | 'cut' | 'none' | 'unreadable';
  /** Profession and specialty of its first author, as the document words it. */
  readonly specialty?: string;
  /** The stay or visit that it belongs to, where the document names one. */
  readonly encounter?: DocumentEncounter;
};

/** Documents of one stay or visit share its `id`; without one, its words and its dates. */
export type DocumentEncounter = {
  /** What it was and where, as written. */
  readonly label?: string;
  /** ISO 8601, as precise as it was written. */
  readonly from?: string;
  readonly to?: string;
  readonly id?: string;
};

/** Most facts that a reading keeps of one document. */
export const MAX_FACTS = 2000;
/** Longest text that is kept of one document for the search, in UTF-16 units. */
export const MAX_READ_TEXT = 200_000;
/** Longest label, code or display name of a fact, and longest of its other texts, in UTF-16 units. */
export const MAX_FACT_LABEL = 300;
export const MAX_FACT_TEXT = 1000;
/** Most translations, reactions, substances or telephone numbers of one fact. */
export const MAX_FACT_PARTS = 20;
