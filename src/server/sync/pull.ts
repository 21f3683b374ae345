import type { DossierId } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import {
  accessOf,
  rightsEpochOf,
  standingOf,
  traceIn,
  verdictOn,
  type Asker,
  type Standing,
} from '#server/access.ts';
import type { Circumstances, CircumstancesOf } from '#server/circumstances.ts';
import type { Reader } from '#server/database.server.ts';
import type { DossierKeys, KeyStore } from '#server/keys/key-store.ts';
import {
  documentFactsOf,
  documentRowsAfter,
  factsOf,
  openDocumentEntry,
  type DocumentRow,
} from '#server/repositories/documents.ts';
import type { DossierRow } from '#server/repositories/dossiers.ts';
import type { SealKey } from '#server/seal.ts';
import type { Shard, Shards } from '#server/shard.ts';
import type { Checkpoint, PullInput, PullResult } from '#wire/sync.ts';
import { visibleSetDigest } from '#wire/visible-set.ts';
import { CURSOR_MS, openCursor, sealCursor } from './cursor.ts';
import { headerOf } from './header.ts';
import { versionOf } from './version.ts';

/**
 * Pull: per dossier, what changed as this reader may see it.
 *
 *   cursor unknown, foreign, of other rights or of before a restore ─▶ a fresh pull, from the first row
 *   rows after the cursor's number, in order of number ─▶ visible: entry · no longer visible: removal
 *   last page ─▶ checkpoint (count and digest of all that this reader sees), which the device recomputes
 */
export type PullDeps = {
  shards: Shards;
  keys: KeyStore;
  cursorKey: SealKey;
  versionKey: Bytes;
  restoreEpoch: number;
  circumstancesOf: CircumstancesOf;
  clock: Clock;
};
/** `mayRead`: false without a session. */
export type PullReader = { asker: Asker; mayRead: boolean };

export async function pull(deps: PullDeps, input: PullInput, reader: PullReader): Promise<PullResult[]> {
  const results: PullResult[] = [];
  const { asker, mayRead } = reader;
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  let room = input.pageSize;
  for (const want of input.wants) {
    if (room <= 0) break;
    const asking = { asker, circumstances, mayRead, now: deps.clock.now() };
    const result = await pullDossier(deps, { ...want, pageSize: room }, asking);
    if (result.kind === 'page') room -= Math.max(1, result.entries.length);
    results.push(result);
  }
  return results;
}

type Want = { dossierId: DossierId; cursor: string | null; pageSize: number };
type Asking = { asker: Asker; circumstances: Circumstances; mayRead: boolean; now: number };

async function pullDossier(deps: PullDeps, want: Want, asking: Asking): Promise<PullResult> {
  const { dossierId } = want;
  const removed: PullResult = { kind: 'dossierRemoved', dossierId };
  const shard = await deps.shards.of(dossierId);
  const keys = await deps.keys.find(dossierId);
  if (!shard || !keys) return removed;
  const read = await shard.database.read((tx) => readPage(deps, tx, { want, keys, asking }));
  if (read === 'removed') return removed;
  if (read === 'unchanged') return { kind: 'unchanged', dossierId };
  const traced = await traceReading(shard, { asking, dossierId, epoch: read.epoch });
  if (traced === 'rightsChanged') return { kind: 'unchanged', dossierId };
  return traced === 'traced' ? read.page : removed;
}

type Reading = { want: Want; keys: DossierKeys; asking: Asking };

async function readPage(
  deps: PullDeps,
  db: Reader,
  { want, keys, asking }: Reading,
): Promise<'removed' | 'unchanged' | { page: PullResult; epoch: string }> {
  const standing = await standingOf(db, asking, want.dossierId);
  const { row } = standing;
  const access = accessOf(standing);
  if (!row || !access) return 'removed';
  // after the session's end a device only learns what it must let go of
  if (!asking.mayRead) return 'unchanged';
  const epoch = rightsEpochOf(standing);
  const from = cursorOf(deps, standing, { want, epoch });
  if (from?.complete && from.seq === row.seq) return 'unchanged';
  const since = from?.seq ?? 0;
  const rows = await documentRowsAfter(db, row.dossierId, since, want.pageSize + 1);
  const shown = rows.slice(0, want.pageSize);
  const last = rows.length <= want.pageSize;
  const changes = changesIn(deps, standing, keys, { rows: shown, since });
  if (
    from?.complete &&
    last &&
    row.headerSeq <= since &&
    changes.entries.length + changes.removals.length === 0
  )
    return 'unchanged';
  const cursor = sealCursor(deps.cursorKey, {
    dossierId: row.dossierId,
    reader: asking.asker.professional.psIdNat,
    seq: last ? row.seq : (shown.at(-1)?.seq ?? since),
    complete: last,
    rightsEpoch: epoch,
    validUntil: asking.now + CURSOR_MS,
    restoreEpoch: deps.restoreEpoch,
  });
  const page: PullResult = {
    kind: 'page',
    dossierId: row.dossierId,
    fresh: since === 0,
    header: await headerOf(deps, db, { standing, row, access, key: keys.seal }),
    ...changes,
    cursor,
    ...(last && { checkpoint: await checkpointOf(deps, db, standing, row) }),
  };
  return { page, epoch };
}

function cursorOf(deps: PullDeps, { row, now, asker }: Standing, given: { want: Want; epoch: string }) {
  const { want, epoch } = given;
  if (want.cursor === null) return undefined;
  const { restoreEpoch } = deps;
  const expected = {
    dossierId: want.dossierId,
    reader: asker.professional.psIdNat,
    rightsEpoch: epoch,
    restoreEpoch,
    now,
  };
  const facts = openCursor(deps.cursorKey, want.cursor, expected);
  // a number that the dossier has not reached yet is from a history that was undone
  return facts && row && facts.seq <= row.seq ? facts : undefined;
}

function changesIn(
  deps: PullDeps,
  standing: Standing,
  keys: DossierKeys,
  { rows, since }: { rows: readonly DocumentRow[]; since: number },
) {
  const entries = [];
  const removals = [];
  for (const row of rows) {
    if (verdictOn(standing, 'retrieveDocument', factsOf(row)).allowed)
      entries.push(openDocumentEntry(keys.seal, row, versionOf(deps.versionKey, row.documentId, row.seq)));
    // a document that came after the cursor was never shown: naming its removal would tell that it exists
    else if (row.createdSeq <= since) removals.push(row.documentId);
  }
  return { entries, removals };
}

async function checkpointOf(
  deps: PullDeps,
  db: Reader,
  standing: Standing,
  row: DossierRow,
): Promise<Checkpoint> {
  const all = await documentFactsOf(db, row.dossierId);
  const visible = all.filter(({ facts }) => verdictOn(standing, 'retrieveDocument', facts).allowed);
  const versions = visible.map(({ documentId, seq }) => ({
    documentId,
    version: versionOf(deps.versionKey, documentId, seq),
  }));
  const header = versionOf(deps.versionKey, row.dossierId, row.headerSeq);
  return { count: visible.length, digest: await visibleSetDigest(header, versions) };
}

/** The trace goes first, then the answer; where the rights changed since the rows were read, the next pull asks again. */
async function traceReading(
  shard: Shard,
  { asking, dossierId, epoch }: { asking: Asking; dossierId: DossierId; epoch: string },
): Promise<'traced' | 'refused' | 'rightsChanged'> {
  return shard.database.write(async (tx) => {
    const standing = await standingOf(tx, asking, dossierId);
    const verdict = verdictOn(standing, 'consultDossier');
    if (!verdict.allowed) return 'refused';
    if (rightsEpochOf(standing) !== epoch) return 'rightsChanged';
    await shard.traces.record(tx, traceIn(standing, 'syncDossier', verdict));
    return 'traced';
  });
}
