import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { DeviceDatabase, type ProfessionalRow } from '#store/device-database.ts';
import { deviceRepository } from '#store/device-repository.ts';
import { newVault } from '#test/support/vault/quick-vault.ts';
import { NURSE, TABLET } from '#test/support/sync/sample.ts';

async function row(): Promise<ProfessionalRow> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const base = { owner: NURSE, device: TABLET, name: 'S. RIVOIRE', profession: '60' };
  return { ...base, id: systemRandom.uuid(), keys, session: null, vault: null, counter: 0 };
}

const open = (name = systemRandom.uuid()) => deviceRepository({ db: new DeviceDatabase(name) });

/** With a vault: stored. */
async function keep(name: string, id?: string) {
  const repository = open(name);
  repository.hold({ ...(await row()), ...(id && { id }) });
  const { record } = await newVault();
  return { kept: unwrap(await repository.setVault(NURSE, record)), repository, record };
}

describe('deviceRepository', () => {
  test('keeps a device key that signs and cannot be taken out', async () => {
    const name = systemRandom.uuid();
    await keep(name);
    const kept = unwrap(await open(name).find(NURSE));
    expect(kept?.keys.privateKey.extractable).toBe(false);
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    if (!kept) throw new Error('no row');
    const signature = await crypto.subtle.sign(algorithm, kept.keys.privateKey, new Uint8Array(1));
    expect(signature.byteLength).toBe(64);
  });

  test('of two tabs that make a vault for the same professional, the first one’s stays', async () => {
    const name = systemRandom.uuid();
    const tabs = await Promise.all([keep(name, 'one'), keep(name, 'two')]);
    expect(tabs.map(({ kept }) => kept).sort()).toEqual([false, true]);
    const first = tabs.find(({ kept }) => kept);
    const found = await Promise.all(tabs.map(({ repository }) => repository.find(NURSE)));
    for (const one of found) expect(unwrap(one)?.vault?.vaultId).toBe(first?.record.vaultId);
    expect(unwrap(await open(name).list())).toHaveLength(1);
  });

  test('holds who has no vault in the memory of one tab: nothing of them reaches the database', async () => {
    const name = systemRandom.uuid();
    const db = new DeviceDatabase(name);
    const repository = deviceRepository({ db });
    repository.hold(await row());
    unwrap(await repository.setSituations(NURSE, [{ name: 'CABINET ESSAI' }], { name: 'CABINET ESSAI' }));
    unwrap(await repository.addPassing(NURSE, 'a-vault'));
    expect(unwrap(await repository.reserveNumber(NURSE))).toBe(1);
    const held = { counter: 1, situation: { name: 'CABINET ESSAI' }, passing: ['a-vault'] };
    expect(unwrap(await repository.find(NURSE))).toMatchObject(held);
    expect(unwrap(await repository.list())).toMatchObject([held]);
    expect(unwrap(await open(name).list())).toEqual([]);
    // the random name of the vault alone, by which it is found after a kill
    const rows = await Promise.all(db.tables.map((table) => table.toArray()));
    expect(rows.flat()).toEqual([{ vaultId: 'a-vault' }]);
    repository.letGo(NURSE);
    expect(unwrap(await repository.find(NURSE))).toBeUndefined();
    unwrap(await repository.forgetPassing('a-vault'));
    expect(unwrap(await open(name).listPassing())).toEqual([]);
    db.close();
  });

  test('never gives a number twice, over two tabs', async () => {
    const name = systemRandom.uuid();
    await keep(name);
    const tabs = [open(name), open(name)];
    const numbers = await Promise.all(
      Array.from(
        { length: 40 },
        (_, i) => tabs[i % 2]?.reserveNumber(NURSE) ?? Promise.reject(new Error('no tab')),
      ),
    );
    const given = numbers.map((result) => unwrap(result)).sort((a, b) => a - b);
    expect(given).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  test('keeps vault and session beside each other', async () => {
    const { repository, record } = await keep(systemRandom.uuid());
    unwrap(await repository.setSession(NURSE, null));
    expect(unwrap(await repository.find(NURSE))?.vault?.vaultId).toBe(record.vaultId);
  });
});
