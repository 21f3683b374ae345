import { isDossierId } from '#base/brand.ts';
import type { Result } from '#base/result.ts';
import type { Place } from '#vault/associated-data.ts';
import type { RewrappedKey } from '#vault/vault-record.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import { VaultDatabase } from './vault-database.ts';

/** As store/dossier-keys.ts seals them. */
export const keyPlaceOf = (dossierId: string): Place => ({
  store: 'keys',
  row: dossierId,
  dossier: dossierId,
});

/** Every wrapped dossier key of a vault, before its key is replaced. */
export const readDossierKeys = (vaultId: string): Promise<Result<RewrappedKey[], StoreError>> =>
  withKeys(vaultId, (db) => db.keys.toArray());

/**
 * Puts keys that a rotation wrapped anew into their rows. A row that is gone was destroyed and stays so; one that holds
 * another key by now is left as it is. Done twice it changes nothing.
 */
export const putRewrappedKeys = (
  vaultId: string,
  rewrapped: readonly RewrappedKey[],
): Promise<Result<void, StoreError>> =>
  withKeys(vaultId, (db) =>
    db.transaction('rw', db.keys, async () => {
      for (const { dossierId, wrapped } of rewrapped) {
        if (!isDossierId(dossierId)) continue;
        const row = await db.keys.get(dossierId);
        if (row?.wrapped.id === wrapped.id) await db.keys.put({ dossierId, wrapped });
      }
    }),
  );

async function withKeys<T>(
  vaultId: string,
  work: (db: VaultDatabase) => Promise<T>,
): Promise<Result<T, StoreError>> {
  const db = new VaultDatabase(vaultId);
  try {
    return await guarded(db, () => work(db));
  } finally {
    db.close();
  }
}
