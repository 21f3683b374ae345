import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { unwrap } from '#base/result.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { addNote, atWork, PASSPHRASE, sent, signedIn, signIn, titlesIn } from '#test/support/app/people.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';
import { databaseNames } from '#test/support/app/stored-text.ts';

let world: ServedWorld;
const opened: AppDevice[] = [];
beforeAll(async () => {
  world = await servedWorld();
}, 60_000);
afterAll(async () => {
  for (const { relais } of opened) relais.lockVault();
  await world.stop();
});

async function nurse(): Promise<AppDevice> {
  const device = await atWork(world, 'cps-infirmiere');
  opened.push(device);
  return device;
}

test('what waits is counted while the vault is locked, and after a restart before any key is there', async () => {
  const device = await nurse();
  const dossierId = await newDossier(device.relais, 'vitale-pat-trois');
  await sent(device.relais);
  device.network.state = 'down';
  for (const name of ['un', 'deux']) await addNote(device.relais, dossierId, name);
  expect(device.relais.view.unsent).toBe(2);
  device.relais.lockVault();
  await vi.waitFor(() => expect(device.relais.view.unsent).toBe(2));
  const restarted = await device.restart();
  opened.push(restarted);
  await vi.waitFor(() => expect(restarted.relais.view.unsent).toBe(2));
  expect(restarted.relais.view.outbox).toEqual([]);
}, 60_000);

test("another professional's sign-in and work lose nothing of what waits, and it goes after the next unlock", async () => {
  const device = await nurse();
  const { relais, network } = device;
  const dossierId = await newDossier(relais, 'vitale-pat-trois');
  await sent(relais);
  network.onRequest = async (request) => {
    if (request.includes('sync.push') || request.includes('uploads')) throw new TypeError('fetch failed');
  };
  await addNote(relais, dossierId, 'avant la relève');
  await relais.signOut();
  await signIn(device, 'cps-urgentiste');
  unwrap(await relais.createVault('une autre phrase'));
  expect(relais.view.outbox).toEqual([]);
  delete network.onRequest;
  await relais.syncNow();
  await relais.signOut();
  await vi.waitFor(() => expect(relais.view.unsent).toBe(1));
  await signIn(device, 'cps-infirmiere');
  const mine = relais.view.session?.professional.psIdNat ?? fail();
  unwrap(await relais.unlockVault(mine, PASSPHRASE));
  await sent(relais);
  await relais.syncNow();
  expect((await titlesIn(relais, dossierId)).filter((title) => title === 'avant la relève')).toHaveLength(1);
}, 60_000);

test('erasing takes all of one professional off the device, and leaves the other in peace', async () => {
  const device = await nurse();
  const { relais, network } = device;
  const dossierId = await newDossier(relais, 'vitale-pat-trois');
  await sent(relais);
  const before = await databaseNames();
  await relais.signOut();
  await signIn(device, 'cps-urgentiste');
  unwrap(await relais.createVault('une autre phrase'));
  network.state = 'down';
  unwrap(await relais.eraseMyData());
  expect([relais.view.vaults.map(({ name }) => name), relais.view.session, relais.view.owner]).toEqual([
    ['Solène RIVOIRE'],
    undefined,
    undefined,
  ]);
  expect((await databaseNames()).filter((name) => !before.includes(name))).toEqual([]);
  const [vault] = relais.view.vaults;
  unwrap(await relais.unlockVault(vault?.owner ?? fail(), PASSPHRASE));
  expect(relais.view.dossiers.map((line) => line.dossierId)).toEqual([dossierId]);
}, 60_000);

test('erasing takes what a shared workstation holds of who is in memory alone', async () => {
  const before = await databaseNames();
  const device = await signedIn(world, 'cps-infirmiere');
  unwrap(await device.relais.vault.createPassing());
  expect((await databaseNames()).filter((name) => !before.includes(name))).not.toEqual([]);
  unwrap(await device.relais.eraseMyData());
  const left = (await databaseNames()).filter((name) => !before.includes(name));
  expect(left).toEqual([device.database.name]);
  expect([await device.database.wipes.count(), await device.database.passing.count()]).toEqual([0, 0]);
  expect(device.relais.view.vault).toBe('none');
}, 60_000);

test('nobody erases what is not theirs: locked and signed out, nothing happens', async () => {
  const device = await nurse();
  const { relais } = device;
  await relais.signOut();
  expect(await relais.eraseMyData()).toEqual({ ok: false, error: { type: 'VaultLocked' } });
  expect(relais.view.vaults).toHaveLength(1);
}, 60_000);

function fail(): never {
  throw new Error('nobody');
}
