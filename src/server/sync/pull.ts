import type { DocumentId, DossierId } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { DocumentFacts } from '#domain/access/question.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
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
import { documentStatesOf, type DocumentState } from '#server/repositories/document-states.ts';
import { documentRowsOf, openDocumentEntry } from '#server/repositories/documents.ts';
import type { DossierRow } from '#server/repositories/dossiers.ts';
import type { SealKey } from '#server/seal.ts';
import type { Shard, Shards } from '#server/shard.ts';
import type { Checkpoint, PullInput, PullResult } from '#wire/sync.ts';
import { visibleSetDigest } from '#wire/visible-set.ts';
import { CURSOR_MS, openCursor, sealCursor } from './cursor.ts';
import { headerOf } from './header.ts';
import { versionOf } from './version.ts';

/**
 * Pull: per dossier, what changed as this reader may see it: what «exemples_usage_dmp.md» does with FindSubmissionSets
 * since the last call, in one question (TD3.1a, ITI-67).
 *
 *   cursor unknown, foreign, of other rights or of before a restore ─▶ a fresh pull, from the first row
 *   documents changed after the cursor's number, in its order ─▶ visible: entry · no longer visible: removal ·
 *     never visible to this reader: nothing, not even in the length of a page
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
  const unchanged: PullResult = { kind: 'unchanged', dossierId };
  const shard = await deps.shards.of(dossierId);
  const keys = await deps.keys.find(dossierId);
  if (!shard || !keys) return removed;
  const read = await shard.database.read((tx) => readPage(deps, tx, { want, keys, asking }));
  if (read === 'unchanged') return unchanged;
  // without a session nothing was asked for but what to let go of
  if (read === 'removed' && !asking.mayRead) return removed;
  const epoch = read === 'removed' ? undefined : read.epoch;
  const traced = await traceReading(shard, { asking, dossierId, epoch });
  if (traced === 'rightsChanged') return unchanged;
  return traced === 'traced' && read !== 'removed' ? read.page : removed;
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
  const states = await documentStatesOf(db, row.dossierId);
  const told = toldSince(standing, states, since);
  if (from?.complete && told.length === 0 && row.headerSeq <= since) return 'unchanged';
  const shown = told.slice(0, want.pageSize);
  const last = told.length <= want.pageSize;
  const upTo = last ? row.seq : (shown.at(-1)?.seq ?? since);
  const page: PullResult = {
    kind: 'page',
    dossierId: row.dossierId,
    fresh: since === 0,
    header: await headerOf(deps, db, { standing, row, access, key: keys.seal }),
    entries: await entriesOf(deps, db, keys, { dossierId: row.dossierId, shown }),
    removals: shown.filter(({ seen }) => !seen).map(({ documentId }) => documentId),
    cursor: cursorAt(deps, standing, { dossierId: row.dossierId, seq: upTo, complete: last, epoch }),
    ...(last && { checkpoint: await checkpointOf(deps, standing, row, states) }),
  };
  return { page, epoch };
}

function cursorAt(
  deps: PullDeps,
  { asker, now }: Standing,
  at: { dossierId: DossierId; seq: number; complete: boolean; epoch: string },
): string {
  const { epoch, ...reached } = at;
  const reader = asker.professional.psIdNat;
  const { restoreEpoch } = deps;
  const facts = { ...reached, reader, rightsEpoch: epoch, validUntil: now + CURSOR_MS, restoreEpoch };
  return sealCursor(deps.cursorKey, facts);
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

const maySee = (standing: Standing, facts: DocumentFacts): boolean =>
  verdictOn(standing, 'retrieveDocument', facts).allowed;

type Told = { documentId: DocumentId; seq: number; seen: boolean };

/** What this reader is told of the documents that changed after a number, in the order of the changes. */
function toldSince(standing: Standing, states: readonly DocumentState[], since: number): Told[] {
  return states
    .filter(({ seq }) => seq > since)
    .map((state) => ({ ...state, seen: maySee(standing, state.facts) }))
    .filter((state) => state.seen || (state.createdSeq <= since && maySee(standing, factsAt(state, since))));
}

/**
 * As it was at that number, as far as this reader's rights look at it: neither deleted nor masked by what came later.
 * Naming the removal of a document that was never shown would tell that it exists.
 */
function factsAt({ facts, maskedSeq }: DocumentState, since: number): DocumentFacts {
  const { visibility } = facts;
  const hiddenFromProfessionals = visibility.hiddenFromProfessionals && (maskedSeq ?? 0) <= since;
  return { ...facts, status: 'current', visibility: { ...visibility, hiddenFromProfessionals } };
}

async function entriesOf(
  deps: PullDeps,
  db: Reader,
  keys: DossierKeys,
  { dossierId, shown }: { dossierId: DossierId; shown: readonly Told[] },
): Promise<DocumentEntry[]> {
  const ids = shown.filter(({ seen }) => seen).map(({ documentId }) => documentId);
  const rows = ids.length === 0 ? [] : await documentRowsOf(db, dossierId, ids);
  return rows.map((row) =>
    openDocumentEntry(keys.seal, row, versionOf(deps.versionKey, row.documentId, row.seq)),
  );
}

async function checkpointOf(
  deps: PullDeps,
  standing: Standing,
  row: DossierRow,
  states: readonly DocumentState[],
): Promise<Checkpoint> {
  const visible = states.filter(({ facts }) => maySee(standing, facts));
  const versions = visible.map(({ documentId, seq }) => ({
    documentId,
    version: versionOf(deps.versionKey, documentId, seq),
  }));
  const header = versionOf(deps.versionKey, row.dossierId, row.headerSeq);
  return { count: visible.length, digest: await visibleSetDigest(header, versions) };
}

/**
 * The trace goes first, then the answer; where the rights changed since the rows were read, the next pull asks again. Who
 * asks for a dossier that is not open to them, by a guessed id too, is traced in it once for each time they ask.
 */
async function traceReading(
  shard: Shard,
  { asking, dossierId, epoch }: { asking: Asking; dossierId: DossierId; epoch: string | undefined },
): Promise<'traced' | 'refused' | 'rightsChanged'> {
  return shard.database.write(async (tx) => {
    const standing = await standingOf(tx, asking, dossierId);
    const verdict = verdictOn(standing, 'consultDossier');
    if (verdict.allowed && rightsEpochOf(standing) !== epoch) return 'rightsChanged';
    if (standing.row) await shard.traces.record(tx, traceIn(standing, 'syncDossier', verdict));
    return verdict.allowed ? 'traced' : 'refused';
  });
}
