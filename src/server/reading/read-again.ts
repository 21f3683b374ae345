import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { EXTRACTOR_VERSION } from '#documents/reading/extractor-version.ts';
import { UNREADABLE, type ReadDocument } from '#documents/reading/read-document.ts';
import type { DossierKeys, KeyStore } from '#server/keys/key-store.ts';
import type { Notices } from '#server/notices.ts';
import { openContentKey } from '#server/repositories/contents.ts';
import {
  findDocumentRow,
  openDescription,
  updateDocument,
  type DocumentRow,
} from '#server/repositories/documents.ts';
import { findDossierRow, nextSeq } from '#server/repositories/dossiers.ts';
import { documentsToRead, putReading } from '#server/repositories/readings.ts';
import type { Shard, Shards } from '#server/shard.ts';
import type { UploadedContents } from '#server/uploaded-contents.ts';
import type { DocumentReader } from './document-reader.ts';

export type ReadAgainDeps = {
  shards: Shards;
  keys: KeyStore;
  uploads: Pick<UploadedContents, 'source'>;
  reader: DocumentReader;
  notices: Notices;
  clock: Clock;
};

/** Documents that are looked for at a time. */
const TOGETHER = 50;

/**
 * Reads the documents that no version, or an older one, has read: after an update, and of folders made before documents
 * were read at all. Each is one transaction with its trace, and then no longer among those to read: a run may be cut off
 * at any moment, and the next one goes on. Answers how many were read.
 */
export async function readAgain(deps: ReadAgainDeps, stopped: () => boolean = () => false): Promise<number> {
  let done = 0;
  for (const shard of deps.shards.all)
    for (let rows = await nextOf(shard); rows.length > 0; rows = await nextOf(shard, rows.at(-1)))
      for (const row of rows) {
        if (stopped()) return done;
        await readOne(deps, shard, row);
        done += 1;
      }
  return done;
}

const nextOf = ({ database }: Shard, last?: DocumentRow): Promise<DocumentRow[]> =>
  documentsToRead(database.db, {
    extractor: EXTRACTOR_VERSION,
    after: last?.documentId ?? '',
    most: TOGETHER,
  });

async function readOne(deps: ReadAgainDeps, shard: Shard, row: DocumentRow): Promise<void> {
  const { dossierId, documentId } = row;
  const keys = await deps.keys.find(dossierId);
  if (!keys) return;
  const read = await readContent(deps, shard, keys, row);
  const written = await write(deps, shard, { dossierId, keys, row, read });
  if (written) deps.notices.tell({ dossierId, documentId });
}

/** A file that cannot be read from the disk is said to be unread, and not asked for without end. */
async function readContent(
  { uploads, reader }: ReadAgainDeps,
  { database }: Shard,
  keys: DossierKeys,
  row: DocumentRow,
): Promise<ReadDocument> {
  const { dossierId, blobId } = row;
  const { mediaType } = openDescription(keys.seal, row);
  try {
    const opened = await openContentKey(database.db, dossierId, blobId, keys);
    return await reader.read(uploads.source({ blobId, ...opened }), mediaType);
  } catch {
    return UNREADABLE;
  }
}

type Written = { dossierId: DossierId; keys: DossierKeys; row: DocumentRow; read: ReadDocument };

/** Nobody acted: a newer version of the program did. */
const write = (
  { clock }: ReadAgainDeps,
  { database, traces }: Shard,
  { dossierId, keys, row: { documentId }, read }: Written,
): Promise<boolean> =>
  database.write(async (tx) => {
    const [dossier, row] = [
      await findDossierRow(tx, dossierId),
      await findDocumentRow(tx, dossierId, documentId),
    ];
    if (!dossier || dossier.status === 'erased' || !row) return false;
    const now = clock.now();
    await putReading(tx, { dossierId, documentId }, read, keys.seal);
    await updateDocument(tx, row, { seq: await nextSeq(tx, dossierId, now) });
    const said = { act: 'readAgain', mode: 'normal', allowed: true, because: 'newExtractor' } as const;
    await traces.record(tx, { at: now, dossierId, documentId, ...said });
    return true;
  });
