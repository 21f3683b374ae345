/**
 * The line of the commands of one request that are prepared at the same time: when each of them is ready they are served
 * together, in their order, and so share a transaction. Where one fails unexpectedly none behind it is carried out.
 */
export type Line<Item, Answer> = {
  /** Ready to be served; resolves when it was. */
  join(index: number, item: Item): Promise<Answer>;
  /** It is not to be served: it was answered otherwise, or failed. After it joined, nothing happens. */
  leave(index: number, how: 'answered' | 'failed'): void;
};

export const behindFailure = (): Error => new Error('a command before this one failed');

/** @param serve settles the items in their order, as many as it was given */
export function lineOf<Item, Answer>(
  places: number,
  serve: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Answer>[]>,
): Line<Item, Answer> {
  type Waiting = { item: Item; resolve: (answer: Answer) => void; reject: (reason: unknown) => void };
  const waiting = new Map<number, Waiting>();
  const left = new Set<number>();
  let failedAt = Infinity;

  function serveWhenReady(): void {
    if (waiting.size + left.size < places) return;
    const inOrder = [...waiting].sort(([a], [b]) => a - b);
    for (const [index, { reject }] of inOrder) if (index > failedAt) reject(behindFailure());
    const served = inOrder.flatMap(([index, one]) => (index < failedAt ? [one] : []));
    if (served.length > 0) void settle(served);
  }

  async function settle(served: readonly Waiting[]): Promise<void> {
    try {
      const answers = await serve(served.map(({ item }) => item));
      for (const [index, { resolve, reject }] of served.entries()) {
        const answer = answers[index];
        if (answer?.status === 'fulfilled') resolve(answer.value);
        else reject(answer?.reason);
      }
    } catch (reason) {
      for (const { reject } of served) reject(reason);
    }
  }

  return {
    join: (index, item) =>
      new Promise((resolve, reject) => {
        waiting.set(index, { item, resolve, reject });
        serveWhenReady();
      }),
    leave(index, how) {
      if (waiting.has(index) || left.has(index)) return;
      if (how === 'failed') failedAt = Math.min(failedAt, index);
      left.add(index);
      serveWhenReady();
    },
  };
}
