import type { DossierId } from '#base/brand.ts';

/** What is remembered of one day, `day` as 2026-03-31 by the device's clock: no names, which leave with their dossiers. */
export type RoundDay = {
  day: string;
  /** In the order of the visits. */
  visits: readonly DossierId[];
  /** Opened that day, once each. */
  opened: readonly DossierId[];
  /** Asked to be fetched, and not called off: goes on by itself. */
  preparing: boolean;
};

/** Of the last weeks, newest day first. */
export type RoundHistory = readonly RoundDay[];

/** So many days are remembered. */
export const REMEMBERED_DAYS = 42;

export const emptyDay = (day: string): RoundDay => ({ day, visits: [], opened: [], preparing: false });

export const dayOf = (history: RoundHistory, day: string): RoundDay =>
  history.find((one) => one.day === day) ?? emptyDay(day);

/** The history with this day changed, without days that are too old to matter. */
export function withDay(
  history: RoundHistory,
  day: string,
  change: (before: RoundDay) => RoundDay,
): RoundHistory {
  const others = history.filter((one) => one.day !== day);
  return [...others, change(dayOf(history, day))]
    .sort((a, b) => (a.day < b.day ? 1 : -1))
    .slice(0, REMEMBERED_DAYS);
}

/** The last round before this day: yesterday's, on a Monday that of Friday. */
export const roundBefore = (history: RoundHistory, day: string): RoundDay | undefined =>
  history
    .filter((one) => one.day < day && one.visits.length > 0)
    .reduce<RoundDay | undefined>((last, one) => (last && last.day > one.day ? last : one), undefined);

export const withVisits = (visits: readonly DossierId[], added: readonly DossierId[]): DossierId[] => [
  ...new Set([...visits, ...added]),
];

/** One place up (-1) or down (1); at the ends nothing moves. */
export function moved(visits: readonly DossierId[], id: DossierId, by: -1 | 1): DossierId[] {
  const from = visits.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= visits.length) return [...visits];
  const without = visits.filter((one) => one !== id);
  return [...without.slice(0, to), id, ...without.slice(to)];
}

/** What an act made of the visits of a day. */
export type VisitChange = { was: readonly DossierId[]; made: readonly DossierId[] };

/** The visits as they were before the act, but for what others added or removed since. */
export function takenBack(now: readonly DossierId[], { was, made }: VisitChange): DossierId[] {
  const stays = (id: DossierId): boolean => now.includes(id) || !made.includes(id);
  const since = now.filter((id) => !was.includes(id) && !made.includes(id));
  return withVisits(was.filter(stays), since);
}
