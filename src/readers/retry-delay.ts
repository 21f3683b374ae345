import type { Random } from '#base/random.ts';

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;

/** Doubled with each failure, and spread from half of it to the whole: a server that restarts is not met by all at once. */
export function retryDelayMs(failures: number, random: Random): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  const [spread = 0] = random.bytes(1);
  return (longest / 2) * (1 + spread / 255);
}
