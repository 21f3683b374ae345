import type { DossierId } from '#base/brand.ts';
import type { RoundHistory } from './visit-round.ts';

/** A visit tells more than a look into the dossier. */
const VISIT = 2;
const OPENED = 1;
/** Seen once is not yet usual. */
const USUAL_FROM = 2;

/**
 * The dossiers that were in a round or opened most often before this day; where two were as often, the one seen last
 * comes first.
 */
export function usualPatients(history: RoundHistory, day: string, most: number): DossierId[] {
  const seen = new Map<DossierId, { points: number; last: string }>();
  const count = (id: DossierId, points: number, on: string): void => {
    const before = seen.get(id) ?? { points: 0, last: '' };
    seen.set(id, { points: before.points + points, last: before.last > on ? before.last : on });
  };
  for (const past of history.filter((one) => one.day < day)) {
    for (const id of past.visits) count(id, VISIT, past.day);
    for (const id of past.opened) count(id, OPENED, past.day);
  }
  return [...seen]
    .filter(([, { points }]) => points >= USUAL_FROM)
    .sort(([, a], [, b]) => b.points - a.points || (a.last < b.last ? 1 : -1))
    .slice(0, most)
    .map(([id]) => id);
}
