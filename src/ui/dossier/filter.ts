import { DOCUMENT_CLASSES, type DocumentClassCode } from '#domain/nomenclature/document-classes.ts';
import type { ListOrder } from '../timeline/group-lines.ts';
import { isWithin, NO_PERIOD, type Period } from '../timeline/period.ts';
import type { DocumentLine } from './document-line.ts';

/** `none`: documents whose type has no class. */
export type ClassChoice = DocumentClassCode | 'none' | undefined;

/** What is left out of the list until it is asked for (EX_3.1-1030), each apart. */
export const LEFT_OUT = ['archived', 'replaced', 'masked'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** What the list is narrowed to. */
export const MARKS = ['isNew', 'starred'] as const;
export type MarkChoice = (typeof MARKS)[number];

export type DocumentFilter = Readonly<Record<LeftOut | MarkChoice, boolean>> & {
  readonly classCode: ClassChoice;
  readonly period: Period;
  readonly order: ListOrder;
};
export const NO_FILTER: DocumentFilter = {
  archived: false,
  replaced: false,
  masked: false,
  isNew: false,
  starred: false,
  classCode: undefined,
  period: NO_PERIOD,
  order: 'date',
};

/** All that the reader may see, in the order chosen. */
export const showAll = ({ order }: DocumentFilter): DocumentFilter => ({
  ...NO_FILTER,
  order,
  archived: true,
  replaced: true,
  masked: true,
});

/** Something is shown that is usually not, or the other way round. */
export const isUsual = (filter: DocumentFilter): boolean =>
  filter.classCode === undefined &&
  filter.period.choice === 'all' &&
  ![...LEFT_OUT, ...MARKS].some((name) => filter[name]);

/** Deleted ones are in no list. */
export const listed = (lines: readonly DocumentLine[]): DocumentLine[] =>
  lines.filter(({ status }) => status !== 'deleted');

export function filterDocuments(lines: readonly DocumentLine[], filter: DocumentFilter): DocumentLine[] {
  return listed(lines).filter(
    (line) =>
      isAskedFor(line, filter) &&
      isOfClass(line, filter.classCode) &&
      MARKS.every((mark) => !filter[mark] || line[mark]) &&
      isWithin(line.description.createdAt, filter.period),
  );
}

const IS: Readonly<Record<LeftOut, (line: Pick<DocumentLine, 'status' | 'entry'>) => boolean>> = {
  archived: ({ status }) => status === 'archived',
  replaced: ({ status }) => status === 'deprecated',
  // in the list of their author and of the attending physician alone
  masked: ({ entry }) => entry?.visibility.hiddenFromProfessionals === true,
};

const isAskedFor = (line: DocumentLine, filter: Pick<DocumentFilter, LeftOut>): boolean =>
  LEFT_OUT.every((name) => filter[name] || !IS[name](line));

const isOfClass = ({ classCode }: DocumentLine, choice: ClassChoice): boolean =>
  choice === undefined || (classCode ?? 'none') === choice;

/** Lower case without diacritics, ligatures apart. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .trim();

export type ClassCount = { classCode: Exclude<ClassChoice, undefined>; count: number };

/**
 * The classes of what is shown, in the order of the nomenclature, with how many there would be of each; the chosen one
 * stays, so that it can be let go of.
 */
export function classCounts(lines: readonly DocumentLine[], filter: DocumentFilter): ClassCount[] {
  const counts = new Map<ClassCount['classCode'], number>();
  if (filter.classCode !== undefined) counts.set(filter.classCode, 0);
  for (const { classCode = 'none' } of filterDocuments(lines, { ...filter, classCode: undefined }))
    counts.set(classCode, (counts.get(classCode) ?? 0) + 1);
  return [...DOCUMENT_CLASSES.map(({ code }) => code), 'none' as const].flatMap((classCode) => {
    const count = counts.get(classCode);
    return count === undefined ? [] : [{ classCode, count }];
  });
}

export type Counts = Readonly<Record<LeftOut | MarkChoice, number>>;

/** How many each chip brings: of those that the other choices leave. */
export function filterCounts(lines: readonly DocumentLine[], filter: DocumentFilter): Counts {
  const all = filterDocuments(lines, { ...filter, archived: true, replaced: true, masked: true });
  const left = (name: LeftOut): number => all.filter(IS[name]).length;
  const marked = (mark: MarkChoice): number => filterDocuments(lines, { ...filter, [mark]: true }).length;
  return {
    archived: left('archived'),
    replaced: left('replaced'),
    masked: left('masked'),
    isNew: marked('isNew'),
    starred: marked('starred'),
  };
}
