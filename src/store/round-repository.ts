import { ok, type Result } from '#base/result.ts';
import type { RoundHistory } from '#domain/round/visit-round.ts';
import type { Place } from '#vault/associated-data.ts';
import { OUTBOX_KEY, type OpenVault } from '#vault/open-vault.ts';
import { dossierId } from '#wire/primitives.ts';
import * as z from 'zod/mini';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { VaultDatabase } from './vault-database.ts';

const historySchema = z.array(
  z.object({
    day: z.string(),
    visits: z.array(dossierId),
    opened: z.array(dossierId),
    preparing: z.boolean(),
  }),
);

const NAME = 'rounds';
const PLACE: Place = { store: 'marks', row: NAME, dossier: '' };

export type RoundRepository = ReturnType<typeof roundRepository>;

/**
 * The visit rounds of the last weeks, in one row sealed under the outbox key: it names dossiers by their id alone, so that
 * no holder's name outlives their dossier on this device.
 */
export function roundRepository({ db, vault }: { db: VaultDatabase; vault: OpenVault }) {
  return {
    /** Empty before the first round, and where the row does not open. */
    async find(): Promise<Result<RoundHistory, StoreError>> {
      const row = await guarded(db, () => db.marks.get(NAME));
      if (!row.ok) return row;
      if (!row.value) return ok([]);
      const opened = await vault.openJson(PLACE, row.value.sealed);
      if (!opened.ok) return opened.error.type === 'VaultLocked' ? opened : ok([]);
      return ok(historySchema.safeParse(opened.value).data ?? []);
    },

    async keep(history: RoundHistory): Promise<Result<void, StoreError>> {
      const sealed = await vault.sealJson(OUTBOX_KEY, PLACE, history);
      if (!sealed.ok) return sealed;
      const put = await guarded(db, () => db.marks.put({ name: NAME, sealed: sealed.value }));
      return put.ok ? ok(undefined) : put;
    },
  };
}
