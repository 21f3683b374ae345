import type { Timer } from '#base/timer.ts';

/** Time that passes when the test says so. */
export interface ManualTimer extends Timer {
  /** Runs what is due, in order; what it starts may be due too. */
  advance(byMs: number): Promise<void>;
}

export function createManualTimer(): ManualTimer {
  const due = new Map<number, { readonly at: number; readonly run: () => void }>();
  let now = 0;
  let next = 0;
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    after(delayMs, run) {
      const id = next++;
      due.set(id, { at: now + delayMs, run });
      return () => due.delete(id);
    },
    async advance(byMs) {
      const end = now + byMs;
      await settle();
      for (;;) {
        const [first] = [...due].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (!first) break;
        const [id, { at, run }] = first;
        now = at;
        due.delete(id);
        run();
        await settle();
      }
      now = end;
    },
  };
}
