import type { Timer } from '#base/timer.ts';
import type { DraftRepository } from '#store/draft-repository.ts';
import type { Drafts } from './drafts.ts';

/** So much of what was typed a killed browser may lose; ms. */
export const KEEP_DRAFTS_MS = 2000;

export type DraftKeeperDeps = {
  drafts: Drafts;
  kept: Pick<DraftRepository, 'keep' | 'drop'>;
  timer: Timer;
  /** False from the lock on: what is kept then stays. */
  isOpen: () => boolean;
};

/**
 * While the vault is open, seals what is being typed every two seconds, where it changed. What was emptied or let go is
 * dropped. Runs until `isOpen` says no.
 */
export function keepDraftsInHand({ drafts, kept, timer, isOpen }: DraftKeeperDeps): void {
  /** As it was sealed last: its JSON; of a picture, which is the same object while it is the same picture, itself. */
  const known = new Map<string, unknown>();
  let writing: Promise<unknown> = Promise.resolve();
  const inTurn = (write: () => Promise<unknown>): void => {
    writing = writing.then(() => (isOpen() ? write() : undefined));
  };

  function drop(id: string): void {
    known.delete(id);
    inTurn(() => kept.drop(id));
  }

  function keepChanged(id: string, value: unknown): void {
    const mark = value instanceof Uint8Array ? value : JSON.stringify(value);
    if (known.get(id) === mark) return;
    known.set(id, mark);
    inTurn(async () => {
      const done = await kept.keep(id, value);
      // no room, for instance: tried again at the next turn
      if (!done.ok) known.delete(id);
    });
  }

  function look(): void {
    if (!isOpen()) return;
    const now = drafts.collect();
    const held = new Set(now.map(({ id }) => id));
    for (const id of known.keys()) if (!held.has(id)) drop(id);
    for (const { id, value } of now) keepChanged(id, value);
    timer.after(KEEP_DRAFTS_MS, look);
  }

  drafts.onRelease((id) => {
    if (isOpen()) drop(id);
  });
  timer.after(KEEP_DRAFTS_MS, look);
}
