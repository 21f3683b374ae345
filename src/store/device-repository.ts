import type { PsIdNat } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Session } from '#wire/auth.ts';
import { beginTry, NO_TRIES, waited, type Tries } from '#vault/tries.ts';
import type { VaultRecord } from '#vault/vault-record.ts';
import type { DeviceDatabase, PracticeSituationRow, ProfessionalRow } from './device-database.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';

export type DeviceRepository = ReturnType<typeof deviceRepository>;

/**
 * Professionals of this device: their keys, sessions, vault records and command numbers. Who has no vault here is in
 * memory alone: a row that was deleted stays on the disk until the browser writes over it.
 */
export function deviceRepository({ db }: { db: DeviceDatabase }) {
  const inMemory = new Map<PsIdNat, ProfessionalRow>();
  const ofOwner = (owner: PsIdNat) => db.professionals.filter((row) => row.owner === owner).first();
  const isElsewhere = (rows: readonly ProfessionalRow[]) => (held: ProfessionalRow) =>
    !rows.some(({ owner }) => owner === held.owner);

  /** Changes one professional's row, a stored one inside a transaction; false where there is none. */
  const change = (
    owner: PsIdNat,
    edit: (row: ProfessionalRow) => void,
  ): Promise<Result<boolean, StoreError>> =>
    guarded(db, () =>
      db.transaction('rw', db.professionals, async () => {
        const stored = await ofOwner(owner);
        const row = stored ?? inMemory.get(owner);
        if (!row) return false;
        edit(row);
        if (stored) await db.professionals.put(stored);
        return true;
      }),
    );

  return {
    list: (): Promise<Result<ProfessionalRow[], StoreError>> =>
      guarded(db, async () => {
        const rows = await db.professionals.toArray();
        return [...rows, ...[...inMemory.values()].filter(isElsewhere(rows))];
      }),

    find: (owner: PsIdNat): Promise<Result<ProfessionalRow | undefined, StoreError>> =>
      guarded(db, async () => (await ofOwner(owner)) ?? inMemory.get(owner)),

    /** In memory alone, until there is a vault. */
    hold(row: ProfessionalRow): void {
      inMemory.set(row.owner, row);
    },

    /** What is in memory of this professional; a stored row stays. */
    letGo(owner: PsIdNat): void {
      inMemory.delete(owner);
    },

    setSession: (owner: PsIdNat, session: Session | null) =>
      change(owner, (row) => {
        row.session = session;
        if (!session) return;
        row.name = session.professional.name;
        row.profession = session.professional.profession;
      }),

    /** The professional is stored with their first vault. False where another tab made one meanwhile: that one stays. */
    async setVault(owner: PsIdNat, vault: VaultRecord): Promise<Result<boolean, StoreError>> {
      const done = await guarded(db, () =>
        db.transaction('rw', db.professionals, async () => {
          const row = inMemory.get(owner);
          if (!row || (await ofOwner(owner))) return false;
          await db.professionals.put({ ...row, vault });
          return true;
        }),
      );
      if (done.ok && done.value) inMemory.delete(owner);
      return done;
    },

    /**
     * Replaces the record that was read: false where another tab wrote another one meanwhile, which is then the one to
     * start from.
     */
    async replaceVault(
      owner: PsIdNat,
      read: VaultRecord,
      vault: VaultRecord,
    ): Promise<Result<boolean, StoreError>> {
      let replaced = false;
      const done = await change(owner, (row) => {
        replaced = row.vault !== null && isSameRecord(row.vault, read);
        if (replaced) row.vault = vault;
      });
      return done.ok ? ok(replaced) : done;
    },

    /** A try to unlock begins, counted before it is made. Undefined where it has to wait. */
    async beginTry(owner: PsIdNat): Promise<Result<Tries | undefined, StoreError>> {
      let begun: Tries | undefined;
      const done = await change(owner, (row) => {
        begun = beginTry(row.tries ?? NO_TRIES);
        if (begun) row.tries = begun;
      });
      return done.ok ? ok(begun) : done;
    },

    /** So much of the wait of `since` has passed; the tries as they are now. */
    async waited(owner: PsIdNat, since: Tries, elapsedMs: number): Promise<Result<Tries, StoreError>> {
      let now = NO_TRIES;
      const done = await change(owner, (row) => {
        now = waited(row.tries ?? NO_TRIES, since, elapsedMs);
        row.tries = now;
      });
      return done.ok ? ok(now) : done;
    },

    /** It was the right one. */
    forgetTries: (owner: PsIdNat) =>
      change(owner, (row) => {
        delete row.tries;
      }),

    setLocking: (owner: PsIdNat, locking: { idleMinutes: number; lockWithCard: boolean }) =>
      change(owner, (row) => {
        Object.assign(row, locking);
      }),

    /** The device's own share of what a card unlocks with; of two tabs making one, the first wins. */
    async deviceSecret(owner: PsIdNat): Promise<Result<CryptoKey, StoreError>> {
      const algorithm: HmacKeyGenParams = { name: 'HMAC', hash: 'SHA-256' };
      const made = await crypto.subtle.generateKey(algorithm, false, ['sign']);
      let kept: CryptoKey | undefined;
      const done = await change(owner, (row) => {
        kept = row.deviceSecret ??= made;
      });
      if (!done.ok) return done;
      return kept ? ok(kept) : err({ type: 'StorageFailed' });
    },

    /** A vault in memory alone is about to be opened: what it leaves is found after a kill too. */
    async addPassing(owner: PsIdNat, vaultId: string): Promise<Result<void, StoreError>> {
      const noted = await guarded(db, () => db.passing.put({ vaultId }));
      const row = inMemory.get(owner);
      if (row) row.passing = [...(row.passing ?? []), vaultId];
      return noted.ok ? ok(undefined) : noted;
    },

    /** Of all tabs, killed ones too. */
    listPassing: (): Promise<Result<string[], StoreError>> =>
      guarded(db, () => db.passing.toCollection().primaryKeys()),

    /** Nothing of it is left. */
    forgetPassing: (vaultId: string): Promise<Result<void, StoreError>> =>
      guarded(db, () => db.passing.delete(vaultId)),

    setSituations: (
      owner: PsIdNat,
      situations: readonly PracticeSituationRow[],
      situation: PracticeSituationRow | undefined,
    ) =>
      change(owner, (row) => {
        row.situations = situations;
        row.situation = situation ?? null;
      }),

    /**
     * The next command number, never given twice: it is stored before it is used, since the command that carries it is
     * signed outside any transaction. A number that is then not used leaves a gap, which harms nothing.
     */
    async reserveNumber(owner: PsIdNat): Promise<Result<number, StoreError>> {
      let n = 0;
      const done = await change(owner, (row) => {
        n = ++row.counter;
      });
      if (!done.ok) return done;
      return done.value ? { ok: true, value: n } : err({ type: 'StorageFailed' });
    },
  };
}

/** Vaults of a professional: their own, and those of a shared workstation that a page left behind. */
export const vaultIdsOf = ({ vault, passing = [] }: Pick<ProfessionalRow, 'vault' | 'passing'>): string[] => [
  ...new Set([...(vault ? [vault.vaultId] : []), ...passing]),
];

/** Same vault key and same ways: what is derived from the one holds for the other. */
const isSameRecord = (a: VaultRecord, b: VaultRecord): boolean =>
  a.vaultId === b.vaultId &&
  a.generation === b.generation &&
  JSON.stringify(a.ways.map(wayOf)) === JSON.stringify(b.ways.map(wayOf));

const wayOf = (way: VaultRecord['ways'][number]): string => ('id' in way ? way.id : way.kind);
