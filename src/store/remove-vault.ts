import { ok, type Result } from '#base/result.ts';
import Dexie from 'dexie';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';

/** Empties a vault's databases, whoever has them open; there is nothing left to read after this. */
export const emptyVault = (vaultId: string): Promise<Result<void, StoreError>> =>
  eachDatabase(vaultId, emptyDatabase);

/** Removes both databases of a vault: waits until no other tab has them open. Where there is none, it is done. */
export const dropVault = (vaultId: string): Promise<Result<void, StoreError>> =>
  eachDatabase(vaultId, (name) => guarded(new Dexie(name), () => Dexie.delete(name)));

/** Keys and rows first: a removal that waits for another tab leaves nothing to read meanwhile. */
export async function removeVault(vaultId: string): Promise<Result<void, StoreError>> {
  const emptied = await emptyVault(vaultId);
  return emptied.ok ? dropVault(vaultId) : emptied;
}

async function eachDatabase(
  vaultId: string,
  act: (name: string) => Promise<Result<void, StoreError>>,
): Promise<Result<void, StoreError>> {
  // by the names of vault-database.ts, keys first
  for (const name of [`relais-vault-${vaultId}`, `relais-cache-${vaultId}`]) {
    const done = await act(name);
    if (!done.ok) return done;
  }
  return ok(undefined);
}

/** Opened as it is, whatever its version; one that is not there is as good as empty. */
async function emptyDatabase(name: string): Promise<Result<void, StoreError>> {
  const db = new Dexie(name, { chromeTransactionDurability: 'strict' });
  const emptied = await guarded(db, async () => {
    if (!(await Dexie.exists(name))) return;
    await db.open();
    await Promise.all(db.tables.map((table) => table.clear()));
  });
  db.close();
  return emptied;
}
