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

  /** Loads these; by dossier, their names. One that does not open is named in `damaged`. */
  async function loadAll(rows: readonly DossierKeyRow[]): Promise<Result<LoadedKeys, StoreError>> {
    const loaded = await Promise.all(rows.map(load));
    const keyIds = new Map<DossierId, string>();
    const damaged = new Map<DossierId, string>();
    for (const [index, { dossierId, wrapped }] of rows.entries()) {
      const one = loaded[index];
      if (one?.ok) keyIds.set(dossierId, wrapped.id);
      else if (one?.error.type === 'VaultDamaged') damaged.set(dossierId, wrapped.id);
      else if (one) return one;
    }
    return ok({ keyIds, damaged });
  }

  async function of(ids: readonly DossierId[]): Promise<Result<LoadedKeys, StoreError>> {
    if (ids.length === 0) return ok({ keyIds: new Map(), damaged: new Map() });
    const rows = await guarded(db, () => db.keys.bulkGet([...ids]));
    return rows.ok ? loadAll(rows.value.flatMap((row) => row ?? [])) : rows;
  }

  async function make(ids: readonly DossierId[]): Promise<Result<DossierKeyRow[], StoreError>> {
    const rows: DossierKeyRow[] = [];
    const made = await Promise.all(
      ids.map(async (id) => ({ id, made: await vault.createKey(VAULT_KEY, place(id)) })),
    );
    for (const one of made) {
      if (!one.made.ok) return one.made;
      rows.push({ dossierId: one.id, wrapped: one.made.value });
    }
    return ok(rows);
  }

  /** Puts those that have no key yet, or a damaged one; answers the keys that stand then. */
  const putMissing = (
    rows: readonly DossierKeyRow[],
    damaged: LoadedKeys['damaged'],
  ): Promise<Result<DossierKeyRow[], StoreError>> =>
    guarded(db, () =>
      db.transaction('rw', db.keys, async () => {
        const known = await db.keys.bulkGet(rows.map(({ dossierId }) => dossierId));
        const standing = rows.map((row, index) => {
          const there = known[index];
          return there && damaged.get(row.dossierId) !== there.wrapped.id ? there : row;
        });
        await db.keys.bulkPut(standing.filter((row, index) => row !== known[index]));
        return standing;
      }),
    );

  return {
    /** Loads the keys that there are. */
    of,

    /**
     * The keys of these, made now where there are none or one that does not open, in one transaction; of two tabs, the
     * first to store wins.
     */
    async ensure(ids: readonly DossierId[]): Promise<Result<LoadedKeys['keyIds'], StoreError>> {
      const known = await of(ids);
      if (!known.ok) return known;
      const { keyIds, damaged } = known.value;
      const missing = ids.filter((id) => !keyIds.has(id));
      if (missing.length === 0) return ok(keyIds);
      const made = await make(missing);
      if (!made.ok) return made;
      const standing = await putMissing(made.value, damaged);
      if (!standing.ok) return standing;
      const loaded = await loadAll(standing.value);
      if (!loaded.ok) return loaded;
      return loaded.value.damaged.size === 0
        ? ok(new Map([...keyIds, ...loaded.value.keyIds]))
        : err({ type: 'VaultDamaged' });
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
