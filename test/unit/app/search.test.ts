import 'fake-indexeddb/auto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import type { Relais } from '#app/port.ts';
import { CacheDatabase } from '#store/vault-database.ts';
import { addNote, atWork, PASSPHRASE, sent } from '#test/support/app/people.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';

let world: ServedWorld;
let device: AppDevice;
let dossierId: DossierId;
beforeAll(async () => {
  world = await servedWorld();
  device = await atWork(world, 'cps-infirmiere');
  dossierId = await newDossier(device.relais, 'vitale-desmaux');
}, 60_000);
afterAll(async () => {
  device.relais.lockVault();
  await world.stop();
});

const titles = async (relais: Relais, typed: string) =>
  unwrap(await unwrap(await relais.search()).inDossier(dossierId, typed, {}, 10)).hits.map(
    ({ head }) => head.title,
  );
const vaultId = async () => {
  const [row] = await device.database.professionals.toArray();
  return row?.vault?.vaultId ?? '';
};

describe('the search inside documents', () => {
  test('finds what was written without a network, before and after it was sent', async () => {
    device.network.state = 'down';
    await addNote(device.relais, dossierId, 'pansement du talon');
    expect(await titles(device.relais, '"note pansement"')).toEqual(['pansement du talon']);
    device.network.state = 'up';
    await device.relais.syncNow();
    await sent(device.relais);
    await vi.waitFor(
      async () => expect(unwrap(await device.relais.dossier(dossierId)).entries).toHaveLength(1),
      { timeout: 10_000 },
    );
    // these words stand in its text alone, and in this order
    expect(await titles(device.relais, '"note pansement"')).toEqual(['pansement du talon']);
  }, 60_000);

  test('keeps its index sealed beside the dossier, and finds with it after another unlock', async () => {
    await vi.waitFor(async () => {
      const rows = await new CacheDatabase(await vaultId()).indexes.toArray();
      expect(rows.map(({ id }) => id)).toEqual([dossierId]);
      expect(JSON.stringify(rows)).not.toMatch(/pansement|talon/);
    });
    device.network.state = 'down';
    device = await device.restart();
    const [vault] = device.relais.view.vaults;
    if (!vault) throw new Error('no vault');
    expect((await unwrap(await device.relais.search()).inDossier(dossierId, 'talon', {}, 10)).ok).toBe(false);
    unwrap(await device.relais.unlockVault(vault.owner, PASSPHRASE));
    expect(await titles(device.relais, 'talons')).toEqual(['pansement du talon']);
    device.network.state = 'up';
  }, 60_000);

  test('looks through every dossier of the device, and notes what was read of them without a network', async () => {
    const { relais, network } = device;
    network.state = 'down';
    const desk = unwrap(await relais.search());
    const found = unwrap(await desk.everywhere('talon', {}, 10));
    expect(found.hits.map((hit) => [hit.dossierId, hit.head.title])).toEqual([
      [dossierId, 'pansement du talon'],
    ]);
    const before = relais.view.unsent;
    await desk.seen([dossierId]);
    await vi.waitFor(() => expect(relais.view.unsent).toBe(before + 1));
  }, 60_000);
});
