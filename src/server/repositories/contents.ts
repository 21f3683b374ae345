import type { ContentHash, DossierId } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import type { DossierKeys } from '#server/keys/key-store.ts';
import { keyedHash } from '#server/keyed-hash.ts';
import { contentBlob } from '#server/schema/shard.ts';
import { openBytes, sealBytes } from '#server/seal.ts';
import { and, eq } from 'drizzle-orm';

const place = (dossierId: DossierId, blobId: string): string => `content-key|${dossierId}|${blobId}`;

export const contentTagOf = (keys: DossierKeys, sha256: ContentHash): Promise<string> =>
  keyedHash(keys.tag, sha256);

/** The sealed file of this dossier that has this content, if there is one. */
export async function findContentByTag(db: Reader, dossierId: DossierId, contentTag: string) {
  const [row] = await db
    .select()
    .from(contentBlob)
    .where(and(eq(contentBlob.dossierId, dossierId), eq(contentBlob.contentTag, contentTag)));
  return row;
}

/** Whether any dossier of the shard has this sealed file. */
export async function isContentTaken(db: Reader, blobId: string): Promise<boolean> {
  const [row] = await db
    .select({ blobId: contentBlob.blobId })
    .from(contentBlob)
    .where(eq(contentBlob.blobId, blobId));
  return row !== undefined;
}

/** Takes a sealed file into the dossier: its key is wrapped by the dossier's. */
export async function insertContent(
  tx: Transaction,
  content: { blobId: string; dossierId: DossierId; contentTag: string; size: number; key: Bytes },
  keys: DossierKeys,
): Promise<void> {
  const { key, ...row } = content;
  const wrappedKey = sealBytes(keys.seal, key, place(row.dossierId, row.blobId));
  await tx.insert(contentBlob).values({ ...row, wrappedKey });
}

/** Key (32 bytes) and size of a sealed file of this dossier. */
export async function openContentKey(
  db: Reader,
  dossierId: DossierId,
  blobId: string,
  keys: DossierKeys,
): Promise<{ key: Bytes; size: number }> {
  const [row] = await db
    .select()
    .from(contentBlob)
    .where(and(eq(contentBlob.blobId, blobId), eq(contentBlob.dossierId, dossierId)));
  if (!row) throw new Error('a document names a content that is not in its dossier');
  return { key: openBytes(keys.seal, row.wrappedKey, place(dossierId, blobId)), size: row.size };
}
