import type { Result } from '#base/result.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import { CacheDatabase, VaultDatabase } from './vault-database.ts';

/** Deletes both databases of a vault, keys first. Done again, or where there is none, it is done all the same. */
export async function removeVault(vaultId: string): Promise<Result<void, StoreError>> {
  for (const db of [new VaultDatabase(vaultId), new CacheDatabase(vaultId)]) {
    const gone = await guarded(db, () => db.delete());
    if (!gone.ok) return gone;
  }
  return { ok: true, value: undefined };
}
