import { englishTypeLabel } from '#domain/nomenclature/common-types.ts';
import { documentClassOf } from '#domain/nomenclature/document-classes.ts';
import { documentTypeOf } from '#domain/nomenclature/document-types.ts';
import { parseBirthDate } from '#domain/identity/birth-date.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { DocumentLine } from './document-line.ts';
import type { Messages } from '../messages/messages.svelte.ts';
import { professionWords } from './actor-words.ts';

/** The label of a type in the language; the code where the nomenclature does not have it. */
export function typeWords({ locale }: Pick<Messages, 'locale'>, typeCode: string): string {
  const label = documentTypeOf(typeCode)?.label ?? typeCode;
  return locale === 'en' ? (englishTypeLabel(typeCode) ?? label) : label;
}

export function classWords(
  { locale, text }: Pick<Messages, 'locale' | 'text'>,
  code: string | undefined,
): string {
  const found = code === undefined ? undefined : documentClassOf(code);
  if (!found) return text.dossier.filter.noClass;
  return locale === 'en' ? found.english : found.label;
}

/** A date of a document: ISO 8601 with or without time, or a year alone, as it was written. */
export function documentDate({ format }: Pick<Messages, 'format'>, iso: string): string {
  const day = parseBirthDate(iso.slice(0, 10));
  if (!day.ok) return iso;
  const { year, month, day: date } = day.value;
  return format.date(new Date(year, month - 1, date).getTime());
}

/** «Martin Dubois, infirmier». */
export const actorWords = (
  { locale, format }: Pick<Messages, 'locale' | 'format'>,
  { name, profession }: Actor,
): string => [format.name(name), professionWords(profession, locale)].filter(Boolean).join(', ');

/** Date, author and size on one line. */
export function lineDetail(messages: Messages, { description, entry }: DocumentLine): string {
  const { format, text } = messages;
  const author = description.author?.name ?? entry?.depositor.name;
  return [
    documentDate(messages, description.createdAt),
    text.dossier.by(author === undefined ? text.dossier.me : format.name(author)),
    text.dossier.mediaType[description.mediaType],
    // a number stays with its unit
    format.bytes(description.size).replace(/ /g, '\u00a0'),
  ].join(' · ');
}
