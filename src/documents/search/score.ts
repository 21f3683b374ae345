import type { Weighted } from './expand.ts';
import { SEARCH_FIELDS, type SearchField, type SearchIndex } from './search-index.ts';
import { countOf, fieldOf, slotOf, type TermEntry } from './vocabulary.ts';

/** How much a hit counts by where it is. */
const FIELD_WEIGHTS: Readonly<Record<SearchField, number>> = {
  title: 4,
  typeLabel: 2,
  authors: 2,
  facts: 3,
  text: 1,
};
const WEIGHTS = SEARCH_FIELDS.map((field) => FIELD_WEIGHTS[field]);
/** BM25 as Robertson and Zaragoza give it (2009): saturation of repetitions, and weight of a field's length. */
const K1 = 1.2;
const B = 0.7;

/** Of each place of the index what it scores; 0 where a document does not answer. */
export type Scores = Float64Array;

/** The scores for any of these terms, which all stand for one word. */
export function scoresOf(index: SearchIndex, word: string, terms: Weighted): Scores {
  const scores = new Float64Array(index.slots.length);
  const usual = usualRarity(index, word, terms);
  const lengths = meanLengths(index);
  for (const [term, weight] of terms) {
    const entry = index.vocabulary.find(term);
    if (entry)
      addScores(scores, index, entry, lengths, weight * Math.min(usual, rarity(index, entry.documents)));
  }
  return scores;
}

/**
 * A rare variant must not count for more than the word that was typed: none is rarer than that word, or where it is not
 * there than the most frequent of the others.
 */
function usualRarity(index: SearchIndex, word: string, terms: Weighted): number {
  const typed = index.vocabulary.find(word);
  if (typed) return rarity(index, typed.documents);
  const counts = [...terms.keys()].map((term) => index.vocabulary.find(term)?.documents ?? 0);
  return rarity(
    index,
    counts.reduce((most, count) => Math.max(most, count), 0),
  );
}

/** The inverse document frequency. */
function rarity({ slotById }: SearchIndex, documents: number): number {
  return Math.log(1 + (slotById.size - documents + 0.5) / (documents + 0.5));
}

const meanLengths = ({ totals, slotById }: SearchIndex): number[] =>
  totals.map((total) => Math.max(1, total / Math.max(1, slotById.size)));

function addScores(
  scores: Scores,
  { slots }: SearchIndex,
  { postings }: TermEntry,
  meanLengths: readonly number[],
  weight: number,
): void {
  for (const one of postings) {
    const slot = slotOf(one);
    const field = fieldOf(one);
    const count = countOf(one);
    const length = (slots[slot]?.lengths[field] ?? 0) / (meanLengths[field] ?? 1);
    const share = (count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
    scores[slot] = (scores[slot] ?? 0) + weight * (WEIGHTS[field] ?? 1) * share;
  }
}

/** Adds up what every part scores; 0 where one of them scores nothing. */
export function allOf(parts: readonly Scores[], size: number): Scores {
  const sum = new Float64Array(size);
  for (let slot = 0; slot < size; slot += 1)
    if (parts.every((scores) => (scores[slot] ?? 0) > 0))
      for (const scores of parts) sum[slot] = (sum[slot] ?? 0) + (scores[slot] ?? 0);
  return sum;
}

/** The better of two, place by place. */
export const eitherOf = (a: Scores, b: Scores): Scores =>
  a.map((score, slot) => Math.max(score, b[slot] ?? 0));
