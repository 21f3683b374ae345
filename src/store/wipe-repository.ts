import type { DeviceId, PsIdNat } from '#base/brand.ts';
import type { Result } from '#base/result.ts';
import type { DeviceDatabase, ProfessionalRow, WipeRow } from './device-database.ts';
import { vaultIdsOf } from './device-repository.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import { dropVault, emptyVault } from './remove-vault.ts';

export type WipeRepository = ReturnType<typeof wipeRepository>;

/** Whether a card whose reading is kept is this professional's. */
type IsTheirCard = (entry: unknown, owner: PsIdNat) => boolean;

/** Destroys what this device holds of one professional, and remembers how far that came. */
export function wipeRepository({ db }: { db: DeviceDatabase }) {
  const change = (device: DeviceId, edit: Partial<WipeRow>): Promise<Result<void, StoreError>> =>
    guarded(db, () =>
      db.transaction('rw', db.wipes, async () => {
        const row = await db.wipes.get(device);
        if (!row) return;
        const left = { ...row, ...edit };
        if (left.keys === null && left.vaultIds.length === 0) await db.wipes.delete(device);
        else await db.wipes.put(left);
      }),
    );

  return {
    list: (): Promise<Result<WipeRow[], StoreError>> => guarded(db, () => db.wipes.toArray()),

    /**
     * In one transaction: all rows of the professional who has this device key go, the record that opens the vault among
     * them, and what is left to be done takes their place. `inMemory`: theirs where no row is stored, as at a shared
     * workstation. False where there is no such professional here.
     */
    begin: (
      device: DeviceId,
      isTheirCard: IsTheirCard,
      inMemory?: ProfessionalRow,
    ): Promise<Result<boolean, StoreError>> =>
      guarded(db, () =>
        db.transaction('rw', db.tables, async () => {
          const row = (await db.professionals.filter((one) => one.device === device).first()) ?? inMemory;
          if (!row) return false;
          await db.wipes.put(leftOf(row));
          for (const table of db.tables.filter(({ name }) => name !== 'wipes'))
            await table.filter((one: unknown) => isOf(one, row)).delete();
          await db.cardCache.filter(({ entry }) => isTheirCard(entry, row.owner)).delete();
          return true;
        }),
      ),

    emptyVault,

    /** Removes the emptied databases: waits until no other tab has them open. */
    async dropVault(device: DeviceId, vaultId: string): Promise<Result<void, StoreError>> {
      const dropped = await dropVault(vaultId);
      if (!dropped.ok) return dropped;
      const row = await guarded(db, () => db.wipes.get(device));
      if (!row.ok) return row;
      const vaultIds = (row.value?.vaultIds ?? []).filter((id) => id !== vaultId);
      return change(device, { vaultIds });
    },

    confirmed: (device: DeviceId): Promise<Result<void, StoreError>> => change(device, { keys: null }),
  };
}

const leftOf = (row: ProfessionalRow): WipeRow => ({
  device: row.device,
  keys: row.keys,
  vaultIds: vaultIdsOf(row),
});

/** Rows of any table name whose they are in a field, or in a part of one (`passkey|owner|id`). */
function isOf(row: unknown, professional: ProfessionalRow): boolean {
  if (typeof row !== 'object' || row === null) return false;
  const { owner, device } = professional;
  const names: readonly unknown[] = [owner, device, ...vaultIdsOf(professional)];
  return Object.values(row).some(
    (field: unknown) => typeof field === 'string' && field.split('|').some((part) => names.includes(part)),
  );
}
