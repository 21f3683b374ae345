import type { PsIdNat } from '#base/brand.ts';
import { ok, type Result } from '#base/result.ts';
import type { DeviceDatabase } from './device-database.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import { keepOwnChoice } from './own-choice.ts';

export type SeenDevicesRepository = ReturnType<typeof seenDevicesRepository>;

/** Up to which registration (ms of the server) a professional looked at the list of their devices on this one. */
export function seenDevicesRepository({ db }: { db: DeviceDatabase }) {
  const nameOf = (owner: PsIdNat): string => `devices|${owner}`;
  return {
    /** Undefined where they never did. */
    async upTo(owner: PsIdNat): Promise<Result<number | undefined, StoreError>> {
      const row = await guarded(db, () => db.choices.get(nameOf(owner)));
      if (!row.ok) return row;
      const at = Number(row.value?.value ?? NaN);
      return ok(Number.isSafeInteger(at) ? at : undefined);
    },

    note: (owner: PsIdNat, registeredAt: number): Promise<Result<void, StoreError>> =>
      keepOwnChoice(db, owner, { name: nameOf(owner), value: String(registeredAt) }),
  };
}
