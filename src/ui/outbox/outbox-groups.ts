import type { OutboxLine } from '#app/outbox-port.ts';

/** What needs a person first, then what waits, then what arrived; newest first in each. */
export function outboxGroups(lines: readonly OutboxLine[]): {
  refused: OutboxLine[];
  waiting: OutboxLine[];
  sent: OutboxLine[];
} {
  const newest = [...lines].sort((a, b) => b.writtenAt - a.writtenAt);
  const inState = (...states: OutboxLine['state'][]): OutboxLine[] =>
    newest.filter(({ state }) => states.includes(state));
  return { refused: inState('refused'), waiting: inState('sending', 'waiting'), sent: inState('sent') };
}

/** What the person wrote and the server has not received. A reading noted for the traces waits too, but is no work to lose. */
export const isUnsentWork = ({ state, what }: OutboxLine): boolean =>
  (state === 'waiting' || state === 'sending') && what !== 'recordAccess';
