import type { Clock } from '#base/clock.ts';
import type { Timer } from '#base/timer.ts';
import type { LockReason } from './vault-port.ts';

/** Between the tabs that have the same vault open. */
export type LockMessage = 'active' | 'lock';
export interface LockTabs {
  post(message: LockMessage): void;
  onMessage(listener: (message: LockMessage) => void): void;
  close(): void;
}

export type LockGuard = {
  /** Somebody touched the screen or a key. */
  touch(): void;
  /** The page is back on the screen, or a time has passed: locks where nobody was there for too long. */
  check(): void;
  /** The other tabs lock too. */
  tellLock(): void;
  stop(): void;
};

type GuardDeps = {
  clock: Clock;
  timer: Timer;
  tabs: LockTabs;
  /** Read each time: it may be chosen meanwhile. */
  limitMs: () => number;
  lock: (because: LockReason) => void;
};

/** Other tabs hear of a touch at most this often, ms. */
const TELL_MS = 5000;

/**
 * Locks after a time without a touch in any tab. Both clocks are asked, and the one that says more counts: one may stand
 * still while the device sleeps, the other may be set.
 */
export function lockGuard({ clock, timer, tabs, limitMs, lock }: GuardDeps): LockGuard {
  let at = times(clock);
  let toldAt = Number.NEGATIVE_INFINITY;
  let stopped = false;
  let stopTimer = (): void => undefined;

  const idleMs = (): number => {
    const now = times(clock);
    return Math.max(now.wall - at.wall, now.monotonic - at.monotonic);
  };

  function check(): void {
    if (stopped) return;
    const left = limitMs() - idleMs();
    if (left <= 0) return lock('idle');
    stopTimer();
    // looked at now and then: the limit may be made shorter
    stopTimer = timer.after(Math.min(left, 30_000), check);
  }

  tabs.onMessage((message) => {
    if (stopped) return;
    if (message === 'lock') lock('otherTab');
    else at = times(clock);
  });
  check();
  return {
    touch() {
      // a touch that comes after the time does not open what should be closed
      if (stopped || idleMs() >= limitMs()) return check();
      at = times(clock);
      if (at.monotonic - toldAt < TELL_MS) return;
      toldAt = at.monotonic;
      tabs.post('active');
    },
    check,
    tellLock: () => tabs.post('lock'),
    stop() {
      stopped = true;
      stopTimer();
      tabs.close();
    },
  };
}

const times = (clock: Clock): { wall: number; monotonic: number } => ({
  wall: clock.now(),
  monotonic: clock.monotonic(),
});

/** One channel for each vault, beside the one of the sync. */
export function lockTabs(vaultId: string): LockTabs {
  const channel = new BroadcastChannel(`relais-lock-${vaultId}`);
  let open = true;
  return {
    post(message) {
      if (open) channel.postMessage(message);
    },
    onMessage(listener) {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (open && (data === 'active' || data === 'lock')) listener(data);
      };
    },
    close() {
      open = false;
      channel.close();
    },
  };
}
