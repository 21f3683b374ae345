import type { PsIdNat } from '#base/brand.ts';
import type { Result } from '#base/result.ts';
import type { ChoiceRow, DeviceDatabase } from './device-database.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';

/** Keeps a choice whose name holds a professional's number: nothing where they keep no vault on this device. */
export const keepOwnChoice = (
  db: DeviceDatabase,
  owner: PsIdNat,
  choice: ChoiceRow,
): Promise<Result<void, StoreError>> =>
  guarded(db, () =>
    db.transaction('rw', [db.professionals, db.choices], async () => {
      const stored = await db.professionals.filter((row) => row.owner === owner).count();
      if (stored > 0) await db.choices.put(choice);
    }),
  );
