import { MAX_TITLE_LENGTH, type CdaFacts, type DocumentDescription } from '#domain/dossier/document-entry.ts';
import type { DocumentClassCode } from '#domain/nomenclature/document-classes.ts';
import { classOf, documentTypeOf } from '#domain/nomenclature/document-types.ts';
import { formatCodeOf } from '#domain/nomenclature/format-codes.ts';
import { idText, type CdaAuthor, type CdaDocument, type CdaHeader } from './document.ts';

/** What a depositor need not type: the entry of a list, filled from the header of a CDA. */
export type CdaEntryFacts = Pick<
  DocumentDescription,
  'title' | 'typeCode' | 'createdAt' | 'serviceStart' | 'serviceStop' | 'author'
> & {
  /** Absent where the DMP does not know the type: the depositor chooses another. */
  classCode?: DocumentClassCode;
  cda: CdaFacts;
};

/** Longest text of one field on the wire. */
const FIELD = 200;

/** Maps a header to an entry as ITI-65 and the CI-SIS «volet partage de documents» do for XDS metadata. */
export function cdaToEntry({ header, body }: CdaDocument): CdaEntryFacts {
  const classCode = classOf(header.type.code);
  const author = authorFact(header.authors);
  const embeddedMediaType = body.level === 'N1' ? body.mediaType : undefined;
  return {
    title: titleOf(header),
    typeCode: header.type.code,
    createdAt: header.effectiveTime,
    ...serviceFacts(header),
    ...(author ? { author } : {}),
    ...(classCode ? { classCode } : {}),
    cda: cdaFacts(header, body.level, embeddedMediaType),
  };
}

/** A document without a title is called by its type. */
function titleOf({ title, type }: CdaHeader): string {
  const found = title ?? type.displayName ?? documentTypeOf(type.code)?.label ?? type.code;
  return cut(found, MAX_TITLE_LENGTH);
}

/** The first event that has a time: the CI-SIS writes the main one first. */
function serviceFacts({ serviceEvents }: CdaHeader): Pick<CdaEntryFacts, 'serviceStart' | 'serviceStop'> {
  const event = serviceEvents.find(({ start, stop }) => start !== undefined || stop !== undefined);
  return {
    ...(event?.start ? { serviceStart: event.start } : {}),
    ...(event?.stop ? { serviceStop: event.stop } : {}),
  };
}

function authorFact(authors: readonly CdaAuthor[]): CdaEntryFacts['author'] | undefined {
  const author = authors.find(({ name }) => name !== undefined) ?? authors[0];
  const name = author?.name ?? author?.organisation?.name;
  if (!name) return undefined;
  const organisation = author?.organisation?.name;
  return { name: cut(name, FIELD), ...(organisation ? { organisation: cut(organisation, FIELD) } : {}) };
}

function cdaFacts(
  header: CdaHeader,
  level: CdaFacts['level'],
  embeddedMediaType: string | undefined,
): CdaFacts {
  const formatCode = formatCodeOf(header.templateIds, embeddedMediaType);
  return {
    level,
    uniqueId: cut(idText(header.id), FIELD),
    ...(header.setId ? { setId: cut(idText(header.setId), FIELD) } : {}),
    ...(header.version !== undefined ? { version: header.version } : {}),
    ...(embeddedMediaType ? { embeddedMediaType: cut(embeddedMediaType, FIELD) } : {}),
    ...(formatCode ? { formatCode } : {}),
  };
}

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;
