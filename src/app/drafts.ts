/** What is being typed on the pages that are open; asked once more when a lock is about to blank them. */
export type Drafts = {
  hold(id: string, read: () => unknown): () => void;
  collect(): readonly { id: string; value: unknown }[];
};

export function draftsInHand(): Drafts {
  const held = new Map<string, () => unknown>();
  return {
    hold(id, read) {
      held.set(id, read);
      return () => {
        if (held.get(id) === read) held.delete(id);
      };
    },
    collect: () =>
      [...held].map(([id, read]) => ({ id, value: read() })).filter(({ value }) => value !== undefined),
  };
}
