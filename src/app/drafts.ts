/** What is being typed on the pages that are open; asked once more when a lock is about to blank them. */
export type Drafts = {
  hold(id: string, read: () => unknown): () => void;
  collect(): readonly { id: string; value: unknown }[];
  /** Told of each one that is let go: added, thrown away, or its page left. */
  onRelease(told: (id: string) => void): void;
};

export function draftsInHand(): Drafts {
  const held = new Map<string, () => unknown>();
  let tell: (id: string) => void = () => undefined;
  return {
    hold(id, read) {
      held.set(id, read);
      return () => {
        if (held.get(id) !== read) return;
        held.delete(id);
        tell(id);
      };
    },
    collect: () =>
      [...held].map(([id, read]) => ({ id, value: read() })).filter(({ value }) => value !== undefined),
    onRelease(told) {
      tell = told;
    },
  };
}
