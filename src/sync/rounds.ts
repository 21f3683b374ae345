import type { DossierId } from '#base/brand.ts';
import type { Random } from '#base/random.ts';
import type { Result } from '#base/result.ts';
import { retryDelayMs } from '#base/retry-delay.ts';
import type { Timer } from '#base/timer.ts';
import type { Lock, Remote, SyncError, SyncEvent, TabChannel } from './ports.ts';

/** Between two exchanges while the server's events come, and while they do not. */
export const POLL_WITH_STREAM_MS = 120_000;
export const POLL_WITHOUT_STREAM_MS = 20_000;
/** Events that come together lead to one exchange. */
const GATHER_MS = 50;

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
  let closeStream: (() => void) | undefined;
  /** A stream that the server keeps ending (no session, a proxy) is tried again ever more seldom, rounds are not. */
  let streamFailures = 0;
  let mayStream = true;
  let cancelStream = (): void => {};

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
    const reached = done.ok || done.error.type !== 'Unreachable';
    if (!reached) dropStream();
    else if (mayStream) openStream();
    if (wanted !== 'none') gather();
    else if (!done.ok) schedule(retryDelayMs(failures, deps.random));
    else schedule(closeStream ? POLL_WITH_STREAM_MS : POLL_WITHOUT_STREAM_MS);
  }

  function openStream(): void {
    if (closeStream || deps.signal.aborted) return;
    closeStream = deps.remote.watch({
      onEvent(event) {
        streamFailures = 0;
        deps.emit({ kind: 'reached', online: true });
        if (event.kind === 'moved') want(event.dossierId);
      },
      onDown() {
        closeStream = undefined;
        mayStream = false;
        // the next round finds out whether the server is there, and opens the stream again
        cancelStream = deps.timer.after(retryDelayMs(++streamFailures, deps.random), () => {
          mayStream = true;
          want('all');
        });
      },
    });
  }

  function dropStream(): void {
    closeStream?.();
    closeStream = undefined;
  }

  function lead(): Promise<void> {
    leading = true;
    return new Promise((resolve) => {
      const end = (): void => {
        leading = false;
        cancelNext();
        cancelStream();
        dropStream();
        resolve();
      };
      if (deps.signal.aborted) return end();
      deps.signal.addEventListener('abort', end, { once: true });
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
