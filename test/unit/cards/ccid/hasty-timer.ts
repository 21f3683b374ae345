import type { Timer } from '#base/timer.ts';

/** Time that passes as soon as nobody has anything to do: what is due next comes at once. Stop it at the end. */
export function createHastyTimer(): Timer & { stop(): void } {
  const due = new Map<number, { readonly at: number; readonly run: () => void }>();
  let now = 0;
  let next = 0;
  let stopped = false;
  let turning = false;

  function turn(): void {
    turning = false;
    let first: number | undefined;
    for (const [id, { at }] of due) if (first === undefined || at < (due.get(first)?.at ?? 0)) first = id;
    const entry = first === undefined ? undefined : due.get(first);
    if (first === undefined || !entry || stopped) return;
    due.delete(first);
    now = Math.max(now, entry.at);
    entry.run();
    wind();
  }

  function wind(): void {
    if (turning || stopped || due.size === 0) return;
    turning = true;
    // two turns of the loop: whatever was answered in the meantime goes first
    setImmediate(() => setImmediate(turn));
  }

  return {
    after(delayMs, run) {
      const id = next++;
      due.set(id, { at: now + delayMs, run });
      wind();
      return () => due.delete(id);
    },
    stop() {
      stopped = true;
    },
  };
}
