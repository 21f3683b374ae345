import type { Clock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { createSyncEngine, type SyncEngine } from '#sync/engine.ts';
import type { Lock, SyncEvent, TabChannel } from '#sync/ports.ts';
import { ManualTimer, MemoryDossiers, memoryLock, MemoryOutbox, memoryTabs } from './memory-ports.ts';
import { MemoryRemote } from './memory-remote.ts';

export const stoppedClock: Clock = { now: () => 1000, monotonic: () => 0 };

type Shared = {
  remote: MemoryRemote;
  outbox: MemoryOutbox;
  dossiers: MemoryDossiers;
  lock: Lock;
  channel: () => TabChannel;
};

export type Tab = { engine: SyncEngine; timer: ManualTimer; events: SyncEvent[] };

/** One device with its stores; `tab()` opens a tab on them. */
export function memoryDevice(remote = new MemoryRemote()) {
  const shared: Shared = {
    remote,
    outbox: new MemoryOutbox(),
    dossiers: new MemoryDossiers(),
    lock: memoryLock(),
    channel: memoryTabs(),
  };
  return { ...shared, tab: () => openTab(shared) };
}

function openTab({ remote, outbox, dossiers, lock, channel }: Shared): Tab {
  const timer = new ManualTimer();
  const events: SyncEvent[] = [];
  const engine = createSyncEngine({
    vaultId: 'v',
    remote,
    outbox,
    dossiers,
    lock,
    tabs: channel(),
    timer,
    clock: stoppedClock,
    random: systemRandom,
    onEvent: (event) => events.push(event),
  });
  return { engine, timer, events };
}
