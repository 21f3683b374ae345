import { DOCUMENT_CLASSES } from '#domain/nomenclature/document-classes.ts';
import type { DocumentEncounter } from '#domain/clinical/reading.ts';
import type { DocumentLine } from '../dossier/document-line.ts';

/** What the list is arranged by. */
export const LIST_ORDERS = ['date', 'class', 'specialty', 'author', 'encounter'] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];

export type LineGroup = {
  readonly key: string;
  readonly title: string;
  readonly lines: readonly DocumentLine[];
};

/** How the groups are called; undefined where a document has nothing to be called by. */
export type GroupWords = {
  /** YYYY-MM, or less precise; empty where the date cannot be read. */
  readonly month: (month: string) => string;
  readonly class: (line: DocumentLine) => string;
  readonly specialty: (line: DocumentLine) => string | undefined;
  readonly author: (line: DocumentLine) => string | undefined;
  readonly encounter: (encounter: DocumentEncounter) => string;
  /** For those without any. */
  readonly without: Readonly<Record<'specialty' | 'author' | 'encounter', string>>;
  /** Order of the alphabet. */
  readonly compare: (one: string, other: string) => number;
};

type Placed = { key: string; title: string; rank: string | number };

/**
 * The documents in groups, the newest first in each; months and stays the newest first too, classes in the order of the
 * nomenclature, specialties and authors by the alphabet, and last those that have none.
 */
export function groupLines(lines: readonly DocumentLine[], order: ListOrder, words: GroupWords): LineGroup[] {
  const groups = new Map<string, Placed & { lines: DocumentLine[] }>();
  for (const line of [...lines].sort(newestFirst)) {
    const place = PLACES[order](line, words);
    const group = groups.get(place.key);
    if (group) Object.assign(group, fuller(group, place)).lines.push(line);
    else groups.set(place.key, { ...place, lines: [line] });
  }
  return [...groups.values()]
    .sort((one, other) => compareRanks(one.rank, other.rank, words))
    .map(({ key, title, lines: own }) => ({ key, title, lines: own }));
}

/** Documents of one stay do not all say as much of it. */
const fuller = (one: Placed, other: Placed): Placed => ({
  ...(one.title.length < other.title.length ? other : one),
  rank: firstOf(one, other),
});

const firstOf = (one: Placed, other: Placed): Placed['rank'] =>
  typeof one.rank === 'number' && typeof other.rank === 'number' ? Math.min(one.rank, other.rank) : one.rank;

/** After all others. */
const LAST = Number.MAX_SAFE_INTEGER;

const PLACES: Readonly<Record<ListOrder, (line: DocumentLine, words: GroupWords) => Placed>> = {
  date({ description }, words) {
    const month = monthOf(description.createdAt);
    return { key: month, title: words.month(month), rank: month === '' ? LAST : -monthNumber(month) };
  },
  class(line, words) {
    const rank = DOCUMENT_CLASSES.findIndex(({ code }) => code === line.classCode);
    return { key: line.classCode ?? '', title: words.class(line), rank: rank < 0 ? LAST : rank };
  },
  specialty: (line, words) => named(words.specialty(line), words.without.specialty),
  author: (line, words) => named(words.author(line), words.without.author),
  encounter({ reading }, words) {
    const encounter = reading?.encounter;
    if (!encounter) return { key: '', title: words.without.encounter, rank: LAST };
    const key = encounter.id ?? [encounter.label, encounter.from, encounter.to].join(' ');
    const day = monthNumber((encounter.from ?? encounter.to ?? '').slice(0, 10));
    return { key: `s${key}`, title: words.encounter(encounter), rank: -day };
  },
};

const named = (title: string | undefined, without: string): Placed =>
  title ? { key: `n${title}`, title, rank: title } : { key: '', title: without, rank: LAST };

function compareRanks(one: Placed['rank'], other: Placed['rank'], { compare }: GroupWords): number {
  if (typeof one === 'string' && typeof other === 'string') return compare(one, other);
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : typeof one === 'string'
      ? -1
      : 1;
}

const monthOf = (iso: string): string => /^\d{4}(?:-\d\d)?/.exec(iso)?.[0] ?? '';

/** YYYY-MM-DD or less as a number that grows with time; a year alone counts before its months. */
const monthNumber = (date: string): number => Number(date.replaceAll('-', '').padEnd(8, '0'));

/** By the date of the document itself; what the server received last first where that is the same. */
function newestFirst(one: DocumentLine, other: DocumentLine): number {
  const [a, b] = [one, other].map(({ description }) => description.createdAt);
  const [monthA, monthB] = [monthOf(a ?? ''), monthOf(b ?? '')];
  if (monthA !== monthB) return monthA < monthB ? 1 : -1;
  return timeOf(b) - timeOf(a) || receivedAt(other) - receivedAt(one);
}

const timeOf = (iso: string | undefined): number => Date.parse(iso ?? '') || 0;
/** What was just written here is the newest. */
const receivedAt = ({ entry }: DocumentLine): number => entry?.submittedAt ?? LAST;
