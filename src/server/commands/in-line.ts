/**
 * The place of one command among those of its request that are prepared at the same time: whatever each of them waits for,
 * they join the queue of the writer in their order, and where one fails unexpectedly none behind it is carried out.
 */
export type Place = {
  /** Resolves when all before it have joined the queue, or never will. */
  comes: Promise<void>;
  /** It joined, or never will: the next one may. Again, nothing happens. */
  leave(): void;
  /** Throws where one before it failed. */
  check(): void;
  fail(): void;
};

/** Places for as many commands, in their order. */
export function placesInLine(count: number): Place[] {
  let failedAt = Infinity;
  let before: Promise<void> = Promise.resolve();
  return Array.from({ length: count }, (_, index) => {
    const comes = before;
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    before = comes.then(() => left);
    return {
      comes,
      leave: () => leave(),
      check: () => {
        if (failedAt < index) throw new Error('a command before this one failed');
      },
      fail: () => void (failedAt = Math.min(failedAt, index)),
    };
  });
}
