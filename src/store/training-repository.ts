import { equalBytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Place } from '#vault/associated-data.ts';
import type { Envelope } from '#vault/envelope.ts';
import { OUTBOX_KEY, type OpenVault } from '#vault/open-vault.ts';
import { time } from '#wire/primitives.ts';
import * as z from 'zod/mini';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { VaultDatabase } from './vault-database.ts';

const ids = z.array(z.string().check(z.maxLength(100))).check(z.maxLength(200));
/** By module: what was read, done and answered. No text and no person is in it. */
const recordSchema = z.record(
  z.string(),
  z.object({
    pages: ids,
    steps: ids,
    quiz: z.exactOptional(z.object({ right: z.int(), of: z.int() })),
    completedAt: z.exactOptional(time),
  }),
);
export type TrainingRecord = z.infer<typeof recordSchema>;

const NAME = 'training';
const PLACE: Place = { store: 'marks', row: NAME, dossier: '' };
/** Two tabs that write at once take turns. */
const TURNS = 8;

export type TrainingRepository = ReturnType<typeof trainingRepository>;

/** What this professional did of the training, in one row sealed under the outbox key. */
export function trainingRepository({ db, vault }: { db: VaultDatabase; vault: OpenVault }) {
  type Read = { record: TrainingRecord; sealed: Envelope | undefined };
  async function read(): Promise<Result<Read, StoreError>> {
    const row = await guarded(db, () => db.marks.get(NAME));
    if (!row.ok) return row;
    if (!row.value) return ok({ record: {}, sealed: undefined });
    const { sealed } = row.value;
    const opened = await vault.openJson(PLACE, sealed);
    if (!opened.ok) return opened.error.type === 'VaultLocked' ? opened : ok({ record: {}, sealed });
    return ok({ record: recordSchema.safeParse(opened.value).data ?? {}, sealed });
  }

  /** False where another tab wrote meanwhile. */
  const putOver = (before: Envelope | undefined, sealed: Envelope): Promise<Result<boolean, StoreError>> =>
    guarded(db, () =>
      db.transaction('rw', db.marks, async () => {
        const now = await db.marks.get(NAME);
        if (!isSame(now?.sealed, before)) return false;
        await db.marks.put({ name: NAME, sealed });
        return true;
      }),
    );

  return {
    /** Empty before the first, and where the row does not open. */
    async find(): Promise<Result<TrainingRecord, StoreError>> {
      const found = await read();
      return found.ok ? ok(found.value.record) : found;
    },

    /** `change` may be asked again, of what another tab wrote meanwhile. */
    async change(
      change: (before: TrainingRecord) => TrainingRecord,
    ): Promise<Result<TrainingRecord, StoreError>> {
      for (let turn = 0; turn < TURNS; turn++) {
        const before = await read();
        if (!before.ok) return before;
        const record = change(before.value.record);
        const sealed = await vault.sealJson(OUTBOX_KEY, PLACE, record);
        if (!sealed.ok) return sealed;
        const put = await putOver(before.value.sealed, sealed.value);
        if (!put.ok) return put;
        if (put.value) return ok(record);
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
