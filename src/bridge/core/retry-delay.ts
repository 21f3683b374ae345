import type { Random } from '#base/random.ts';

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait after `failures` failed attempts, ms: doubles from half a second to a quarter of a minute; between half and
 * the whole of that by chance, so that bridges that lost the same server do not all come back at once.
 */
export function retryDelayMs(failures: number, random: Random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(16, Math.max(0, failures - 1)));
  const [high = 0, low = 0] = random.bytes(2);
  return Math.round((ceiling / 2) * (1 + (high * 256 + low) / 0xffff));
}
