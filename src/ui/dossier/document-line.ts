import type { DocumentId, PsIdNat } from '#base/brand.ts';
import type { CachedDossier } from '#app/dossier-port.ts';
import type { WaitingDocument } from '#app/port.ts';
import type { DocumentReading } from '#domain/clinical/reading.ts';
import type { DocumentDescription, DocumentEntry, DocumentStatus } from '#domain/dossier/document-entry.ts';
import { HOLDER_CLASS, type DocumentClassCode } from '#domain/nomenclature/document-classes.ts';
import { classOf } from '#domain/nomenclature/document-types.ts';
import { isNews } from '#domain/round/news.ts';
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
  /** Received by the server, from somebody else, since this professional's last visit. */
  isNew: boolean;
  /** By this professional, on this device. */
  starred: boolean;
};

type Dossier = Pick<CachedDossier, 'entries' | 'waiting'> &
  Partial<Pick<CachedDossier, 'starred' | 'lastVisitAt'>>;

/** All documents, what was just written here first, then the newest. One that was received is shown once. */
export function documentLines(
  { entries, waiting, starred, lastVisitAt }: Dossier,
  me?: PsIdNat,
): DocumentLine[] {
  const received = new Set(entries.map(({ documentId }) => documentId));
  const isStarred = (documentId: DocumentId): boolean => starred?.has(documentId) === true;
  return [
    ...waiting
      .filter(({ documentId }) => !received.has(documentId))
      .map((one) => ({ ...unsentLine(one), starred: isStarred(one.documentId) })),
    ...entries.map((one) => ({
      ...entryLine(one),
      starred: isStarred(one.documentId),
      isNew: isNews(one, { lastVisitAt, me }),
    })),
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
    isNew: false,
    starred: false,
  };
}
