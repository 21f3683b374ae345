import type { DocumentId } from '#base/brand.ts';
import type { CachedDossier, WaitingDocument } from '#app/port.ts';
import type { DocumentReading } from '#domain/clinical/reading.ts';
import type { DocumentDescription, DocumentEntry, DocumentStatus } from '#domain/dossier/document-entry.ts';
import { HOLDER_CLASS, type DocumentClassCode } from '#domain/nomenclature/document-classes.ts';
import { classOf } from '#domain/nomenclature/document-types.ts';
import type { RefusalCode } from '#wire/refusals.ts';

/** A document of a list, whether the server has it or not. */
export type DocumentLine = {
  documentId: DocumentId;
  description: DocumentDescription;
  classCode: DocumentClassCode | undefined;
  /** Deposited by the holder: must look different (EX_3.1-1040). */
  fromHolder: boolean;
  /** Absent for what was written here and not received by the server. */
  entry: DocumentEntry | undefined;
  /** What was understood of it; absent until it was read. */
  reading: DocumentReading | undefined;
  /** What the server has not: waiting, or refused with its reason. */
  unsent: { outboxId: string; refused: RefusalCode | undefined } | undefined;
  status: DocumentStatus;
};

/** All documents, what was just written here first, then the newest. One that was received is shown once. */
export function documentLines({
  entries,
  waiting,
}: Pick<CachedDossier, 'entries' | 'waiting'>): DocumentLine[] {
  const received = new Set(entries.map(({ documentId }) => documentId));
  return [
    ...waiting.filter(({ documentId }) => !received.has(documentId)).map(unsentLine),
    ...entries.map(entryLine),
  ];
}

function unsentLine({
  outboxId,
  refused,
  reading,
  text: _text,
  ...description
}: WaitingDocument): DocumentLine {
  return {
    ...lineOf(description),
    reading,
    entry: undefined,
    unsent: { outboxId, refused },
    status: 'current',
  };
}

const entryLine = (entry: DocumentEntry): DocumentLine => ({
  ...lineOf(entry),
  reading: entry.reading,
  entry,
  unsent: undefined,
  status: entry.status,
});

function lineOf(description: DocumentDescription) {
  const classCode = classOf(description.typeCode);
  return {
    documentId: description.documentId,
    description,
    classCode,
    fromHolder: classCode === HOLDER_CLASS,
  };
}
