import type { PsIdNat } from '#base/brand.ts';
import { ok, type Result } from '#base/result.ts';
import type { DeviceDatabase } from './device-database.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';
import { keepOwnChoice } from './own-choice.ts';

/** One choice for each professional and credential; an id of a credential is base64url. */
const nameOf = (owner: PsIdNat, credentialId: string): string => `passkey|${owner}|${credentialId}`;

/**
 * Which passkeys were made or used on this device. The browser tells nobody what an authenticator holds: this is what was
 * seen to work, and decides only what is offered first.
 */
export function passkeyRepository({ db }: { db: DeviceDatabase }) {
  const of = (owner: PsIdNat) => db.choices.where('name').startsWith(nameOf(owner, ''));
  const done = async (act: Promise<Result<unknown, StoreError>>): Promise<Result<void, StoreError>> => {
    const result = await act;
    return result.ok ? ok(undefined) : result;
  };
  return {
    async isHere(owner: PsIdNat): Promise<Result<boolean, StoreError>> {
      const many = await guarded(db, () => of(owner).count());
      return many.ok ? ok(many.value > 0) : many;
    },

    note: (owner: PsIdNat, credentialId: string): Promise<Result<void, StoreError>> =>
      keepOwnChoice(db, owner, { name: nameOf(owner, credentialId), value: 'here' }),

    forget: (owner: PsIdNat, credentialId: string): Promise<Result<void, StoreError>> =>
      guarded(db, () => db.choices.delete(nameOf(owner, credentialId))),

    forgetAll: (owner: PsIdNat): Promise<Result<void, StoreError>> =>
      done(guarded(db, () => of(owner).delete())),
  };
}
