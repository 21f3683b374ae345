import type { DossierId } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { RefusedBecause } from '#domain/access/question.ts';
import { standingOf, traceIn, verdictOn, type Asker, type Standing } from '#server/access.ts';
import type { Circumstances, CircumstancesOf } from '#server/circumstances.ts';
import type { Database, Reader } from '#server/database.server.ts';
import type { UploadStore } from '#server/files/upload-store.ts';
import type { DossierKeys, KeyStore } from '#server/keys/key-store.ts';
import { openContentKey } from '#server/repositories/contents.ts';
import { contentBlob, document } from '#server/schema/shard.ts';
import type { SealKey } from '#server/seal.ts';
import type { Shard, Shards } from '#server/shard.ts';
import { count, eq, sum } from 'drizzle-orm';
import { archiveFiles } from './archive.ts';
import { gather, verdictFor, type ExportedDocument, type Gathered, type MadeFor } from './gather.ts';
import { exportedTraces } from './trace-pages.ts';
import { ZIP_MAX_BYTES, ZIP_MAX_FILES, zipStream } from './zip-stream.ts';

export type ExportDeps = {
  directory: Database;
  shards: Shards;
  keys: KeyStore;
  circumstancesOf: CircumstancesOf;
  uploads: Pick<UploadStore, 'stream'>;
  traceKey: SealKey;
  versionKey: Bytes;
  instanceId: string;
  clock: Clock;
  random: Random;
};

/** `exportTooLarge`: beyond what a ZIP without its 64-bit extension holds (4 GiB). */
export type ExportRefusal = RefusedBecause | 'exportTooLarge';

type Asked = { dossierId: DossierId; madeFor: MadeFor };
type Asking = { asker: Asker; circumstances: Circumstances; now: number };

/**
 * The whole record for its holder, or for a representative, as a ZIP that is made while it is read (portability;
 * L1111-19). Decided twice: may the professional hand it out, and may the reader have it; then document by document. The
 * trace, which names for whom, is committed before the first byte goes out.
 */
export async function exportDossier(
  deps: ExportDeps,
  asked: Asked,
  asker: Asker,
): Promise<Result<ReadableStream<Bytes>, ExportRefusal>> {
  const { dossierId } = asked;
  const [shard, keys] = await Promise.all([deps.shards.of(dossierId), deps.keys.find(dossierId)]);
  if (!shard || !keys) return err('dossierAbsent');
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  const asking = { asker, circumstances, now: deps.clock.now() };
  const refusal = await decideAndTrace(shard, asked, asking);
  if (refusal) return err(refusal);
  const gathered = await shard.database.read(async (tx) => {
    const standing = await standingOf(tx, asking, dossierId);
    const { row } = standing;
    return row && gather(deps, tx, { standing, row, madeFor: asked.madeFor, key: keys.seal });
  });
  return gathered ? ok(streamOf(deps, { shard, keys, gathered })) : err('dossierAbsent');
}

async function decideAndTrace(
  shard: Shard,
  { dossierId, madeFor }: Asked,
  asking: Asking,
): Promise<ExportRefusal | undefined> {
  return shard.database.write(async (tx) => {
    const standing = await standingOf(tx, asking, dossierId);
    const verdict = await verdictOf(tx, standing, madeFor);
    if (standing.row)
      await shard.traces.record(tx, { ...traceIn(standing, 'exportDossier', verdict), reason: madeFor });
    return verdict.allowed ? undefined : verdict.because;
  });
}

type Verdict = { allowed: true; because: string; rule: string } | { allowed: false; because: ExportRefusal };

async function verdictOf(db: Reader, standing: Standing, madeFor: MadeFor): Promise<Verdict> {
  const handsOut = verdictOn(standing, 'exportDossier');
  if (!handsOut.allowed) return handsOut;
  const receives = verdictFor(standing, madeFor, 'exportDossier');
  if (!receives.allowed) return receives;
  const fits = standing.row && (await fitsInZip(db, standing.row.dossierId));
  return fits ? handsOut : { allowed: false, because: 'exportTooLarge' };
}

/** Room that traces and the pages beside the documents may take. */
const BESIDE_BYTES = 256 * 1024 * 1024;

async function fitsInZip(db: Reader, dossierId: DossierId): Promise<boolean> {
  const [row] = await db
    .select({ files: count(), bytes: sum(contentBlob.size).mapWith(Number) })
    .from(document)
    .innerJoin(contentBlob, eq(contentBlob.blobId, document.blobId))
    .where(eq(document.dossierId, dossierId));
  return (row?.files ?? 0) < ZIP_MAX_FILES - 10 && (row?.bytes ?? 0) < ZIP_MAX_BYTES - BESIDE_BYTES;
}

function streamOf(
  deps: ExportDeps,
  { shard, keys, gathered }: { shard: Shard; keys: DossierKeys; gathered: Gathered },
): ReadableStream<Bytes> {
  const { dossierId, madeFor, concealed, lastTrace, at } = gathered;
  const range = { dossierId, madeFor, concealed, last: lastTrace };
  const files = archiveFiles({
    gathered,
    traces: () => exportedTraces({ ...deps, shard }, range),
    content: (document) => contentOf(deps, shard, keys, { dossierId, document }),
    instanceId: deps.instanceId,
    uuid: () => deps.random.uuid(),
  });
  return zipStream(files, at);
}

/** The key of one content at a time, when its turn comes. */
async function* contentOf(
  deps: ExportDeps,
  shard: Shard,
  keys: DossierKeys,
  { dossierId, document }: { dossierId: DossierId; document: ExportedDocument },
): AsyncGenerator<Bytes> {
  const { blobId } = document;
  const opened = await openContentKey(shard.database.db, dossierId, blobId, keys);
  yield* await deps.uploads.stream({ blobId, ...opened });
}
