import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { ARGON2_CEILING, ARGON2_FLOOR, type Argon2Params, type DeriveKey } from './passphrase.ts';

/** What an unlocking may take on this device, ms. */
export const TARGET_MS = 500;
/** More memory is dearer to who guesses; beyond this a tablet may not have it. */
const MOST_MEMORY_KIB = 128 * 1024;

/**
 * Parameters that take about `TARGET_MS` here, never under the floor: the time of the floor is measured, twice since the
 * first run loads the program; then memory is raised, then passes. Argon2's time grows with memory × passes (RFC 9106, §4).
 */
export async function measuredParams(deps: {
  deriveKey: DeriveKey;
  clock: Pick<Clock, 'monotonic'>;
  random: Random;
}): Promise<Argon2Params> {
  const times = [await timed(deps), await timed(deps)];
  return paramsFor(Math.min(...times));
}

/** @param floorMs what the floor takes here */
export function paramsFor(floorMs: number): Argon2Params {
  const { iterations, parallelism } = ARGON2_FLOOR;
  // a clock that stands still says nothing
  const budget = floorMs > 0 ? TARGET_MS / floorMs : 1;
  const memoryKiB = budget >= 2 ? MOST_MEMORY_KIB : ARGON2_FLOOR.memoryKiB;
  const passes = Math.floor(iterations * budget * (ARGON2_FLOOR.memoryKiB / memoryKiB));
  return {
    memoryKiB,
    iterations: Math.min(ARGON2_CEILING.iterations, Math.max(iterations, passes)),
    parallelism,
  };
}

async function timed({ deriveKey, clock, random }: Parameters<typeof measuredParams>[0]): Promise<number> {
  const start = clock.monotonic();
  const key = await deriveKey({ passphrase: random.bytes(16), salt: random.bytes(16), params: ARGON2_FLOOR });
  key.fill(0);
  return clock.monotonic() - start;
}
