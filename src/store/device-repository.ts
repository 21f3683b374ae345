import type { PsIdNat } from '#base/brand.ts';
import { err, type Result } from '#base/result.ts';
import type { Session } from '#wire/auth.ts';
import type { VaultRecord } from '#vault/vault-record.ts';
import type { DeviceDatabase, PracticeSituationRow, ProfessionalRow } from './device-database.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';

export type DeviceRepository = ReturnType<typeof deviceRepository>;

/** Professionals of this device: their keys, sessions, vault records and command numbers. */
export function deviceRepository({ db }: { db: DeviceDatabase }) {
  const ofOwner = (owner: PsIdNat) => db.professionals.filter((row) => row.owner === owner).first();

  /** Changes one professional's row inside a transaction; false where there is none. */
  const change = (
    owner: PsIdNat,
    edit: (row: ProfessionalRow) => void,
  ): Promise<Result<boolean, StoreError>> =>
    guarded(db, () =>
      db.transaction('rw', db.professionals, async () => {
        const row = await ofOwner(owner);
        if (!row) return false;
        edit(row);
        await db.professionals.put(row);
        return true;
      }),
    );

  return {
    list: (): Promise<Result<ProfessionalRow[], StoreError>> => guarded(db, () => db.professionals.toArray()),

    find: (owner: PsIdNat): Promise<Result<ProfessionalRow | undefined, StoreError>> =>
      guarded(db, () => ofOwner(owner)),

    /** Keeps the row that another tab may have written for the same owner a moment before. */
    findOrAdd: (row: ProfessionalRow): Promise<Result<ProfessionalRow, StoreError>> =>
      guarded(db, () =>
        db.transaction('rw', db.professionals, async () => {
          const known = await ofOwner(row.owner);
          if (!known) await db.professionals.put(row);
          return known ?? row;
        }),
      ),

    setSession: (owner: PsIdNat, session: Session | null) =>
      change(owner, (row) => {
        row.session = session;
        if (!session) return;
        row.name = session.professional.name;
        row.profession = session.professional.profession;
      }),

    setVault: (owner: PsIdNat, vault: VaultRecord) =>
      change(owner, (row) => {
        row.vault = vault;
      }),

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
