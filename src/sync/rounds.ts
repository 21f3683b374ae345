import type { DossierId } from '#base/brand.ts';
import type { Random } from '#base/random.ts';
import type { Result } from '#base/result.ts';
import { retryDelayMs } from '#base/retry-delay.ts';
import type { Timer } from '#base/timer.ts';
import { followStream } from './stream.ts';
import type { Lock, Remote, SyncError, SyncEvent, TabChannel } from './ports.ts';

/** Between two exchanges while the server's events come, and while they do not. */
export const POLL_WITH_STREAM_MS = 120_000;
export const POLL_WITHOUT_STREAM_MS = 20_000;
/** Events that come together lead to one exchange. */
const GATHER_MS = 50;
/** Leases are looked at this often; ms. */
const EVICT_MS = 5 * 60_000;
/** An app that the server calls too old is asked for its update: asking more often changes nothing. */
const OUTDATED_MS = 120_000;

export type LeaderDeps = {
  vaultId: string;
  remote: Pick<Remote, 'watch'>;
  lock: Lock;
  tabs: TabChannel;
  timer: Timer;
  random: Random;
  emit(event: SyncEvent): void;
  /** One exchange with the server, for all cached dossiers or for some. */
  round(only?: ReadonlySet<DossierId>): Promise<Result<void, SyncError>>;
  evict(): Promise<Result<void, SyncError>>;
  signal: AbortSignal;
};

/**
 * Decides when to exchange: one tab leads, by a lock held until it closes.
 *
 *     waiting for the lock → round ─ok→ stream open, next round by poll, event or wake
 *                              └─failed→ stream closed, next round after a growing delay, or by wake
 */
export function leadRounds(deps: LeaderDeps): { start(): void; wake(): boolean } {
  let leading = false;
  let running = false;
  let wanted: 'none' | 'all' | Set<DossierId> = 'none';
  let failures = 0;
  let cancelNext = (): void => {};
  let cancelEvict = (): void => {};
  const stream = followStream({ ...deps, onMoved: want, onRetry: () => want('all') });

  function schedule(delayMs: number): void {
    cancelNext();
    cancelNext = deps.timer.after(delayMs, () => void run('all'));
  }

  function want(what: 'all' | DossierId): void {
    if (what === 'all' || wanted === 'all') wanted = 'all';
    else wanted = new Set(wanted === 'none' ? [what] : [...wanted, what]);
    if (!running && leading) gather();
  }

  function gather(): void {
    cancelNext();
    cancelNext = deps.timer.after(GATHER_MS, () => void run());
  }

  async function run(what?: 'all'): Promise<void> {
    if (running || !leading || deps.signal.aborted) return;
    running = true;
    const only = what === 'all' || typeof wanted === 'string' ? undefined : wanted;
    wanted = 'none';
    const done = await deps.round(only);
    running = false;
    if (deps.signal.aborted) return;
    settle(done);
  }

  function settle(done: Result<void, SyncError>): void {
    failures = done.ok ? 0 : failures + 1;
    const outdated = !done.ok && isOutdated(done.error);
    const reached = done.ok || done.error.type !== 'Unreachable';
    if (reached && !outdated) stream.open();
    else stream.close();
    if (wanted !== 'none') gather();
    else if (!done.ok) schedule(outdated ? OUTDATED_MS : retryDelayMs(failures, deps.random));
    else schedule(stream.isProven() ? POLL_WITH_STREAM_MS : POLL_WITHOUT_STREAM_MS);
  }

  function evictNowAndThen(): void {
    cancelEvict = deps.timer.after(EVICT_MS, () => {
      void deps.evict();
      evictNowAndThen();
    });
  }

  function lead(): Promise<void> {
    leading = true;
    return new Promise((resolve) => {
      const end = (): void => {
        leading = false;
        cancelNext();
        cancelEvict();
        stream.end();
        resolve();
      };
      if (deps.signal.aborted) return end();
      deps.signal.addEventListener('abort', end, { once: true });
      evictNowAndThen();
      void run('all');
    });
  }

  return {
    start() {
      const stopListening = deps.tabs.onMessage((message) => {
        if (message.kind === 'wake' && leading) want('all');
      });
      deps.signal.addEventListener('abort', stopListening, { once: true });
      deps.lock.exclusive(`relais-lead-${deps.vaultId}`, lead, deps.signal).catch((thrown: unknown) => {
        if (!deps.signal.aborted) throw thrown;
      });
    },
    /** False where another tab leads: it is to be told. */
    wake() {
      if (leading) want('all');
      return leading;
    },
  };
}

const isOutdated = (error: SyncError): boolean =>
  error.type === 'Server' && error.error.code === 'wireVersion';
