import type { DocumentId, DossierId } from '#base/brand.ts';
import type { DocumentFacts } from '#domain/access/question.ts';
import type { Actor, DocumentDescription, DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { document, documentReading } from '#server/schema/shard.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { actor } from '#wire/actor.ts';
import { documentDescription } from '#wire/dossier.ts';
import type { DocumentChange } from '#wire/right-commands.ts';
import { and, eq, isNotNull, ne, sql } from 'drizzle-orm';
import * as z from 'zod/mini';
import { formOf, inOurForm } from './sealed-form.ts';

export type DocumentRow = typeof document.$inferSelect;

type DocumentContent = { description: DocumentDescription; depositor: Actor };
const documentContent: z.ZodMiniType<DocumentContent> = z.object({
  description: documentDescription,
  depositor: actor,
});

const place = (dossierId: DossierId, documentId: DocumentId): string => `document|${dossierId}|${documentId}`;

export async function findDocumentRow(
  db: Reader,
  dossierId: DossierId,
  documentId: DocumentId,
): Promise<DocumentRow | undefined> {
  const [row] = await db
    .select()
    .from(document)
    .where(and(eq(document.documentId, documentId), eq(document.dossierId, dossierId)));
  return row;
}

/** Whether any dossier of the shard has it: identifiers are random, so only a faulty or hostile device meets this. */
export async function documentIdTaken(db: Reader, documentId: DocumentId): Promise<boolean> {
  const [row] = await db
    .select({ documentId: document.documentId })
    .from(document)
    .where(eq(document.documentId, documentId));
  return row !== undefined;
}

/** What an entry needs beside the document's state; `reading` null where none was made yet. */
export type SealedDocument = Pick<DocumentRow, 'sealed'> & { reading: Buffer | null };

/** Documents of a dossier whose last change has a number after `after`, up to `upTo`. */
export type ChangedBetween = { dossierId: DossierId; after: number; upTo: number };

/** The sealed parts of the documents of several dossiers, by id: along the index, and no more columns than are needed. */
export async function sealedDocumentsOf(
  db: Reader,
  changed: readonly ChangedBetween[],
): Promise<ReadonlyMap<DocumentId, SealedDocument>> {
  if (changed.length === 0) return new Map();
  const bounds = changed.map(({ dossierId, after, upTo }) => [dossierId, after, upTo]);
  const { documentId, sealed } = document;
  const rows = await db
    .select({ documentId, sealed, reading: documentReading.sealed })
    .from(sql`json_each(${JSON.stringify(bounds)}) w`)
    .innerJoin(
      document,
      sql`${document.dossierId} = w.value ->> 0 and ${document.seq} > w.value ->> 1 and ${document.seq} <= w.value ->> 2`,
    )
    .leftJoin(documentReading, eq(documentReading.documentId, documentId));
  return new Map(rows.map(({ documentId: id, ...row }) => [id, row]));
}

export const factsOf = (
  row: Pick<DocumentRow, 'depositor' | 'typeCode' | 'status'> & DocumentFacts['visibility'],
): DocumentFacts => ({
  depositor: row.depositor,
  typeCode: row.typeCode,
  status: row.status,
  visibility: {
    hiddenFromProfessionals: row.hiddenFromProfessionals,
    hiddenFromHolder: row.hiddenFromHolder,
    hiddenFromRepresentatives: row.hiddenFromRepresentatives,
  },
});

export async function insertDocument(
  tx: Transaction,
  row: Pick<DocumentRow, 'dossierId' | 'seq' | 'submittedAt' | 'blobId' | 'revealAt' | 'holderToldAt'> & {
    content: DocumentContent;
  },
  key: SealKey,
): Promise<void> {
  const { dossierId, seq, content, ...times } = row;
  const { documentId, typeCode, visibility } = content.description;
  const sealed = sealJson(key, inOurForm(content), place(dossierId, documentId));
  await tx.insert(document).values({
    documentId,
    dossierId,
    createdSeq: seq,
    seq,
    status: 'current',
    depositor: content.depositor.psIdNat,
    typeCode,
    ...times,
    ...visibility,
    sealed,
  });
}

type Changes = Partial<
  Pick<
    DocumentRow,
    'status' | 'hiddenFromProfessionals' | 'hiddenFromHolder' | 'hiddenFromRepresentatives' | 'revealAt'
  >
>;

/**
 * The columns of each change (TD3.3a-d). Nothing hides a document from the holder or the representatives once it was shown
 * (EX_3.3-1045); a deletion is a status, and the content stays (TD3.3c NB2).
 */
export function documentChanges(change: DocumentChange): Changes {
  switch (change) {
    case 'mask':
      return { hiddenFromProfessionals: true };
    case 'unmask':
      return { hiddenFromProfessionals: false };
    case 'revealToHolder':
      return { hiddenFromHolder: false, revealAt: null };
    case 'revealToRepresentatives':
      return { hiddenFromRepresentatives: false };
    case 'archive':
      return { status: 'archived' };
    case 'unarchive':
      return { status: 'current' };
    case 'delete':
      return { status: 'deleted', revealAt: null };
  }
}

/** A change that its readers see: it takes a number of the dossier. */
export async function updateDocument(
  tx: Transaction,
  { documentId }: Pick<DocumentRow, 'documentId'>,
  changes: Changes & { seq: number },
): Promise<void> {
  const masked = changes.hiddenFromProfessionals === true ? { maskedSeq: changes.seq } : {};
  await tx
    .update(document)
    .set({ ...changes, ...masked })
    .where(eq(document.documentId, documentId));
}

/** R1111-53; no reader sees it in the entry. */
export async function setHolderTold(tx: Transaction, documentId: DocumentId, at: number): Promise<void> {
  await tx.update(document).set({ holderToldAt: at }).where(eq(document.documentId, documentId));
}

/** Documents that wait to be announced to the holder, and not yet deleted, of all dossiers of a shard or of one. */
export const documentsAwaiting = (db: Reader, dossierId?: DossierId): Promise<DocumentRow[]> =>
  db
    .select()
    .from(document)
    .where(
      and(
        isNotNull(document.revealAt),
        eq(document.hiddenFromHolder, true),
        ne(document.status, 'deleted'),
        dossierId === undefined ? undefined : eq(document.dossierId, dossierId),
      ),
    );

/** The depositor's own words of a document. */
export const openDescription = (key: SealKey, row: DocumentRow): DocumentDescription =>
  openContent(key, row).description;

/** The versions that a document took the place of, the newest first. */
export async function earlierVersions(db: Reader, key: SealKey, row: DocumentRow): Promise<DocumentRow[]> {
  const { replaces } = openDescription(key, row);
  const before = replaces && (await findDocumentRow(db, row.dossierId, replaces));
  return before ? [before, ...(await earlierVersions(db, key, before))] : [];
}

type SealedRow = Pick<DocumentRow, 'dossierId' | 'documentId' | 'sealed'>;

const openContent = (key: SealKey, row: SealedRow): DocumentContent =>
  openJson(key, row.sealed, place(row.dossierId, row.documentId), formOf(documentContent));

type EntryRow = SealedRow &
  Pick<DocumentRow, 'submittedAt' | 'revealAt'> & { facts: Pick<DocumentFacts, 'status' | 'visibility'> };

/** The document as its readers see it. */
export function openDocumentEntry(key: SealKey, row: EntryRow, version: string): DocumentEntry {
  const { description, depositor } = openContent(key, row);
  const { submittedAt, revealAt } = row;
  const { status, visibility } = row.facts;
  const hidden = revealAt === null ? {} : { revealedToHolderAt: revealAt };
  // into the object that was just opened: copying twenty fields of it took as long as reading them
  return Object.assign(description, { visibility, version, status, depositor, submittedAt, ...hidden });
}
