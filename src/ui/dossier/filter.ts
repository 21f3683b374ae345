import { DOCUMENT_CLASSES, type DocumentClassCode } from '#domain/nomenclature/document-classes.ts';
import type { DocumentLine } from './document-line.ts';

/** `none`: documents whose type has no class. */
export type ClassChoice = DocumentClassCode | 'none' | undefined;

export type DocumentFilter = {
  classCode: ClassChoice;
  /** As typed. */
  title: string;
  /** Archived documents and earlier versions too (EX_3.1-1030). */
  old: boolean;
  /** Masked ones too: they are in the list of their author and of the attending physician alone (EX_3.1-1030). */
  masked: boolean;
};
export const NO_FILTER: DocumentFilter = { classCode: undefined, title: '', old: false, masked: false };

/** The lines whose title has every typed word, accents and case ignored, and that are of the class chosen. */
export function filterDocuments(lines: readonly DocumentLine[], filter: DocumentFilter): DocumentLine[] {
  const words = plain(filter.title).split(/\s+/).filter(Boolean);
  return lines.filter(
    (line) =>
      isShown(line, filter) &&
      isOfClass(line, filter.classCode) &&
      words.every((word) => plain(line.description.title).includes(word)),
  );
}

export const isOld = ({ status }: Pick<DocumentLine, 'status'>): boolean =>
  status === 'deprecated' || status === 'archived';

export const isMasked = ({ entry }: Pick<DocumentLine, 'entry'>): boolean =>
  entry?.visibility.hiddenFromProfessionals === true;

type Shown = Pick<DocumentFilter, 'old' | 'masked'>;

/** Without what is deleted, and without what is old or masked unless asked for. */
const isShown = (line: DocumentLine, { old, masked }: Shown): boolean =>
  line.status !== 'deleted' && (old || !isOld(line)) && (masked || !isMasked(line));

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

/** The classes present among the lines shown, in the order of the nomenclature, with how many there are of each. */
export function classCounts(lines: readonly DocumentLine[], shown: Shown): ClassCount[] {
  const counts = new Map<ClassCount['classCode'], number>();
  for (const line of lines.filter((one) => isShown(one, shown)))
    counts.set(line.classCode ?? 'none', (counts.get(line.classCode ?? 'none') ?? 0) + 1);
  return [...DOCUMENT_CLASSES.map(({ code }) => code), 'none' as const].flatMap((classCode) => {
    const count = counts.get(classCode);
    return count === undefined ? [] : [{ classCode, count }];
  });
}
