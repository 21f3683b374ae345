import { MATCHES, type Match } from './answer.ts';
import { expandPart, expandTypos, type AnsweredPart, type Weighted } from './expand.ts';
import { passes, type SearchFilters } from './filters.ts';
import type { PhrasePart, Query } from './query.ts';
import { allOf, eitherOf, scoresOf, type Scores } from './score.ts';
import type { SearchDocument, SearchHead } from './search-document.ts';
import { readTextOf, type SearchIndex } from './search-index.ts';

export type Ranked = { readonly document: SearchDocument; readonly match: Match; readonly score: number };

/** Among so many of the best, those with the typed words side by side come first. */
const LOOKED_AT = 60;
const SIDE_BY_SIDE = 1.4;

/** The documents that answer, best first, and the terms by which they do. */
export type Ranking = { readonly ranked: readonly Ranked[]; readonly parts: readonly AnsweredPart[] };

/** First what has every part, then what has it with a typing error; where nothing does, what has some parts. */
export function rank(index: SearchIndex, query: Query, filters: SearchFilters): Ranking {
  const parts = query.map((part) => expandPart(index.vocabulary, part));
  const tolerant = withTypos(index, parts);
  const all = found(index, parts, filters, 'all').sort(byRank);
  const close = tolerant ? closeTo(index, tolerant, filters, all) : [];
  const ranked = [...sideBySide(index, query, all), ...close];
  return {
    ranked: ranked.length > 0 ? ranked : some(index, tolerant ?? parts, filters),
    parts: tolerant ?? parts,
  };
}

/** Undefined where no word has a neighbour by a typing error. */
function withTypos(index: SearchIndex, parts: readonly AnsweredPart[]): AnsweredPart[] | undefined {
  let more = false;
  const tolerant = parts.map((answered) => {
    const { part, terms } = answered;
    if (part.type === 'phrase') return answered;
    const known: Weighted = terms[0] ?? new Map();
    const typos = expandTypos(index.vocabulary, part.plain, known);
    more ||= typos.size > 0;
    return typos.size > 0 ? { part, terms: [new Map([...typos, ...known])] } : answered;
  });
  return more ? tolerant : undefined;
}

function closeTo(
  index: SearchIndex,
  parts: readonly AnsweredPart[],
  filters: SearchFilters,
  all: readonly Ranked[],
): Ranked[] {
  const known = new Set(all.map(({ document }) => document));
  return found(index, parts, filters, 'close')
    .filter(({ document }) => !known.has(document))
    .sort(byRank);
}

function found(
  index: SearchIndex,
  parts: readonly AnsweredPart[],
  filters: SearchFilters,
  match: Match,
): Ranked[] {
  const phrases = parts.map(({ part }) => part).filter((part) => part.type === 'phrase');
  const scores = allOf(
    parts.map((part) => partScores(index, part)),
    index.slots.length,
  );
  return index.slots.flatMap((placed, slot) => {
    const score = rounded(scores[slot] ?? 0);
    if (!placed || score === 0 || !passes(placed.document, filters)) return [];
    return hasPhrases(index, placed.document, phrases) ? [{ document: placed.document, match, score }] : [];
  });
}

/** Sums of the same numbers in another order differ in their last digits. */
const rounded = (score: number): number => Math.round(score * 1e6) / 1e6;

function partScores(index: SearchIndex, { part, terms, joined }: AnsweredPart): Scores {
  if (part.type === 'word') return scoresOf(index, part.plain, terms[0] ?? new Map<string, number>());
  const words = terms.map((one, i) => scoresOf(index, part.words[i] ?? '', one));
  const inOrder = allOf(words, index.slots.length);
  return joined ? eitherOf(inOrder, scoresOf(index, part.words.join(''), joined)) : inOrder;
}

/** What has the most parts comes first. Phrases in quotes are never done without. */
function some(index: SearchIndex, parts: readonly AnsweredPart[], filters: SearchFilters): Ranked[] {
  const quoted = parts.filter(({ part }) => part.type === 'phrase' && part.quoted);
  const free = parts.filter((part) => !quoted.includes(part));
  if (parts.length < 2) return [];
  const counts = new Map<SearchDocument, { parts: number; score: number }>();
  for (const part of free)
    for (const { document, score } of found(index, [...quoted, part], filters, 'some')) {
      const known = counts.get(document) ?? { parts: 0, score: 0 };
      counts.set(document, { parts: known.parts + 1, score: known.score + score });
    }
  return [...counts]
    .sort(([a, left], [b, right]) => right.parts - left.parts || right.score - left.score || byDate(a, b))
    .map(([document, { score }]) => ({ document, match: 'some', score }));
}

function hasPhrases(index: SearchIndex, document: SearchDocument, phrases: readonly PhrasePart[]): boolean {
  if (phrases.length === 0) return true;
  const { plain } = readTextOf(index, document);
  return phrases.every((phrase) => hasPhrase(plain, phrase));
}

function hasPhrase(plain: string, { words, open, quoted }: PhrasePart): boolean {
  const end = open ? '' : ' ';
  return (
    plain.includes(` ${words.join(' ')}${end}`) || (!quoted && plain.includes(` ${words.join('')}${end}`))
  );
}

/** The best that have the typed words next to each other go before the others. */
function sideBySide(index: SearchIndex, query: Query, ranked: readonly Ranked[]): Ranked[] {
  const words = query.flatMap((part) => (part.type === 'word' ? [part.plain] : part.words));
  if (words.length < 2) return [...ranked];
  const looked = ranked.slice(0, LOOKED_AT).map((one) => {
    const together = readTextOf(index, one.document).plain.includes(` ${words.join(' ')}`);
    return together ? { ...one, score: rounded(one.score * SIDE_BY_SIDE) } : one;
  });
  return [...looked.sort(byRank), ...ranked.slice(LOOKED_AT)];
}

export const byRank = (a: Ranked, b: Ranked): number => b.score - a.score || byDate(a.document, b.document);

/** Between hits of several indexes. */
export const compareHits = (a: ComparedHit, b: ComparedHit): number =>
  MATCHES.indexOf(a.match) - MATCHES.indexOf(b.match) || b.score - a.score || byDate(a.head, b.head);
type ComparedHit = Pick<Ranked, 'match' | 'score'> & { readonly head: SearchHead };

/** The newest first; an order even where all else is the same. */
export const byDate = (a: SearchHead, b: SearchHead): number =>
  compare(b.date, a.date) || compare(a.documentId, b.documentId);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
