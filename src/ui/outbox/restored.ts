import type { RelaisView } from '#app/view-port.ts';
import type { Texts } from '../messages/fr.ts';

/** So long after it was noticed a restore is told of; ms. */
const TOLD_MS = 7 * 24 * 3600_000;

type Facts = Pick<RelaisView, 'serverRestoredAt' | 'offeredAgain'>;

/** What a restore of the server means for who works here: noticed when, what is kept, nothing to do. */
export function restoredLines(
  texts: Texts['outbox']['restored'],
  { serverRestoredAt: at, offeredAgain }: Facts,
  { now, moment }: { now: number; moment: (at: number) => string },
): readonly string[] | undefined {
  const isRecent = at !== undefined && now - at < TOLD_MS;
  if (!isRecent && offeredAgain === 0) return undefined;
  const seen = isRecent ? [texts.seen(moment(at))] : [];
  return [...seen, offeredAgain > 0 ? texts.again(offeredAgain) : texts.kept, texts.nothingToDo];
}
