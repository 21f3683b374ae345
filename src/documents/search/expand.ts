import { isWithin } from './edit-distance.ts';
import type { QueryPart } from './query.ts';
import { isNumber } from './terms.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Terms of the index that answer a word, with how well each does: 1 for the word itself. */
export type Weighted = ReadonlyMap<string, number>;

const STEM_WEIGHT = 0.6;
const PREFIX_WEIGHT = 0.45;
const TYPO_WEIGHT = 0.3;
/** From so many letters on a word is also the beginning of longer ones, even where it is not the last. */
const SHORTEST_BEGINNING = 4;
/** A single letter begins half of the vocabulary. */
const SHORTEST_OPEN = 2;
const MOST_BEGINNINGS = 400;
/** One wrong letter from here on; two only in long words that are found no other way. */
const SHORTEST_TYPO = 5;
const SHORTEST_TWO_TYPOS = 9;

/** The word itself, words of its stem, and words that begin with it. */
export function expandWord(vocabulary: Vocabulary, word: string, open: boolean): Weighted {
  const found = new Map<string, number>();
  for (const term of beginnings(vocabulary, word, open))
    found.set(term, (PREFIX_WEIGHT * word.length) / term.length);
  for (const term of sameStem(vocabulary, word)) found.set(term, STEM_WEIGHT);
  if (vocabulary.find(word)) found.set(word, 1);
  return found;
}

/** Words that differ by a typing error, the first letter kept. Two errors count only where there is nothing else. */
export function expandTypos(vocabulary: Vocabulary, word: string, known: Weighted): Weighted {
  if (word.length < SHORTEST_TYPO || isNumber(word)) return new Map();
  const one = near(vocabulary, word, 1, known);
  const found =
    one.length === 0 && known.size === 0 && word.length >= SHORTEST_TWO_TYPOS
      ? near(vocabulary, word, 2, known)
      : one;
  return new Map(found.map((term) => [term, TYPO_WEIGHT]));
}

const near = (vocabulary: Vocabulary, word: string, most: number, known: Weighted): string[] =>
  [...vocabulary.like(word)].filter(
    (term) => !known.has(term) && !isNumber(term) && isWithin(word, term, most),
  );

function beginnings(vocabulary: Vocabulary, word: string, open: boolean): string[] {
  if (word.length < (open ? SHORTEST_OPEN : SHORTEST_BEGINNING)) return [];
  // «5» does not begin 50, but «5m» begins 5mg
  if (isNumber(word) && !open) return [];
  return [...vocabulary.like(word)]
    .filter((term) => term.length > word.length && term.startsWith(word))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .slice(0, MOST_BEGINNINGS);
}

/** Stemming changes the end of a word, so that only those with the same beginning can share a stem. */
function sameStem(vocabulary: Vocabulary, word: string): string[] {
  const stem = vocabulary.stem(word);
  if (stem === word && stem.length < SHORTEST_BEGINNING) return [];
  const start = stem.slice(0, SHORTEST_BEGINNING);
  return [...vocabulary.like(word)].filter(
    (term) => term.startsWith(start) && vocabulary.stem(term) === stem,
  );
}

/** A part of a query with the terms that answer it. */
export type AnsweredPart = {
  readonly part: QueryPart;
  /** One set for a word, one for each word of a phrase. */
  readonly terms: readonly Weighted[];
  /** For a phrase that was written in one piece, and may stand as one word. */
  readonly joined?: Weighted;
};

export function expandPart(vocabulary: Vocabulary, part: QueryPart): AnsweredPart {
  if (part.type === 'word') return { part, terms: [expandWord(vocabulary, part.plain, part.open)] };
  const last = part.words.length - 1;
  const terms = part.words.map((word, i) => exactly(vocabulary, word, part.open && i === last));
  if (part.quoted) return { part, terms };
  return { part, terms, joined: exactly(vocabulary, part.words.join(''), part.open) };
}

/** The word itself and, where it may go on, words that begin with it. */
function exactly(vocabulary: Vocabulary, word: string, open: boolean): Weighted {
  const longer = open ? beginnings(vocabulary, word, true) : [];
  return new Map([...longer.map((term) => [term, PREFIX_WEIGHT] as const), [word, 1]]);
}
