import type { DeviceId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import type { Timer } from '#base/timer.ts';
import type { RelayClient } from '#wire/client/relay-client.ts';
import { PAIRING_UNUSED_MS } from '#wire/relay.ts';
import type { AppLinks } from './app-links.ts';
import type { Notice, PairingStore } from './ports.ts';

/** Ends pairings: revoked here, revoked at the app, or unused for too long. */
export interface PairingKeeper {
  start(): void;
  stop(): void;
  /** Drops what the server ended while we were away, and ends there what was ended here. */
  compareWithServer(): Promise<void>;
  endedByApp(address: DeviceId): Promise<void>;
  revoke(address: DeviceId): Promise<void>;
  /** The app spoke: its pairing lives on. */
  used(address: DeviceId): Promise<void>;
}

const LOOK_MS = 3_600_000;
/** A use is written down once in this time: the disk need not know more. */
const NOTE_USE_MS = 3_600_000;

/** How long the last message may take to reach the app; the server tells it too. */
const GOODBYE_MS = 1500;
const passed = (timer: Timer, ms: number): Promise<void> =>
  new Promise((resolve) => timer.after(ms, () => resolve()));

export function createPairingKeeper(deps: {
  readonly relay: Pick<RelayClient, 'pairings' | 'endPairing'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly pairings: PairingStore;
  readonly links: AppLinks;
  readonly notice: (notice: Notice) => void;
}): PairingKeeper {
  const { relay, clock, pairings, links, notice } = deps;
  let stopTimer: () => void = () => undefined;

  async function end(address: DeviceId, by: 'bridge' | 'app' | 'disuse'): Promise<void> {
    const known = pairings.find(address);
    const ended = links.of(address);
    if (by !== 'app') for (const link of ended) link.send({ kind: 'pairingEnded' });
    links.endAll(address);
    if (!known) return;
    await pairings.remove(address);
    notice({ type: 'pairingEnded', appName: known.appName, by });
    if (by === 'app') return;
    // the relay carries nothing between the two afterwards
    await Promise.race([Promise.all(ended.map((link) => link.flushed())), passed(deps.timer, GOODBYE_MS)]);
    await relay.endPairing(address);
  }

  async function endUnused(): Promise<void> {
    const before = clock.now() - PAIRING_UNUSED_MS;
    for (const { address, lastUsedAt } of pairings.list())
      if (lastUsedAt < before) await end(address, 'disuse');
  }

  const look = (): void => {
    stopTimer = deps.timer.after(LOOK_MS, look);
    void endUnused();
  };

  return {
    start: look,
    stop: () => stopTimer(),
    async compareWithServer() {
      const answer = await relay.pairings();
      if (!answer.ok) return;
      const there = new Set(answer.value.map(({ app }) => app));
      for (const { address } of pairings.list()) if (!there.has(address)) await end(address, 'app');
      for (const app of there) if (!pairings.find(app)) await relay.endPairing(app);
    },
    endedByApp: (address) => end(address, 'app'),
    revoke: (address) => end(address, 'bridge'),
    async used(address) {
      const known = pairings.find(address);
      if (!known || clock.now() - known.lastUsedAt < NOTE_USE_MS) return;
      await pairings.put({ ...known, lastUsedAt: clock.now() });
    },
  };
}
