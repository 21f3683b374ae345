import { ok, type Result } from '#base/result.ts';
import { dossierId, time } from '#wire/primitives.ts';
import { type OpenVault, OUTBOX_KEY } from '#vault/open-vault.ts';
import type { Dexie, EntityTable } from 'dexie';
import * as z from 'zod/mini';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { PinnedContact } from './lease.ts';
import type { MarkRow } from './vault-database.ts';

/** The highest time reckoned, and how far the server's clock was ahead of the device's, ms (app/server-time.ts). */
export type TimeMark = { highest: number; ahead: number };

type Marks = {
  /** Where the next question for changes starts, and of which restore of the server. */
  changes: { mark: string | null; restoreEpoch: number };
  /** The last contact that confirmed all that is pinned. */
  contact: PinnedContact;
  time: TimeMark;
};

const schemas: { [Name in keyof Marks]: z.ZodMiniType<Marks[Name]> } = {
  changes: z.object({ mark: z.nullable(z.string()), restoreEpoch: z.int() }),
  contact: z.object({ at: time, until: time, butNot: z.array(z.object({ dossierId, until: time })) }),
  time: z.object({ highest: time, ahead: z.int() }),
};

export type MarkRepository = ReturnType<typeof markRepository>;

/** Small rows about the exchange as a whole, sealed like all others. One that does not open counts as none. */
export function markRepository(deps: {
  db: Dexie & { marks: EntityTable<MarkRow, 'name'> };
  /** Name of the table in the associated data. */
  store: string;
  vault: OpenVault;
}) {
  const { db, store, vault } = deps;
  const place = (name: string) => ({ store, row: name, dossier: '' });

  return {
    async find<Name extends keyof Marks>(name: Name): Promise<Result<Marks[Name] | undefined, StoreError>> {
      const row = await guarded(db, () => db.marks.get(name));
      if (!row.ok) return row;
      if (!row.value) return ok(undefined);
      const opened = await vault.openJson(place(name), row.value.sealed);
      if (!opened.ok) return opened.error.type === 'VaultLocked' ? opened : ok(undefined);
      return ok(schemas[name].safeParse(opened.value).data);
    },

    /** These together, in one transaction. */
    async keep(marks: Partial<Marks>): Promise<Result<void, StoreError>> {
      const rows: MarkRow[] = [];
      for (const [name, mark] of Object.entries(marks)) {
        const sealed = await vault.sealJson(OUTBOX_KEY, place(name), mark);
        if (!sealed.ok) return sealed;
        rows.push({ name, sealed: sealed.value });
      }
      const put = await guarded(db, () => db.marks.bulkPut(rows));
      return put.ok ? ok(undefined) : put;
    },

    forget: (name: keyof Marks): Promise<Result<void, StoreError>> =>
      guarded(db, () => db.marks.delete(name)),
  };
}
