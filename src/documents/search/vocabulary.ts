import { stemOf } from './stem.ts';

/** How often a term stands in one field of one document, as one number: see `posting`. */
export type Posting = number;

const COUNT_BITS = 256;
const FIELDS = 8;
/** More of the same in one field says no more. */
export const MOST_COUNTED = COUNT_BITS - 1;

/** @param slot number of the document inside its index */
export const posting = (slot: number, field: number, count: number): Posting =>
  (slot * FIELDS + field) * COUNT_BITS + Math.min(count, MOST_COUNTED);
export const slotOf = (one: Posting): number => Math.floor(one / (FIELDS * COUNT_BITS));
export const fieldOf = (one: Posting): number => Math.floor(one / COUNT_BITS) % FIELDS;
export const countOf = (one: Posting): number => one % COUNT_BITS;

/** Where a term stands. `documents`: how many documents have it. Postings of one document follow each other. */
export type TermEntry = { documents: number; postings: Posting[] };

/** The terms of an index by their first letter, so that a word meets only those it may stand for; stems on demand. */
export type Vocabulary = {
  find(term: string): TermEntry | undefined;
  /** Terms that begin with the same letter as a word. */
  like(word: string): Iterable<string>;
  stem(word: string): string;
  put(term: string, entry: TermEntry): void;
  /** Takes the postings of a document away from a term. */
  drop(term: string, slot: number): void;
  entries(): Iterable<[term: string, entry: TermEntry]>;
};

export function createVocabulary(): Vocabulary {
  const byFirst = new Map<string, Map<string, TermEntry>>();
  const stems = new Map<string, string>();
  const bucket = (term: string): Map<string, TermEntry> | undefined => byFirst.get(term.charAt(0));
  return {
    find: (term) => bucket(term)?.get(term),
    like: (word) => bucket(word)?.keys() ?? [],
    stem(word) {
      const known = stems.get(word) ?? stemOf(word);
      stems.set(word, known);
      return known;
    },
    put(term, entry) {
      const terms = bucket(term);
      if (terms) terms.set(term, entry);
      else byFirst.set(term.charAt(0), new Map([[term, entry]]));
    },
    drop(term, slot) {
      const entry = bucket(term)?.get(term);
      if (!entry) return;
      entry.postings = entry.postings.filter((one) => slotOf(one) !== slot);
      entry.documents -= 1;
      if (entry.postings.length === 0) bucket(term)?.delete(term);
    },
    *entries() {
      for (const terms of byFirst.values()) yield* terms;
    },
  };
}
