import { MAX_PAGE_SIZE } from '#wire/sync.ts';

/** How many entries the next page is to have; kept from pull to pull. */
export type PageSize = { size: number };

/** Measured: pages of 500 and of 1000 cost the device about the same, those of 200 half as much again. */
const FIRST_PAGE_SIZE = 500;
const SMALLEST_PAGE_SIZE = 25;
/** A page should take about this long: long enough to be worth its round trip, short enough to survive a bad link. */
const WANTED_MS = 1000;

export const firstPageSize = (): PageSize => ({ size: FIRST_PAGE_SIZE });

/** The next page's size, from how long the last one took: at most doubled or halved. */
export function nextPageSize(size: number, tookMs: number): number {
  const factor = Math.min(2, Math.max(0.5, WANTED_MS / Math.max(1, tookMs)));
  return bounded(Math.round(size * factor));
}

/** After a page that did not come: a link that breaks every few seconds lets smaller ones through. */
export const smallerPageSize = (size: number): number => bounded(Math.round(size / 2));

const bounded = (size: number): number => Math.min(MAX_PAGE_SIZE, Math.max(SMALLEST_PAGE_SIZE, size));
