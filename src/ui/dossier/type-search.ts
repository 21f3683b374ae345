import { commonTypes, englishTypeLabel } from '#domain/nomenclature/common-types.ts';
import {
  DOCUMENT_CLASSES,
  HOLDER_CLASS,
  type DocumentClassCode,
} from '#domain/nomenclature/document-classes.ts';
import { DOCUMENT_TYPES, type DocumentType } from '#domain/nomenclature/document-types.ts';
import { plain } from './filter.ts';

/** More are not read: the words have to become more precise. */
export const TYPES_SHOWN = 20;

/** Not for a professional to give: what the holder deposits (class 90), and technical documents. */
const NOT_OFFERED: readonly (DocumentClassCode | undefined)[] = [HOLDER_CLASS, '99'];
const OFFERED = DOCUMENT_TYPES.filter(({ classCode }) => !NOT_OFFERED.includes(classCode));

/** The types that have every typed word in their label, French or English, those common to the profession first. */
export function searchTypes(typed: string, profession: string): DocumentType[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const common = commonTypes(profession);
  const others = OFFERED.filter(({ code }) => !common.some((one) => one.code === code));
  return [...common, ...others].filter(({ code, label }) => {
    const known = plain(`${label} ${englishTypeLabel(code) ?? ''}`);
    return words.every((word) => known.includes(word));
  });
}

/** All types by class, in the order of the nomenclature; those without a class last. */
export function typesByClass(): { classCode: DocumentClassCode | undefined; types: DocumentType[] }[] {
  return [...DOCUMENT_CLASSES.map(({ code }) => code), undefined].flatMap((classCode) => {
    const types = OFFERED.filter((type) => type.classCode === classCode);
    return types.length === 0 ? [] : [{ classCode, types }];
  });
}
