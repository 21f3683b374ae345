import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Timer } from '#base/timer.ts';
import type { StationError } from '#cards/station.ts';
import { createPairedBridge, type PairedBridge } from '#readers/paired-bridge.ts';
import { pairWithBridge } from '#readers/pairing.ts';
import type { BridgeRow } from '#store/device-database.ts';
import type { StationRepository } from '#store/station-repository.ts';
import type { Lock } from '#sync/ports.ts';
import { createDpopFetch, type Fetch } from '#wire/client/dpop-fetch.ts';
import { createRelayClient, type RelayClient } from '#wire/client/relay-client.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import { appErrorOfStation } from './station-problem.ts';
import type { StationSource } from './stations.ts';

export type BridgeSourcesDeps = {
  repository: StationRepository;
  /** To our server, without anybody's key. */
  fetch: Fetch;
  origin: string;
  /** How a bridge's list of apps names this one. */
  deviceName: string;
  clock: Clock;
  timer: Timer;
  random: Random;
  lock: Lock;
};

type Paired = { row: BridgeRow; bridge: PairedBridge; stopWatching: (() => void) | undefined };

export type BridgeSources = Awaited<ReturnType<typeof bridgeSources>>;

/** The bridges paired with this device, each with a relay key of its own. */
export async function bridgeSources(deps: BridgeSourcesDeps, changed: () => void) {
  const { repository, clock, lock } = deps;
  const paired = new Map<string, Paired>();
  let watched = false;

  function change(id: string, facts: Parameters<StationRepository['changeBridge']>[1]): void {
    const entry = paired.get(id);
    if (!entry) return;
    entry.row = { ...entry.row, ...facts };
    changed();
    void repository.changeBridge(id, facts);
  }

  function add(row: BridgeRow): void {
    const { id } = row;
    const bridge = createPairedBridge({
      ...deps,
      pairing: row,
      relay: relayFor(deps, row.relayKeys),
      appName: deps.deviceName,
      exclusive: (run, signal) => lock.exclusive(`relais-bridge-${id}`, run, signal),
      onUsed: ({ accepted }) => change(id, { lastUsedAt: clock.now(), ...(accepted && { digits: null }) }),
      onNamed: (name) => name !== paired.get(id)?.row.name && change(id, { name }),
      onEnded: () => change(id, { ended: true }),
    });
    const entry: Paired = { row, bridge, stopWatching: undefined };
    paired.set(id, entry);
    bridge.onChange(changed);
    if (watched && !row.ended) entry.stopWatching = bridge.watch();
  }

  function drop(id: string): Paired | undefined {
    const entry = paired.get(id);
    entry?.bridge.close();
    paired.delete(id);
    changed();
    return entry;
  }

  async function pair(
    fragment: string,
  ): Promise<Result<{ id: string; name: string; digits: string }, AppError>> {
    const relay = (keys: CryptoKeyPair) => relayFor(deps, keys);
    const made = await pairWithBridge({ ...deps, appName: deps.deviceName, relayFor: relay }, fragment);
    if (!made.ok) return err(appErrorOfStation(made.error));
    const now = clock.now();
    const row: BridgeRow = { ...made.value, pairedAt: now, lastUsedAt: now, ended: false };
    const older = await repository.addBridge(row);
    if (!older.ok) return err(appErrorOf(older.error));
    for (const { id } of older.value) await tellEnded(drop(id));
    add(row);
    changed();
    const { id, name, digits } = made.value;
    return ok({ id, name, digits });
  }

  /** Forgotten here whatever the server answers: without a network the other side finds out by disuse. */
  async function endPairing(id: string): Promise<Result<void, AppError>> {
    const entry = drop(id);
    const removed = await repository.removeBridge(id);
    await tellEnded(entry);
    return removed.ok ? removed : err(appErrorOf(removed.error));
  }

  async function tellEnded(entry: Paired | undefined): Promise<void> {
    if (entry && !entry.row.ended) await relayFor(deps, entry.row.relayKeys).endPairing(entry.row.address);
  }

  const rows = await repository.listBridges();
  for (const row of rows.ok ? rows.value : []) add(row);

  return {
    list: (): StationSource[] => [...paired.values()].map(sourceOf),
    pair,
    endPairing,
    watch(): () => void {
      watched = true;
      for (const entry of paired.values()) if (!entry.row.ended) entry.stopWatching ??= entry.bridge.watch();
      return () => {
        watched = false;
        for (const [id, entry] of paired) {
          entry.stopWatching?.();
          entry.stopWatching = undefined;
          // it was shown that it is over
          if (entry.row.ended) void endPairing(id);
        }
      };
    },
    wake(): void {
      for (const { bridge } of paired.values()) bridge.wake();
    },
  };
}

const ENDED: StationError = { type: 'PairingEnded' };

function sourceOf({ row, bridge }: Paired): StationSource {
  const { id, name, pairedAt, lastUsedAt, digits, ended } = row;
  const problem = ended ? ENDED : bridge.problem();
  return {
    id,
    name,
    kind: 'bridge',
    problem,
    reader: undefined,
    pairing: { pairedAt, lastUsedAt, digits: digits ?? undefined },
    // one with a problem is tried again when it is asked for: the other side may be another by now
    station: ended ? undefined : bridge,
    slot: undefined,
    connect: ended ? undefined : () => bridge.meet(),
  };
}

const relayFor = ({ fetch, origin }: BridgeSourcesDeps, keys: CryptoKeyPair): RelayClient =>
  createRelayClient({
    fetch: createDpopFetch({ fetch, origin, identity: () => ({ keys, token: undefined }) }),
    origin,
  });
