/**
 * The place of one command among those of its request that are prepared at the same time: when each of them is ready they
 * join the queue of the writer together, so that they share a commit, and in their order; where one fails unexpectedly
 * none behind it is carried out.
 */
export type Place = {
  /** Ready to join; resolves when all are (or never will be) and those before have joined. */
  turn(): Promise<void>;
  /** It joined, or never will: the next one may. Again, nothing happens. */
  leave(): void;
  /** Throws where one before it failed. */
  check(): void;
  fail(): void;
};

/** Places for as many commands, in their order. */
export function placesInLine(count: number): Place[] {
  let failedAt = Infinity;
  const steps = Array.from({ length: count }, () => ({ ready: gate(), left: gate() }));
  const allReady = Promise.all(steps.map(({ ready }) => ready.open));
  let before: Promise<unknown> = allReady;
  return steps.map(({ ready, left }, index) => {
    const comes = before;
    before = comes.then(() => left.open);
    return {
      turn: async () => {
        ready.pass();
        await comes;
      },
      leave: () => {
        ready.pass();
        left.pass();
      },
      check: () => {
        if (failedAt < index) throw new Error('a command before this one failed');
      },
      fail: () => void (failedAt = Math.min(failedAt, index)),
    };
  });
}

function gate(): { open: Promise<void>; pass: () => void } {
  let pass = (): void => undefined;
  const open = new Promise<void>((resolve) => (pass = resolve));
  return { open, pass: () => pass() };
}
