import type { DocumentId, DossierId } from '#base/brand.ts';
import type { DocumentFacts } from '#domain/access/question.ts';
import type { Actor, DocumentDescription, DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { document } from '#server/schema/shard.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { actor } from '#wire/actor.ts';
import { documentDescription } from '#wire/dossier.ts';
import type { DocumentChange } from '#wire/right-commands.ts';
import { and, asc, eq, gt } from 'drizzle-orm';
import * as z from 'zod/mini';

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

/** Rows changed after a sequence number, in its order. */
export const documentRowsAfter = (
  db: Reader,
  dossierId: DossierId,
  seq: number,
  limit: number,
): Promise<DocumentRow[]> =>
  db
    .select()
    .from(document)
    .where(and(eq(document.dossierId, dossierId), gt(document.seq, seq)))
    .orderBy(asc(document.seq))
    .limit(limit);

/** What the decision looks at, and the sequence numbers, of every document of a dossier: no sealed column is read. */
export async function documentFactsOf(
  db: Reader,
  dossierId: DossierId,
): Promise<{ documentId: DocumentId; seq: number; facts: DocumentFacts }[]> {
  const rows = await db.select(FACT_COLUMNS).from(document).where(eq(document.dossierId, dossierId));
  return rows.map((row) => ({ documentId: row.documentId, seq: row.seq, facts: factsOf(row) }));
}

const FACT_COLUMNS = {
  documentId: document.documentId,
  seq: document.seq,
  status: document.status,
  depositor: document.depositor,
  typeCode: document.typeCode,
  hiddenFromProfessionals: document.hiddenFromProfessionals,
  hiddenFromHolder: document.hiddenFromHolder,
  hiddenFromRepresentatives: document.hiddenFromRepresentatives,
};

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
  row: { dossierId: DossierId; seq: number; submittedAt: number; blobId: string; content: DocumentContent },
  key: SealKey,
): Promise<void> {
  const { dossierId, seq, submittedAt, blobId, content } = row;
  const { documentId, typeCode, visibility } = content.description;
  const sealed = sealJson(key, content, place(dossierId, documentId));
  await tx.insert(document).values({
    documentId,
    dossierId,
    createdSeq: seq,
    seq,
    status: 'current',
    depositor: content.depositor.psIdNat,
    typeCode,
    submittedAt,
    ...visibility,
    blobId,
    sealed,
  });
}

type Changes = Partial<
  Pick<
    DocumentRow,
    'status' | 'hiddenFromProfessionals' | 'hiddenFromHolder' | 'hiddenFromRepresentatives' | 'revealAt'
  >
>;

/** The columns of each change. Nothing hides a document from the holder or the representatives once it was shown. */
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

export async function updateDocument(
  tx: Transaction,
  { documentId }: Pick<DocumentRow, 'documentId'>,
  changes: Changes & { seq: number },
): Promise<void> {
  await tx.update(document).set(changes).where(eq(document.documentId, documentId));
}

/** The row as its readers see it. */
export function openDocumentEntry(key: SealKey, row: DocumentRow, version: string): DocumentEntry {
  const sealedAt = place(row.dossierId, row.documentId);
  const { description, depositor } = openJson(key, row.sealed, sealedAt, (value) =>
    documentContent.parse(value),
  );
  const { visibility } = factsOf(row);
  const { status, submittedAt, revealAt } = row;
  const hidden = revealAt === null ? {} : { revealedToHolderAt: revealAt };
  return { ...description, visibility, version, status, depositor, submittedAt, ...hidden };
}
