import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, describe, test } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { DeviceDatabase } from '#store/device-database.ts';
import { deviceRepository } from '#store/device-repository.ts';
import { openVaultStore } from '#store/vault-store.ts';
import { argon2id } from '#vault/passphrase.ts';
import { unlockVault } from '#vault/unlock.ts';
import { countWaiting } from '#app/waiting-count.ts';
import { layDown, olderDevice, RELEASED } from '#test/support/store/older-device.ts';

describe.each(RELEASED)('a device as the version with wire %i left it', (wire) => {
  const older = olderDevice(wire);

  test('opens with its passphrase and still holds all that it held', async () => {
    const name = systemRandom.uuid();
    await layDown(older, name);
    const database = new DeviceDatabase(name);
    const row = unwrap(await deviceRepository({ db: database }).find(older.owner));
    expect(row).toMatchObject({ name: 'Solène RIVOIRE', profession: '60', counter: 7 });
    expect(row?.keys.privateKey.extractable).toBe(false);
    // every table of today is there, whatever the version before had
    for (const table of database.tables) expect(await table.count()).toBeGreaterThanOrEqual(0);
    database.close();

    if (!row?.vault) throw new Error('no vault');
    expect(await countWaiting(row.vault.vaultId)).toBe(3);
    const deps = { random: systemRandom, deriveKey: argon2id };
    const vault = unwrap(await unlockVault(deps, row.vault, older.passphrase));
    const store = openVaultStore({ vault, random: systemRandom, clock: systemClock });
    const { waiting, refused, settled } = unwrap(await store.outbox.listAll());
    expect(waiting.map(({ command }) => [command.wire, command.body.type])).toEqual([
      [wire, 'recordAccess'],
      [wire, 'provideDocument'],
      [wire, 'createDossier'],
    ]);
    expect(refused.map(({ entry, receipt }) => [entry.command.body.type, receipt.outcome])).toEqual([
      ['provideDocument', { type: 'refused', code: 'typeUnknown' }],
    ]);
    expect(settled).toHaveLength(3);
    const contents = [...waiting, ...refused.map(({ entry }) => entry)].flatMap(
      ({ content }) => content ?? [],
    );
    const texts = contents.map(async ({ blobId, size }) => {
      const stored = unwrap(await store.unsent.read(blobId));
      return new TextDecoder().decode(
        unwrap((await stored?.slice(0, size)) ?? { ok: true, value: new Uint8Array() }),
      );
    });
    expect(await Promise.all(texts)).toEqual(['Note hors ligne', 'Note refusée']);
    const { summaries, damaged } = unwrap(await store.dossiers.list());
    expect([summaries.map(({ dossierId, pinned }) => [dossierId, pinned]), damaged]).toEqual([
      [[older.dossierId, true]],
      [],
    ]);
    store.close();
  });
});

test('who kept no vault on a device of before is in memory alone from now on', async () => {
  const name = systemRandom.uuid();
  const older = new Dexie(name);
  older.version(4).stores({ professionals: 'id', wipes: 'device' });
  const row = { owner: '899700001011', name: 'Essai', vault: null, counter: 0 };
  await older.table('professionals').bulkPut([
    { ...row, id: '1' },
    { ...row, id: '2', passing: ['left behind'] },
    { ...row, id: '3', vault: { vaultId: 'kept' }, passing: ['left too'] },
  ]);
  older.close();
  const database = new DeviceDatabase(name);
  const kept = await database.professionals.toArray();
  expect(kept).toEqual([{ ...row, id: '3', vault: { vaultId: 'kept' } }]);
  const left = unwrap(await deviceRepository({ db: database }).listPassing());
  expect(left.sort()).toEqual(['left behind', 'left too']);
  database.close();
});
