import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { unwrap } from '#base/result.ts';
import { DeviceDatabase, type ProfessionalRow } from '#store/device-database.ts';
import { passkeyRepository } from '#store/passkey-repository.ts';
import { seenDevicesRepository } from '#store/seen-devices-repository.ts';
import { CacheDatabase, VaultDatabase } from '#store/vault-database.ts';
import { emptyVault, removeVault } from '#store/remove-vault.ts';
import { wipeRepository } from '#store/wipe-repository.ts';
import { deviceId, psIdNat } from '#wire/primitives.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const [LOST, SPARED] = [deviceId.parse('A'.repeat(43)), deviceId.parse('B'.repeat(43))];
const [NURSE, DOCTOR] = [psIdNat.parse('899700001011'), psIdNat.parse('899700002027')];

let db: DeviceDatabase;
let keys: CryptoKeyPair;
beforeEach(async () => {
  db = new DeviceDatabase(crypto.randomUUID());
  keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  await db.professionals.bulkPut([
    { ...rowOf('1', NURSE), device: LOST, passing: ['left-behind'] },
    { ...rowOf('2', DOCTOR), device: SPARED },
  ]);
});
afterEach(() => db.delete());

const rowOf = (id: string, owner: ProfessionalRow['owner']): Omit<ProfessionalRow, 'device'> => ({
  id,
  owner,
  name: 'Essai',
  profession: '60',
  keys,
  session: null,
  vault: null,
  counter: 0,
});
const begin = () => wipeRepository({ db }).begin(LOST, (entry, owner) => entry === owner);

describe('the end of what a device holds of one professional', () => {
  it('takes their rows of every table, and leaves those of others', async () => {
    for (const owner of [NURSE, DOCTOR]) {
      unwrap(await passkeyRepository({ db }).note(owner, 'key'));
      unwrap(await seenDevicesRepository({ db }).note(owner, 1));
      await db.cardCache.put({ serialNumber: `card of ${owner}`, entry: owner, keptAt: 0 });
    }
    await db.choices.put({ name: 'station', value: 'usb' });
    expect(unwrap(await begin())).toBe(true);
    expect((await db.professionals.toArray()).map(({ owner }) => owner)).toEqual([DOCTOR]);
    expect((await db.choices.toArray()).map(({ name }) => name).sort()).toEqual([
      `devices|${DOCTOR}`,
      `passkey|${DOCTOR}|key`,
      'station',
    ]);
    expect(await db.cardCache.count()).toBe(1);
    expect(await db.wipes.toArray()).toMatchObject([{ device: LOST, vaultIds: ['left-behind'] }]);
    expect(unwrap(await begin())).toBe(false);
  });

  it('takes what a shared workstation holds of who is in memory alone', async () => {
    await db.professionals.delete('1');
    await db.passing.bulkPut([{ vaultId: 'left-behind' }, { vaultId: 'of another' }]);
    const inMemory = { ...rowOf('1', NURSE), device: LOST, passing: ['left-behind'] };
    const wipes = wipeRepository({ db });
    expect(unwrap(await wipes.begin(LOST, () => false, inMemory))).toBe(true);
    expect(await db.passing.toArray()).toEqual([{ vaultId: 'of another' }]);
    expect(await db.wipes.toArray()).toMatchObject([{ device: LOST, vaultIds: ['left-behind'] }]);
  });

  it('is remembered until the databases are gone and the server knows, in whatever order', async () => {
    const repository = wipeRepository({ db });
    unwrap(await begin());
    unwrap(await repository.dropVault(LOST, 'left-behind'));
    expect(await db.wipes.toArray()).toMatchObject([{ vaultIds: [] }]);
    unwrap(await repository.confirmed(LOST));
    expect(await db.wipes.count()).toBe(0);
    await db.professionals.put({ ...rowOf('1', NURSE), device: LOST, passing: ['another'] });
    unwrap(await begin());
    unwrap(await repository.confirmed(LOST));
    expect(await db.wipes.toArray()).toMatchObject([{ keys: null, vaultIds: ['another'] }]);
    unwrap(await repository.dropVault(LOST, 'another'));
    expect(await db.wipes.count()).toBe(0);
  });

  it('empties the databases of a vault while another tab has them open, and then removes them', async () => {
    const repository = wipeRepository({ db });
    const [vault, cache] = [new VaultDatabase('vault-1'), new CacheDatabase('vault-1')];
    const sealed = { keyId: 'k', generation: 1, schemaVersion: 1, segments: [] } as never;
    await vault.outbox.put({ n: 1, sealed, progress: null, blobId: null });
    await cache.open();
    unwrap(await repository.emptyVault('vault-1'));
    expect(await vault.outbox.count()).toBe(0);
    unwrap(await repository.dropVault(LOST, 'vault-1'));
    expect([await Dexie.exists(vault.name), await Dexie.exists(cache.name)]).toEqual([false, false]);
    // nothing there is as good as emptied, or removed
    unwrap(await emptyVault('vault-1'));
    unwrap(await removeVault('vault-1'));
    expect(await Dexie.exists(vault.name)).toBe(false);
  });
});
