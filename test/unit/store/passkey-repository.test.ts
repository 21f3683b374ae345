import 'fake-indexeddb/auto';
import type { PsIdNat } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import { DeviceDatabase } from '#store/device-database.ts';
import { passkeyRepository } from '#store/passkey-repository.ts';
import { stationRepository } from '#store/station-repository.ts';
import { expect, test } from 'vitest';

const NURSE = '899700000001' as PsIdNat;
/** The same number with a digit more. */
const DOCTOR = '8997000000012' as PsIdNat;

test('a passkey is known here for its professional, if they keep a vault here, until it is forgotten', async () => {
  const db = new DeviceDatabase(`device-${crypto.randomUUID()}`);
  const passkeys = passkeyRepository({ db });
  unwrap(await passkeys.note(NURSE, 'without a vault'));
  expect(await db.choices.count()).toBe(0);
  for (const owner of [NURSE, DOCTOR]) await db.table('professionals').put({ id: owner, owner });
  const here = async (owner: PsIdNat) => unwrap(await passkeys.isHere(owner));
  unwrap(await stationRepository({ db }).chooseStation('bridge-1'));

  unwrap(await passkeys.note(NURSE, 'first'));
  unwrap(await passkeys.note(NURSE, 'first'));
  unwrap(await passkeys.note(NURSE, 'second'));
  unwrap(await passkeys.note(DOCTOR, 'third'));
  unwrap(await passkeys.forget(NURSE, 'first'));
  expect(await here(NURSE)).toBe(true);
  unwrap(await passkeys.forget(NURSE, 'second'));
  expect(await here(NURSE)).toBe(false);
  expect(await here(DOCTOR)).toBe(true);
  unwrap(await passkeys.forgetAll(DOCTOR));
  expect(await here(DOCTOR)).toBe(false);
  expect(unwrap(await stationRepository({ db }).chosenStation())).toBe('bridge-1');
  db.close();
});
