import type { Track } from '#domain/clinical/series-tracks.ts';

export const PERIODS = ['all', 'twoYears', 'year', 'quarter'] as const;
export type Period = (typeof PERIODS)[number];
const MONTHS: Readonly<Record<Exclude<Period, 'all'>, number>> = { twoYears: 24, year: 12, quarter: 3 };
const DAY_MS = 86_400_000;

export type Window = { readonly from: number; readonly to: number };

/** The one time axis of all plots: from so many months ago to now, or from the first value to the last. */
export function windowOf(tracks: readonly Track[], period: Period, now: number): Window {
  const times = tracks.flatMap(({ parts }) =>
    parts.flatMap(({ points }) => [points[0]?.at, points.at(-1)?.at].filter((at) => at !== undefined)),
  );
  // a value may be dated after the clock of this device
  const latest = Math.max(now, ...times);
  if (period !== 'all') {
    const from = new Date(now);
    from.setMonth(from.getMonth() - MONTHS[period]);
    return { from: from.getTime(), to: latest };
  }
  if (times.length === 0) return { from: now - 30 * DAY_MS, to: now };
  const from = Math.min(...times);
  const to = Math.max(...times);
  return to - from < DAY_MS ? { from: from - 15 * DAY_MS, to: to + 15 * DAY_MS } : { from, to };
}
