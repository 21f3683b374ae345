import type { PsIdNat } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { fromBase64 } from '#base/bytes.ts';
import { parseCacheEntry } from '#cards/cps/cache-entry.ts';
import type { CpsCache, CpsCacheEntry } from '#cards/cps/card-cache.ts';
import type { StationRepository } from '#store/station-repository.ts';
import { holderOfCertificate } from './card-holder.ts';

/**
 * What was read from a CPS: kept on this device where its holder keeps a vault here, else in memory, since a certificate
 * holds a name. A database that fails is a cache that misses.
 */
export function storedCpsCache(
  repository: StationRepository,
  clock: Clock,
  keepsVault: (owner: PsIdNat) => Promise<boolean>,
): CpsCache {
  const inMemory = new Map<string, CpsCacheEntry>();

  async function put(serialNumber: string, entry: CpsCacheEntry): Promise<void> {
    const certificate = fromBase64(entry.certificate);
    const holder = certificate && holderOfCertificate(certificate);
    if (holder === undefined || !(await keepsVault(holder))) return void inMemory.set(serialNumber, entry);
    inMemory.delete(serialNumber);
    await repository.keepCardEntry(serialNumber, entry, clock.now());
  }

  return {
    async get(serialNumber) {
      const held = inMemory.get(serialNumber);
      // its holder may keep a vault by now
      if (held) await put(serialNumber, held);
      if (held) return held;
      const kept = await repository.cardEntry(serialNumber);
      return kept.ok ? parseCacheEntry(kept.value) : undefined;
    },
    put,
    async forget(serialNumber) {
      inMemory.delete(serialNumber);
      await repository.forgetCardEntry(serialNumber);
    },
  };
}
