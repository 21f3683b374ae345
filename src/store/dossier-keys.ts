import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Place } from '#vault/associated-data.ts';
import { type OpenVault, VAULT_KEY } from '#vault/open-vault.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { DossierKeyRow, VaultDatabase } from './vault-database.ts';

export type DossierKeys = ReturnType<typeof dossierKeys>;

/** Each cached dossier has a key of its own, wrapped by the vault key; without its row the dossier is destroyed. */
export function dossierKeys({ db, vault }: { db: VaultDatabase; vault: OpenVault }) {
  const place = (dossierId: DossierId): Place => ({ store: 'keys', row: dossierId, dossier: dossierId });

  const load = ({ dossierId, wrapped }: DossierKeyRow): Promise<Result<void, StoreError>> =>
    vault.loadKey(VAULT_KEY, place(dossierId), wrapped);

  /** Loads the keys that there are; by dossier, their names. One that does not open is named in `damaged`. */
  async function of(ids: readonly DossierId[]): Promise<Result<LoadedKeys, StoreError>> {
    const rows = await guarded(db, () => db.keys.bulkGet([...ids]));
    if (!rows.ok) return rows;
    const found = rows.value.flatMap((row) => row ?? []);
    const loaded = await Promise.all(found.map(load));
    const keyIds = new Map<DossierId, string>();
    const damaged = new Map<DossierId, string>();
    for (const [index, { dossierId, wrapped }] of found.entries()) {
      const one = loaded[index];
      if (one?.ok) keyIds.set(dossierId, wrapped.id);
      else if (one?.error.type === 'VaultDamaged') damaged.set(dossierId, wrapped.id);
      else if (one) return one;
    }
    return ok({ keyIds, damaged });
  }

  async function make(
    ids: readonly DossierId[],
    damaged: LoadedKeys['damaged'],
  ): Promise<Result<void, StoreError>> {
    const rows: DossierKeyRow[] = [];
    const made = await Promise.all(ids.map((id) => vault.createKey(VAULT_KEY, place(id))));
    for (const [index, wrapped] of made.entries()) {
      if (!wrapped.ok) return wrapped;
      const dossierId = ids[index];
      if (dossierId !== undefined) rows.push({ dossierId, wrapped: wrapped.value });
    }
    // sealed before: the transaction only compares and puts
    return guarded(db, () =>
      db.transaction('rw', db.keys, async () => {
        const known = await db.keys.bulkGet([...ids]);
        const isKept = (row: DossierKeyRow | undefined): boolean =>
          row !== undefined && damaged.get(row.dossierId) !== row.wrapped.id;
        await db.keys.bulkPut(rows.filter((_row, index) => !isKept(known[index])));
      }),
    );
  }

  return {
    of,

    /**
     * The keys of these, made now where there are none or one that does not open, in one transaction; of two tabs, the
     * first to store wins.
     */
    async ensure(ids: readonly DossierId[]): Promise<Result<LoadedKeys['keyIds'], StoreError>> {
      const known = await of(ids);
      if (!known.ok) return known;
      const missing = ids.filter((id) => !known.value.keyIds.has(id));
      if (missing.length === 0) return ok(known.value.keyIds);
      const made = await make(missing, known.value.damaged);
      if (!made.ok) return made;
      const all = await of(ids);
      if (!all.ok) return all;
      return all.value.keyIds.size === ids.length ? ok(all.value.keyIds) : err({ type: 'StorageFailed' });
    },

    /** From here on nothing of these dossiers opens any more, whatever interrupts the rest. */
    async destroy(ids: readonly DossierId[]): Promise<Result<void, StoreError>> {
      const rows = await guarded(db, () => db.keys.bulkGet([...ids]));
      const destroyed = await guarded(db, () => db.keys.bulkDelete([...ids]));
      if (!destroyed.ok) return destroyed;
      for (const row of rows.ok ? rows.value : []) if (row) vault.forgetKey(row.wrapped.id);
      return ok(undefined);
    },

    all: (): Promise<Result<DossierId[], StoreError>> =>
      guarded(db, () => db.keys.toCollection().primaryKeys()),
  };
}

export type LoadedKeys = { keyIds: ReadonlyMap<DossierId, string>; damaged: ReadonlyMap<DossierId, string> };
