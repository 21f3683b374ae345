import type { Clock } from '#base/clock.ts';
import { parseCacheEntry } from '#cards/cps/cache-entry.ts';
import type { CpsCache } from '#cards/cps/card-cache.ts';
import type { StationRepository } from '#store/station-repository.ts';

/** What was read from a CPS, kept on this device. A database that fails is a cache that misses. */
export const storedCpsCache = (repository: StationRepository, clock: Clock): CpsCache => ({
  async get(serialNumber) {
    const kept = await repository.cardEntry(serialNumber);
    return kept.ok ? parseCacheEntry(kept.value) : undefined;
  },
  async put(serialNumber, entry) {
    await repository.keepCardEntry(serialNumber, entry, clock.now());
  },
  async forget(serialNumber) {
    await repository.forgetCardEntry(serialNumber);
  },
});
