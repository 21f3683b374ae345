import 'fake-indexeddb/auto';
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
