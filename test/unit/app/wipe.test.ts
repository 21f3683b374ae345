import { unwrap } from '#base/result.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { atWork, PASSPHRASE, pinOf, signIn, signedIn } from '#test/support/app/people.ts';
import {
  servedWorld,
  type AppDevice,
  type Network,
  type ServedWorld,
} from '#test/support/app/served-world.ts';
import { databaseNames } from '#test/support/app/stored-text.ts';
import { askWipeByOperator } from '#server/devices/operator.ts';
import { device as deviceTable } from '#server/schema/directory.ts';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

const NURSE = 'cps-infirmiere';
const DOCTOR = 'cps-urgentiste';

let world: ServedWorld;
let opened: AppDevice[] = [];
beforeAll(async () => {
  world = await servedWorld();
}, 60_000);
afterEach(() => {
  for (const { relais } of opened) relais.lockVault();
  opened = [];
});
afterAll(() => world.stop());

function kept(device: AppDevice): AppDevice {
  opened.push(device);
  return device;
}
const patiently = { timeout: 10_000 };
const up = (): Network => ({ state: 'up', requests: [] });

async function rowOf(device: AppDevice, name = 'RIVOIRE') {
  const row = (await device.database.professionals.toArray()).find((one) => one.name.includes(name));
  if (!row?.vault) throw new Error('no vault here');
  return { ...row, vaultId: row.vault.vaultId };
}
type Row = Awaited<ReturnType<typeof rowOf>>;

async function onServer({ device }: Row) {
  const rows = await world.server.directory.db
    .select()
    .from(deviceTable)
    .where(eq(deviceTable.deviceId, device));
  return rows[0];
}
const askWipe = ({ device }: Row) => askWipeByOperator(world.server.auth, device);

/** Nothing of the professional is stored, whatever the table; their databases are gone. */
async function expectDestroyed(device: AppDevice, { owner, vaultId }: Row): Promise<void> {
  const tables = await Promise.all(device.database.tables.map((table) => table.toArray()));
  expect(JSON.stringify(tables)).not.toContain(owner);
  expect(JSON.stringify(tables)).not.toContain(vaultId);
  const names = await databaseNames();
  expect(names.filter((name) => name.endsWith(vaultId))).toEqual([]);
}

const confirmed = (row: Row) =>
  vi.waitFor(async () => expect((await onServer(row))?.wipedAt).not.toBeNull(), patiently);

describe('a device that was reported lost', () => {
  it('destroys an open vault at the next exchange, blanks the screen, and says so', async () => {
    const device = kept(await atWork(world, NURSE));
    await newDossier(device.relais, 'vitale-desmaux');
    const row = await rowOf(device);
    expect((await databaseNames()).filter((name) => name.endsWith(row.vaultId))).toHaveLength(2);
    await askWipe(row);
    await device.relais.syncNow();
    await confirmed(row);
    const { view } = device.relais;
    const blank = { vault: 'none', dossiers: [], outbox: [], vaults: [], wiped: true };
    await vi.waitFor(() => expect(view).toMatchObject(blank), patiently);
    expect([view.session, view.owner]).toEqual([undefined, undefined]);
    await vi.waitFor(() => expectDestroyed(device, row), patiently);
    await vi.waitFor(async () => expect(await device.database.wipes.count()).toBe(0), patiently);
  }, 30_000);

  it('is found out with the vault locked and the session over, by one small question every few minutes', async () => {
    const network = up();
    const first = await atWork(world, NURSE, { network });
    const row = await rowOf(first);
    await first.relais.signOut();
    const device = kept(await first.restart());
    network.requests = [];
    await device.lookIn();
    // and a nonce, without which its proof would be refused
    expect(network.requests.every((one) => /devices\.state|api\/nonce/.test(one))).toBe(true);
    const asked = network.requests.length;
    expect(asked).toBeGreaterThan(0);
    await device.lookIn();
    expect(network.requests).toHaveLength(asked);
    await askWipe(row);
    const later = kept(await device.restart());
    expect(later.relais.view.vault).toBe('locked');
    await later.lookIn();
    await confirmed(row);
    await vi.waitFor(() => expectDestroyed(later, row), patiently);
    await vi.waitFor(() => expect(later.relais.view.vaults).toEqual([]), patiently);
  }, 30_000);

  it('leaves the other professional of the same device untouched', async () => {
    const device = kept(await atWork(world, DOCTOR));
    await signIn(device, NURSE);
    unwrap(await device.relais.createVault(PASSPHRASE));
    // a certificate is kept once its holder has a vault, from the next reading of the card on
    for (const card of [DOCTOR, NURSE]) await signIn(device, card);
    const [nurse, doctor] = [await rowOf(device), await rowOf(device, 'BELCASTEL')];
    const cards = () => device.database.cardCache.count();
    expect(await cards()).toBe(2);
    unwrap(await device.relais.unlockVault(doctor.owner, PASSPHRASE));
    await askWipe(nurse);
    await device.lookIn();
    await confirmed(nurse);
    await vi.waitFor(() => expectDestroyed(device, nurse), patiently);
    expect(await cards()).toBe(1);
    const { view } = device.relais;
    expect(view.vault).toBe('open');
    expect(view.vaults.map(({ owner }) => owner)).toEqual([doctor.owner]);
    device.relais.lockVault();
    unwrap(await device.relais.unlockVault(doctor.owner, PASSPHRASE));
  }, 30_000);

  it('is wiped in all tabs at once', async () => {
    const one = kept(await atWork(world, NURSE));
    const two = kept(await one.secondTab());
    const row = await rowOf(one);
    unwrap(await two.relais.unlockVault(row.owner, PASSPHRASE));
    await askWipe(row);
    await one.lookIn();
    await confirmed(row);
    await vi.waitFor(() => expect(two.relais.view).toMatchObject({ vault: 'none', wiped: true }), patiently);
    expect(two.relais.view.session).toBeUndefined();
    await vi.waitFor(() => expectDestroyed(two, row), patiently);
  }, 30_000);

  it('destroys all the same where the confirmation is lost, and confirms at the next start', async () => {
    const network = up();
    const device = kept(await atWork(world, NURSE, { network }));
    const row = await rowOf(device);
    await askWipe(row);
    network.onRequest = async (request) => {
      if (request.includes('devices.wiped')) throw new TypeError('fetch failed');
    };
    await device.lookIn();
    await vi.waitFor(() => expectDestroyed(device, row), patiently);
    expect((await onServer(row))?.wipedAt).toBeNull();
    expect(await device.database.wipes.toArray()).toMatchObject([{ device: row.device, vaultIds: [] }]);
    delete network.onRequest;
    const again = kept(await device.restart());
    await again.lookIn();
    await confirmed(row);
    await vi.waitFor(async () => expect(await again.database.wipes.count()).toBe(0), patiently);
  }, 30_000);

  it('goes on at the next start where it was killed after the first step, without a network too', async () => {
    const network = up();
    const device = await atWork(world, NURSE, { network });
    const row = await rowOf(device);
    await askWipe(row);
    // as left by a page that ended right after the first transaction
    device.relais.lockVault();
    const { keys } = row;
    await device.database.professionals.delete(row.id);
    await device.database.choices.clear();
    await device.database.cardCache.clear();
    await device.database.wipes.put({ device: row.device, keys, vaultIds: [row.vaultId] });
    network.state = 'down';
    const again = kept(await device.restart());
    await again.lookIn();
    expect((await databaseNames()).filter((name) => name.endsWith(row.vaultId))).toEqual([]);
    expect(await again.database.wipes.count()).toBe(1);
    network.state = 'up';
    await again.lookIn();
    await confirmed(row);
    await vi.waitFor(() => expectDestroyed(again, row), patiently);
  }, 30_000);

  it('learns it at a sign-in too, and comes back with a new key', async () => {
    const device = kept(await atWork(world, NURSE));
    const row = await rowOf(device);
    await device.relais.signOut();
    await askWipe(row);
    await device.relais.demoDesk?.insert(NURSE);
    const refused = await device.relais.signIn(pinOf(device.relais, NURSE));
    expect(refused).toEqual({ ok: false, error: { type: 'Server', code: 'wipeAsked' } });
    await confirmed(row);
    await vi.waitFor(async () => expect(await device.database.professionals.count()).toBe(0), patiently);
    unwrap(await device.relais.signIn(pinOf(device.relais, NURSE)));
    const [anew] = await device.database.professionals.toArray();
    expect(anew?.device).not.toBe(row.device);
    expect(device.relais.view.vault).toBe('none');
    unwrap(await device.relais.createVault(PASSPHRASE));
  }, 30_000);
});

describe('a shared workstation that was reported lost', () => {
  it('destroys what it holds, and tells the server', async () => {
    const device = kept(await signedIn(world, NURSE));
    unwrap(await device.relais.vault.createPassing());
    const [{ vaultId } = { vaultId: '' }] = await device.database.passing.toArray();
    const lines = unwrap(await device.relais.devices());
    const deviceId = lines.find(({ thisOne }) => thisOne)?.deviceId;
    if (!deviceId) throw new Error('no device');
    await askWipeByOperator(world.server.auth, deviceId);
    await device.relais.syncNow();
    await vi.waitFor(async () => {
      const rows = await world.server.directory.db
        .select()
        .from(deviceTable)
        .where(eq(deviceTable.deviceId, deviceId));
      expect(rows[0]?.wipedAt).not.toBeNull();
    }, patiently);
    await vi.waitFor(async () => {
      expect((await databaseNames()).filter((name) => name.endsWith(vaultId))).toEqual([]);
      expect(await device.database.wipes.count()).toBe(0);
    }, patiently);
    expect(device.relais.view).toMatchObject({ vault: 'none', session: undefined, wiped: true });
  }, 30_000);
});

describe('the devices of a professional', () => {
  /** Without the one that furnished the demonstration. */
  const listed = async ({ relais }: AppDevice) =>
    unwrap(await relais.devices()).filter(({ name }) => name === 'Essai');

  it('are listed, wiped from another of them, and a new one is told of once', async () => {
    const GP = 'cps-generaliste';
    const tablet = kept(await atWork(world, GP));
    expect(await listed(tablet)).toMatchObject([{ thisOne: true, isNew: false }]);
    world.clock.advance(1000);
    const lost = kept(await atWork(world, GP));
    expect(await listed(tablet)).toMatchObject([{ isNew: true }, { thisOne: true }]);
    const [line] = await listed(tablet);
    expect(line).toMatchObject({ isNew: false, state: 'active' });
    // the one that came last knew of the one before
    expect((await listed(lost)).map(({ isNew }) => isNew)).toEqual([false, false]);
    if (!line) throw new Error('no device');
    const code: WireErrorCode = 'forbidden';
    expect(await lost.relais.askWipe(line.deviceId)).toMatchObject({ error: { code } });
    unwrap(await tablet.relais.askWipe(line.deviceId));
    expect((await listed(tablet))[0]).toMatchObject({ state: 'wipeAsked', wipedAt: null });
    await lost.lookIn();
    await vi.waitFor(
      async () => expect((await listed(tablet))[0]).toMatchObject({ state: 'wiped' }),
      patiently,
    );
  }, 30_000);

  it('show in a count beside the account until the list was looked at', async () => {
    const GP = 'cps-generaliste';
    const tablet = kept(await atWork(world, GP));
    world.clock.advance(1000);
    kept(await signedIn(world, GP));
    const again = kept(await tablet.restart());
    await vi.waitFor(() => expect(again.relais.view.newDevices).toBe(1), patiently);
    unwrap(await again.relais.devices());
    expect(again.relais.view.newDevices).toBe(0);
  }, 30_000);
});
