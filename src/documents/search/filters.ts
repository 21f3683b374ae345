import type { DocumentClassCode } from '#domain/nomenclature/document-classes.ts';
import type { SearchHead } from './search-document.ts';

/** What hits have to be beside what was typed; absent: anything. */
export type SearchFilters = {
  readonly typeCode?: string;
  /** `none`: documents whose type has no class. */
  readonly classCode?: DocumentClassCode | 'none';
  /** One of the document's authors, depositors and organisations, as it is written there. */
  readonly author?: string;
  /** First and last day, ISO 8601, both included. A document that states only a year matches each day of it. */
  readonly from?: string;
  readonly to?: string;
};
export const NO_FILTERS: SearchFilters = {};

export const isFiltering = (filters: SearchFilters): boolean =>
  Object.values(filters).some((value) => value !== undefined);

export function passes(head: SearchHead, filters: SearchFilters): boolean {
  const { typeCode, classCode, author } = filters;
  if (typeCode !== undefined && head.typeCode !== typeCode) return false;
  if (classCode !== undefined && (head.classCode ?? 'none') !== classCode) return false;
  if (author !== undefined && !head.authors.includes(author)) return false;
  return isInPeriod(head.date.slice(0, 10), filters);
}

/** Behind any day that begins with what is written of the date. */
const END = '~';

const isInPeriod = (day: string, { from, to }: SearchFilters): boolean =>
  (from === undefined || day + END >= from) && (to === undefined || day <= to);

/** What the filters can be set to, by what is there: each once, in the order of the nomenclature or the alphabet. */
export type FilterChoices = {
  readonly typeCodes: readonly string[];
  readonly classCodes: readonly (DocumentClassCode | 'none')[];
  readonly authors: readonly string[];
};

export function filterChoices(heads: Iterable<SearchHead>): FilterChoices {
  const all = [...heads];
  const sorted = <T extends string>(values: readonly T[]): T[] =>
    [...new Set(values)].sort((a, b) => a.localeCompare(b, 'fr'));
  return {
    typeCodes: sorted(all.map(({ typeCode }) => typeCode)),
    classCodes: sorted(all.map(({ classCode }) => classCode ?? 'none')),
    authors: sorted(all.flatMap(({ authors }) => authors)),
  };
}
