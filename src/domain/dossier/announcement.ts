import { ANNOUNCEMENT_TOLD_MS } from '#domain/access/durations.ts';
import { daysInMonth } from '#domain/identity/birth-date.ts';

/**
 * R1111-53: a document may wait, hidden from the holder, until a professional announces it. After two weeks the holder is
 * told that something new waits; after one month it becomes visible by itself. Times in ms.
 */

/** One calendar month after the deposit, at the same time (UTC); the last day of the month where that is shorter. */
export function revealAtOf(depositedAt: number): number {
  const at = new Date(depositedAt);
  const year = at.getUTCFullYear() + (at.getUTCMonth() === 11 ? 1 : 0);
  const month = (at.getUTCMonth() + 1) % 12;
  const day = Math.min(at.getUTCDate(), daysInMonth(year, month + 1));
  const timeOfDay = depositedAt - Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
  return Date.UTC(year, month, day) + timeOfDay;
}

/** A document that waits to be announced, as far as time has a say. */
export type Awaiting = { submittedAt: number; revealAt: number; holderToldAt: number | null };

/** What is due by now, also where nobody looked for a long time: both may be. */
export const dueOf = (
  { submittedAt, revealAt, holderToldAt }: Awaiting,
  now: number,
): { tell: boolean; reveal: boolean } => ({
  tell: holderToldAt === null && submittedAt + ANNOUNCEMENT_TOLD_MS <= now,
  reveal: revealAt <= now,
});
