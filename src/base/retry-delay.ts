import type { Random } from './random.ts';

export const FIRST_RETRY_MS = 1000;
export const LONGEST_RETRY_MS = 15_000;

/**
 * How long to wait before attempt `failures` + 1: doubles from one second to a quarter of a minute; between half and the whole of
 * that by chance, so that devices that lost the same server do not all come back at once.
 */
export const retryDelayMs = (failures: number, random: Random): number =>
  growingDelayMs(failures, LONGEST_RETRY_MS, random);

/** The same, up to another longest delay (ms). */
export function growingDelayMs(failures: number, longestMs: number, random: Random): number {
  const ceiling = Math.min(longestMs, FIRST_RETRY_MS * 2 ** Math.min(16, Math.max(0, failures - 1)));
  const [high = 0, low = 0] = random.bytes(2);
  return Math.round((ceiling / 2) * (1 + (high * 256 + low) / 0xffff));
}
