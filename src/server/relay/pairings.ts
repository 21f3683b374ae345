import type { DeviceId } from '#base/brand.ts';
import type { Database, Reader, Transaction } from '#server/database.server.ts';
import { pairing } from '#server/schema/directory.ts';
import type { TraceRecorder } from '#server/traces/recorder.ts';
import { PAIRING_UNUSED_MS, type RelayPairing } from '#wire/relay.ts';
import { and, asc, eq, gt, isNotNull, isNull, lte, or, type SQL } from 'drizzle-orm';

/** Two keys, in either order. */
export type Pair = { one: DeviceId; other: DeviceId };

type PairingDeps = { directory: Database; traces: TraceRecorder };

const USE_WRITTEN_EVERY_MS = 3_600_000;
/** An ended pairing is remembered in the traces; its row goes after this long. */
const ENDED_KEPT_MS = 30 * 86_400_000;

const COLUMNS = {
  bridge: pairing.bridge,
  app: pairing.app,
  bridgeName: pairing.bridgeName,
  appName: pairing.appName,
  pairedAt: pairing.pairedAt,
  lastUsedAt: pairing.lastUsedAt,
};

/** Neither ended nor unused for too long: the latter counts before housekeeping has come by. */
const isLive = (now: number): SQL | undefined =>
  and(isNull(pairing.endedAt), gt(pairing.lastUsedAt, now - PAIRING_UNUSED_MS));
const isOf = (key: DeviceId): SQL | undefined => or(eq(pairing.bridge, key), eq(pairing.app, key));
const joins = ({ one, other }: Pair): SQL | undefined =>
  or(
    and(eq(pairing.bridge, one), eq(pairing.app, other)),
    and(eq(pairing.bridge, other), eq(pairing.app, one)),
  );

/** All live ones of the instance, oldest first. */
export const allPairings = (db: Reader, now: number): Promise<RelayPairing[]> =>
  db.select(COLUMNS).from(pairing).where(isLive(now)).orderBy(asc(pairing.pairedAt));

export const pairingsOf = (db: Reader, key: DeviceId, now: number): Promise<RelayPairing[]> =>
  db
    .select(COLUMNS)
    .from(pairing)
    .where(and(isLive(now), isOf(key)))
    .orderBy(asc(pairing.pairedAt));

export const peerIn = (key: DeviceId, { bridge, app }: Pick<RelayPairing, 'bridge' | 'app'>): DeviceId =>
  bridge === key ? app : bridge;

export async function findPairing(db: Reader, pair: Pair, now: number): Promise<RelayPairing | undefined> {
  const [row] = await db
    .select(COLUMNS)
    .from(pairing)
    .where(and(isLive(now), joins(pair)));
  return row;
}

/** Notes the use of a pairing, at most once an hour. */
export async function noteUse(directory: Database, used: RelayPairing, now: number): Promise<void> {
  if (now - used.lastUsedAt < USE_WRITTEN_EVERY_MS) return;
  const { bridge, app } = used;
  await directory.write((tx) =>
    tx
      .update(pairing)
      .set({ lastUsedAt: now })
      .where(and(eq(pairing.bridge, bridge), eq(pairing.app, app), isNull(pairing.endedAt))),
  );
}

/** Writes a pairing, or begins again one that ended. */
export async function beginPairing(
  { directory, traces }: PairingDeps,
  begun: Pick<RelayPairing, 'bridge' | 'app' | 'bridgeName' | 'appName'>,
  now: number,
): Promise<void> {
  const { bridge, app, bridgeName, appName } = begun;
  const anew = { bridgeName, appName, pairedAt: now, lastUsedAt: now, endedAt: null };
  await directory.write(async (tx) => {
    await tx
      .insert(pairing)
      .values({ bridge, app, ...anew })
      .onConflictDoUpdate({ target: [pairing.bridge, pairing.app], set: anew });
    await tracePairing(traces, tx, { act: 'pairBridge', because: 'linkTaken', bridge, app, at: now });
  });
}

export type EndedBy = 'byApp' | 'byBridge' | 'byOperator' | 'unused';

/** Ends a pairing; false where there was none. */
export function endPairingOf(
  { directory, traces }: PairingDeps,
  { pair, by, now }: { pair: Pair; by: (ended: RelayPairing) => EndedBy; now: number },
): Promise<boolean> {
  return directory.write(async (tx) => {
    const ended = await tx
      .update(pairing)
      .set({ endedAt: now })
      .where(and(joins(pair), isNull(pairing.endedAt)))
      .returning(COLUMNS);
    for (const row of ended)
      await tracePairing(traces, tx, { act: 'endPairing', because: by(row), ...row, at: now });
    return ended.length > 0;
  });
}

/** Ends those unused for too long, and drops the rows of those ended long ago; answers with the ones ended. */
export function endUnusedPairings({ directory, traces }: PairingDeps, now: number): Promise<RelayPairing[]> {
  return directory.write(async (tx) => {
    const ended = await tx
      .update(pairing)
      .set({ endedAt: now })
      .where(and(isNull(pairing.endedAt), lte(pairing.lastUsedAt, now - PAIRING_UNUSED_MS)))
      .returning(COLUMNS);
    for (const row of ended)
      await tracePairing(traces, tx, { act: 'endPairing', because: 'unused', ...row, at: now });
    await tx
      .delete(pairing)
      .where(and(isNotNull(pairing.endedAt), lte(pairing.endedAt, now - ENDED_KEPT_MS)));
    return ended;
  });
}

/** Nobody is signed in where two keys pair: the trace names the app's key, and the bridge's in its sealed part. */
function tracePairing(
  traces: TraceRecorder,
  tx: Transaction,
  told: { act: 'pairBridge' | 'endPairing'; because: string; bridge: DeviceId; app: DeviceId; at: number },
): Promise<void> {
  const { act, because, bridge, app, at } = told;
  return traces.record(tx, {
    at,
    act,
    mode: 'normal',
    allowed: true,
    because,
    device: app,
    reason: `bridge ${bridge}`,
  });
}
