import { equalBytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Place } from '#vault/associated-data.ts';
import type { Envelope } from '#vault/envelope.ts';
import { OUTBOX_KEY, type OpenVault } from '#vault/open-vault.ts';
import type * as z from 'zod/mini';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { VaultDatabase } from './vault-database.ts';

/** Two tabs that write at once take turns. */
const TURNS = 8;

/** One value of the vault's owner, in one row of `marks` sealed under the outbox key. */
export function sealedRow<T>({
  db,
  vault,
  name,
  schema,
  empty,
}: {
  db: VaultDatabase;
  vault: OpenVault;
  name: string;
  schema: z.ZodMiniType<T>;
  /** Before the first, and where the row does not open. */
  empty: T;
}) {
  const place: Place = { store: 'marks', row: name, dossier: '' };

  async function read(): Promise<Result<{ value: T; sealed: Envelope | undefined }, StoreError>> {
    const row = await guarded(db, () => db.marks.get(name));
    if (!row.ok) return row;
    if (!row.value) return ok({ value: empty, sealed: undefined });
    const { sealed } = row.value;
    const opened = await vault.openJson(place, sealed);
    if (!opened.ok) return opened.error.type === 'VaultLocked' ? opened : ok({ value: empty, sealed });
    return ok({ value: schema.safeParse(opened.value).data ?? empty, sealed });
  }

  /** False where another tab wrote meanwhile. */
  const putOver = (before: Envelope | undefined, sealed: Envelope): Promise<Result<boolean, StoreError>> =>
    guarded(db, () =>
      db.transaction('rw', db.marks, async () => {
        const now = await db.marks.get(name);
        if (!isSame(now?.sealed, before)) return false;
        await db.marks.put({ name, sealed });
        return true;
      }),
    );

  return {
    async find(): Promise<Result<T, StoreError>> {
      const found = await read();
      return found.ok ? ok(found.value.value) : found;
    },

    /** `change` may be asked again, of what another tab wrote meanwhile. */
    async change(change: (before: T) => T): Promise<Result<T, StoreError>> {
      for (let turn = 0; turn < TURNS; turn++) {
        const before = await read();
        if (!before.ok) return before;
        const value = change(before.value.value);
        const sealed = await vault.sealJson(OUTBOX_KEY, place, value);
        if (!sealed.ok) return sealed;
        const put = await putOver(before.value.sealed, sealed.value);
        if (!put.ok) return put;
        if (put.value) return ok(value);
      }
      return err({ type: 'StorageFailed' });
    },
  };
}

/** Each sealing draws a nonce of its own: the same bytes are the same write. */
const isSame = (one: Envelope | undefined, other: Envelope | undefined): boolean =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    one.segments.length === other.segments.length &&
    one.segments.every((bytes, at) => equalBytes(bytes, other.segments[at] ?? new Uint8Array())));
