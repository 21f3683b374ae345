import { quiet } from '#test/support/sync/memory-ports.ts';
import type { Clock } from '#base/clock.ts';
import type { Timer } from '#base/timer.ts';

/** Time that stands until it is moved. */
export interface ManualTime {
  readonly clock: Clock;
  readonly timer: Timer;
  /** Runs what falls due on the way, in its order, and lets each run settle. */
  pass(ms: number): Promise<void>;
  /** The wall clock alone jumps, as it does over sleep. */
  sleep(ms: number): void;
}

export function createManualTime(start = 1_700_000_000_000): ManualTime {
  let now = start;
  let slept = 0;
  const due: { at: number; run: () => void }[] = [];
  const clock: Clock = { now: () => now + slept, monotonic: () => now - start };
  return {
    clock,
    timer: {
      after(delayMs, run) {
        const entry = { at: now + delayMs, run };
        due.push(entry);
        return () => {
          const at = due.indexOf(entry);
          if (at >= 0) due.splice(at, 1);
        };
      },
    },
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        due.splice(due.indexOf(next), 1);
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      now = end;
      await settle();
    },
    sleep(ms) {
      slept += ms;
    },
  };
}

/** Lets everything that needs no time come to rest. */
export const settle = quiet;

/** Waits until something is so; a test that waits in vain ends by its own limit. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}
