import type { DossierId } from '#base/brand.ts';
import type { Database } from '#server/database.server.ts';
import type { UploadStore } from '#server/files/upload-store.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import { careLink, dossierAlias, dossierIdentifier, dossierTraits } from '#server/schema/directory.ts';
import {
  contentBlob,
  document,
  documentReading,
  dossier,
  holderDataVersion,
  noticeRow,
  rightAct,
} from '#server/schema/shard.ts';
import type { Shard } from '#server/shard.ts';
import { eq } from 'drizzle-orm';

export type FinishDeps = {
  directory: Database;
  keys: KeyStore;
  uploads: Pick<UploadStore, 'removeBlob'>;
};

/**
 * What follows the status `erased`, each step as often as it takes: the key first, since with it the content is gone in
 * every backup too; then the identifiers, so that a new dossier may be made for the holder; the files while the rows
 * still name them; last the rows, and with them the mark that something was left to do. Where the dossier lived, its row
 * without content, and its traces stay.
 */
export async function finishErasure(deps: FinishDeps, shard: Shard, dossierId: DossierId): Promise<void> {
  await deps.keys.destroy(dossierId);
  await forgetHolder(deps.directory, dossierId);
  await removeFiles(deps, shard, dossierId);
  await removeRows(shard, dossierId);
}

async function removeFiles(
  { uploads }: FinishDeps,
  { database }: Shard,
  dossierId: DossierId,
): Promise<void> {
  const { blobId } = contentBlob;
  const rows = await database.db
    .select({ blobId })
    .from(contentBlob)
    .where(eq(contentBlob.dossierId, dossierId));
  for (const row of rows) await uploads.removeBlob(row.blobId);
}

const forgetHolder = (directory: Database, dossierId: DossierId): Promise<void> =>
  directory.write(async (tx) => {
    for (const table of [dossierIdentifier, dossierTraits, careLink, dossierAlias])
      await tx.delete(table).where(eq(table.dossierId, dossierId));
  });

const removeRows = ({ database }: Shard, dossierId: DossierId): Promise<void> =>
  database.write(async (tx) => {
    for (const table of [contentBlob, documentReading, document, holderDataVersion, noticeRow, rightAct])
      await tx.delete(table).where(eq(table.dossierId, dossierId));
    const nothing = { sealed: Buffer.alloc(0), majorityAt: null, eraseAfter: null };
    await tx.update(dossier).set(nothing).where(eq(dossier.dossierId, dossierId));
  });
