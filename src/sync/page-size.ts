import { MAX_PAGE_SIZE } from '#wire/sync.ts';

export const FIRST_PAGE_SIZE = 200;
const SMALLEST_PAGE_SIZE = 25;
/** A page should take about this long: long enough to be worth its round trip, short enough to survive a bad link. */
const WANTED_MS = 1000;

/** The next page's size, from how long the last one took: at most doubled or halved. */
export function nextPageSize(size: number, tookMs: number): number {
  const factor = Math.min(2, Math.max(0.5, WANTED_MS / Math.max(1, tookMs)));
  return Math.min(MAX_PAGE_SIZE, Math.max(SMALLEST_PAGE_SIZE, Math.round(size * factor)));
}
