import type { DeviceId, DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import type { Asker } from '#server/access.ts';
import type { CircumstancesOf } from '#server/circumstances.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import { notYetHeld } from '#server/repositories/holdings.ts';
import type { Shard, Shards } from '#server/shard.ts';
import type { PullInput, PullResult } from '#wire/sync.ts';
import {
  readDossiers,
  roomOf,
  type DossierReading,
  type PlacedWant,
  type PullAsking,
  type ReadDeps,
} from './read-dossiers.ts';
import { traceReadings, type TracedAs } from './trace-readings.ts';

/**
 * Pull: per dossier, what changed as this reader may see it: what «exemples_usage_dmp.md» does with FindSubmissionSets
 * since the last call, in one question (TD3.1a, ITI-67).
 *
 *   cursor unknown, foreign, of other rights or of before a restore ─▶ a fresh pull, from the first row
 *   documents changed after the cursor's number, in its order ─▶ visible: entry · no longer visible: removal ·
 *     never visible to this reader: nothing, not even in the length of a page
 *   last page ─▶ checkpoint (count and digest of all that this reader sees), which the device recomputes
 *
 * The dossiers of one request are read together, and their traces (one each) committed together, before the answer.
 */
export type PullDeps = ReadDeps & {
  shards: Shards;
  keys: KeyStore;
  circumstancesOf: CircumstancesOf;
  clock: Clock;
};
/** `mayRead`: false without a session. */
export type PullReader = { asker: Asker; mayRead: boolean };

/** Dossiers that are looked at together: more of them would be looked at for nothing where a page is full. */
const TOGETHER = 50;

export async function pull(deps: PullDeps, input: PullInput, reader: PullReader): Promise<PullResult[]> {
  const circumstances = await deps.circumstancesOf(reader.asker.professional.psIdNat);
  const asking = { ...reader, circumstances, now: deps.clock.now() };
  const { byShard, nowhere } = await placesOf(deps, input.wants);
  const results: PullResult[] = nowhere.map((dossierId) => ({ kind: 'dossierRemoved', dossierId }));
  let room = input.pageSize;
  for (const [shard, wants] of byShard) {
    const readings = await readAll(deps, shard, { wants, asking, room });
    for (const { page } of readings) room -= page ? roomOf(page) : 0;
    results.push(...(await settle(shard, asking, readings)));
  }
  return results;
}

type Places = { byShard: ReadonlyMap<Shard, PlacedWant[]>; nowhere: DossierId[] };

/** Each dossier once: the first wish counts. */
async function placesOf(deps: PullDeps, wants: PullInput['wants']): Promise<Places> {
  const once = new Map(wants.toReversed().map((want) => [want.dossierId, want]));
  const found = await Promise.all(
    [...once.values()].toReversed().map(async (want) => ({ want, ...(await placeOf(deps, want.dossierId)) })),
  );
  const placed: { shard: Shard; want: PlacedWant }[] = [];
  const nowhere: DossierId[] = [];
  for (const { want, shard, keys } of found)
    if (shard && keys) placed.push({ shard, want: { ...want, keys } });
    else nowhere.push(want.dossierId);
  const shards = new Set(placed.map(({ shard }) => shard));
  const wantsIn = (one: Shard) => placed.filter(({ shard }) => shard === one).map(({ want }) => want);
  return { byShard: new Map([...shards].map((shard) => [shard, wantsIn(shard)])), nowhere };
}

const placeOf = async ({ shards, keys }: PullDeps, dossierId: DossierId) => ({
  shard: await shards.of(dossierId),
  keys: await keys.find(dossierId),
});

type Wanted = { wants: readonly PlacedWant[]; asking: PullAsking; room: number };

/** Reads until the room is used up: what is left over was not asked for in this answer. */
async function readAll(deps: PullDeps, shard: Shard, { wants, asking, room }: Wanted) {
  const readings: DossierReading[] = [];
  let left = room;
  while (left > 0 && readings.length < wants.length) {
    const next = { wants: wants.slice(readings.length, readings.length + TOGETHER), asking, room: left };
    const read = await shard.database.read((tx) => readDossiers(deps, tx, next));
    for (const { page } of read) left -= page ? roomOf(page) : 0;
    readings.push(...read);
  }
  return readings;
}

/** The traces go first, then the answer; where the rights changed since the rows were read, the next pull asks again. */
async function settle(
  shard: Shard,
  asking: PullAsking,
  readings: readonly DossierReading[],
): Promise<PullResult[]> {
  // without a session nothing was asked for but what to let go of
  const traced = asking.mayRead ? readings.filter(({ kind }) => kind !== 'unchanged') : [];
  const kept = readings.filter(({ kind }) => kind !== 'removed').map(({ dossierId }) => dossierId);
  const held = await newlyHeld(shard, asking.asker.device, kept);
  const outcomes = await traceReadings(shard, asking, { readings: traced, held });
  return readings.map((reading) => answerOf(reading, outcomes.get(reading.dossierId)));
}

const newlyHeld = async ({ database }: Shard, device: DeviceId, dossierIds: readonly DossierId[]) =>
  dossierIds.length === 0 ? [] : notYetHeld(database.db, device, dossierIds);

function answerOf({ dossierId, kind, page }: DossierReading, outcome: TracedAs | undefined): PullResult {
  if (outcome === 'rightsChanged') return { kind: 'unchanged', dossierId };
  if (outcome === 'refused' || kind === 'removed') return { kind: 'dossierRemoved', dossierId };
  return page ?? { kind: 'unchanged', dossierId };
}
