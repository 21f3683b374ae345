import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Timer } from '#base/timer.ts';
import type {
  Dossiers,
  Lock,
  Outbox,
  Remote,
  SyncError,
  SyncEvent,
  TabChannel,
  TabMessage,
} from './ports.ts';
import { firstPageSize } from './page-size.ts';
import { hearing } from './heard.ts';
import { pullMoved, pullNamed } from './held.ts';
import { pullAll, type Pulled } from './pull.ts';
import { pushAll } from './push.ts';
import { watchEpoch } from './restore.ts';
import { leadRounds } from './rounds.ts';

export type SyncDeps = {
  /** Names the locks: one vault's tabs take turns, other vaults do not matter. */
  vaultId: string;
  remote: Remote;
  outbox: Outbox;
  dossiers: Dossiers;
  lock: Lock;
  tabs: TabChannel;
  timer: Timer;
  clock: Clock;
  random: Random;
  onEvent(event: SyncEvent): void;
};

export interface SyncEngine {
  /** Begins to lead as soon as no other tab does; then sends and fetches by itself. */
  start(): void;
  /** Nothing is sent or stored afterwards; what runs is called off. For the lock of the vault. */
  stop(): void;
  /** Something was written, or the network may be back: tries soon, here or in the leading tab. */
  wake(): void;
  /** Sends what waits, now, in this tab. */
  push(): Promise<Result<void, SyncError>>;
  /** Fetches these dossiers, cached or not (null), now, in this tab. */
  pull(
    wants: ReadonlyMap<DossierId, string | null>,
  ): Promise<Result<ReadonlyMap<DossierId, Pulled>, SyncError>>;
  /** Push, then pull of what moved; what the user had cancelled is tried again. */
  syncNow(): Promise<Result<void, SyncError>>;
  /** Lets go of dossiers whose lease ended: before the first list is shown; the leading tab does it again and again. */
  evict(): Promise<Result<void, SyncError>>;
  /** Stops a transfer; its row and those behind it wait until `syncNow`. */
  cancelUpload(n: number): void;
  /** These rows are gone from the outbox: their uploads end, and the other tabs look at it again. */
  takenBack(ns: readonly number[]): void;
}

/**
 * The sync core over its ports. Push before pull; pushes of one vault never overlap, nor do pulls, whatever the number
 * of tabs: each takes the vault's lock of that name and looks at the stored rows again inside it.
 */
export function createSyncEngine(deps: SyncDeps): SyncEngine {
  const stopped = new AbortController();
  const uploads = new Map<number, AbortController>();
  const paused = new Set<number>();
  const page = firstPageSize();
  const locked: SyncError = { type: 'VaultLocked' };

  const emit = (event: SyncEvent): void => {
    if (stopped.signal.aborted) return;
    deps.onEvent(event);
    for (const message of messagesFor(event)) deps.tabs.post(message);
  };

  const uploadSignal = (n: number): AbortSignal => {
    const own = new AbortController();
    uploads.set(n, own);
    return AbortSignal.any([own.signal, stopped.signal]);
  };

  async function alone<T>(
    what: 'push' | 'pull',
    run: () => Promise<Result<T, SyncError>>,
  ): Promise<Result<T, SyncError>> {
    if (stopped.signal.aborted) return err(locked);
    try {
      const done = await deps.lock.exclusive(`relais-${what}-${deps.vaultId}`, run, stopped.signal);
      report(done);
      return done;
    } catch (thrown) {
      if (stopped.signal.aborted) return err(locked);
      throw thrown;
    }
  }

  function report(done: Result<unknown, SyncError>): void {
    if (done.ok) emit({ kind: 'reached', online: true });
    else if (done.error.type === 'Unreachable') emit({ kind: 'reached', online: false });
    else if (done.error.type === 'Server') emit({ kind: 'reached', online: true });
    if (!done.ok && done.error.type !== 'Cancelled') emit({ kind: 'failed', error: done.error });
  }

  const heard = hearing(deps.remote, deps.clock);
  const epoch = watchEpoch({ ...deps, remote: heard.remote, emit });
  const { remote } = epoch;

  const pushOnce = () =>
    alone('push', async () => {
      const waiting = await deps.outbox.list();
      if (!waiting.ok || waiting.value.length === 0) return waiting.ok ? ok(undefined) : waiting;
      const before = await deps.dossiers.mark();
      if (!before.ok) return before;
      const restoreEpoch = before.value?.restoreEpoch ?? null;
      const { signal } = stopped;
      const isHeard = heard.lately;
      const pushDeps = { ...deps, remote, emit, signal, uploadSignal, paused, restoreEpoch, isHeard };
      return pushAll(pushDeps, waiting.value);
    });

  /** Once more where the answer told of a restore: what was settled lately goes up then, in its order. */
  async function push(): Promise<Result<void, SyncError>> {
    const pushed = await pushOnce();
    const restored = await epoch.heed();
    if (!restored.ok) return restored;
    if (!restored.value) return pushed;
    wake();
    return pushOnce();
  }

  const pull = async (wants: ReadonlyMap<DossierId, string | null>) => {
    const pullDeps = { ...deps, remote, emit, page, signal: stopped.signal, opened: true };
    const pulled = await alone('pull', () => pullAll(pullDeps, wants));
    const restored = await epoch.heed();
    if (!restored.ok) return restored;
    if (restored.value) wake();
    return pulled;
  };

  const failed = new Set<DossierId>();

  /** Cursors are read inside the lock, after the pull of another tab. */
  async function pullHeld(only?: ReadonlySet<DossierId>): Promise<Result<void, SyncError>> {
    const heldDeps = { ...deps, remote, emit, page, signal: stopped.signal, failed };
    return alone('pull', () => (only ? pullNamed(heldDeps, only) : pullMoved(heldDeps)));
  }

  /** One exchange: a failed upload does not keep the dossiers from being fetched. */
  async function exchange(only?: ReadonlySet<DossierId>): Promise<Result<void, SyncError>> {
    const pushed = await push();
    const unreachable = !pushed.ok && pushed.error.type === 'Unreachable';
    const pulled = unreachable ? pushed : await pullHeld(only);
    return pushed.ok ? pulled : pushed;
  }

  async function round(only?: ReadonlySet<DossierId>): Promise<Result<void, SyncError>> {
    emit({ kind: 'running', running: true });
    let done = await exchange(only);
    const restored = await epoch.heed();
    if (!restored.ok) done = restored;
    else if (restored.value) done = await exchange();
    if (done.ok) emit({ kind: 'succeeded', at: deps.clock.now() });
    emit({ kind: 'running', running: false });
    return done;
  }

  async function evict(): Promise<Result<void, SyncError>> {
    if (stopped.signal.aborted) return err(locked);
    const evicted = await deps.dossiers.evict();
    if (!evicted.ok) return evicted;
    if (evicted.value.length > 0) emit({ kind: 'leaseEnded', dossierIds: evicted.value });
    return ok(undefined);
  }

  const leader = leadRounds({ ...deps, emit, round, evict, signal: stopped.signal });

  function wake(): void {
    if (!leader.wake()) deps.tabs.post({ kind: 'wake' });
  }

  return {
    start: () => leader.start(),
    stop: () => stopped.abort(),
    wake,
    push,
    pull,
    evict,
    syncNow() {
      paused.clear();
      return round();
    },
    cancelUpload(n) {
      paused.add(n);
      uploads.get(n)?.abort();
    },
    takenBack(ns) {
      for (const n of ns) uploads.get(n)?.abort();
      emit({ kind: 'outbox' });
    },
  };
}

function messagesFor(event: SyncEvent): readonly TabMessage[] {
  if (event.kind === 'dossier' || event.kind === 'removed')
    return [{ kind: 'dossier', dossierId: event.dossierId }];
  if (event.kind === 'leaseEnded')
    return event.dossierIds.map((dossierId) => ({ kind: 'dossier', dossierId }));
  if (event.kind === 'outbox' || event.kind === 'offeredAgain') return [{ kind: 'outbox' }];
  if (event.kind === 'succeeded' || event.kind === 'failed')
    return [{ kind: 'exchanged', done: event.kind === 'succeeded' }];
  return event.kind === 'reached' ? [{ kind: 'reached', online: event.online }] : [];
}
