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

describe('deviceRepository', () => {
  test('keeps a device key that signs and cannot be taken out', async () => {
    const name = systemRandom.uuid();
    unwrap(await open(name).findOrAdd(await row()));
    const kept = unwrap(await open(name).find(NURSE));
    expect(kept?.keys.privateKey.extractable).toBe(false);
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    if (!kept) throw new Error('no row');
    const signature = await crypto.subtle.sign(algorithm, kept.keys.privateKey, new Uint8Array(1));
    expect(signature.byteLength).toBe(64);
  });

  test('of two tabs that add the same professional, both get the first key', async () => {
    const name = systemRandom.uuid();
    const [one, two] = [await row(), await row()];
    const kept = await Promise.all([open(name).findOrAdd(one), open(name).findOrAdd(two)]);
    expect(new Set(kept.map((result) => unwrap(result).id)).size).toBe(1);
  });

  test('never gives a number twice, over two tabs', async () => {
    const name = systemRandom.uuid();
    unwrap(await open(name).findOrAdd(await row()));
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
    const repository = open();
    unwrap(await repository.findOrAdd(await row()));
    const { record } = await newVault();
    unwrap(await repository.setVault(NURSE, record));
    unwrap(await repository.setSession(NURSE, null));
    expect(unwrap(await repository.find(NURSE))?.vault?.vaultId).toBe(record.vaultId);
  });
});
