import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import type { DossierId } from '#base/brand.ts';
import { countWaiting } from '#app/waiting-count.ts';
import { DeviceDatabase } from '#store/device-database.ts';
import { WIRE_HEADER, WIRE_VERSION } from '#wire/version.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { addNote, atWork, PASSPHRASE, sent, signIn, titlesIn } from '#test/support/app/people.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';
import { createBody, DOCTOR, grantBody, registerDevice } from '#test/support/server/test-device.ts';
import { layDown, olderDevice, RELEASED, type OlderDevice } from '#test/support/store/older-device.ts';

// each on a server of its own: all these devices know the same holder
let world: ServedWorld;
beforeEach(async () => {
  world = await servedWorld();
}, 60_000);

const opened: AppDevice[] = [];
afterEach(async () => {
  for (const { relais } of opened.splice(0)) relais.lockVault();
  await world.stop();
});

/** The dossier that the older device knows, on today's server, opened to its nurse; the document it had is not there. */
async function holdDossier({ dossierId, insC, owner }: OlderDevice): Promise<DossierId> {
  const doctor = await registerDevice(world.server, DOCTOR);
  const now = world.server.clock.now();
  const { outcome } = await doctor.send(createBody(dossierId, now, insC));
  if (outcome.type !== 'done') throw new Error(outcome.code);
  await doctor.send(grantBody(outcome.dossierId, owner, now));
  return outcome.dossierId;
}

describe.each(RELEASED)("today's app over what the version with wire %i left", (wire) => {
  test('shows what waits, and sends it once its professional signed in again', async () => {
    const older = olderDevice(wire);
    const database = systemRandom.uuid();
    await layDown(older, database);
    const dossierId = await holdDossier(older);
    const device = await world.device({ state: 'down', requests: [] }, undefined, undefined, { database });
    opened.push(device);
    const { relais, network } = device;
    expect(relais.view.vaults).toEqual([{ owner: older.owner, name: 'Solène RIVOIRE' }]);
    unwrap(await relais.unlockVault(older.owner, older.passphrase));
    const unsent = relais.view.outbox.filter(({ state }) => state !== 'sent');
    const lines = unsent.map(({ what, state, title }) => [what, state, title]);
    expect(lines).toEqual([
      ['createDossier', 'waiting', undefined],
      ['provideDocument', 'waiting', 'hors ligne'],
      ['recordAccess', 'waiting', undefined],
      ['provideDocument', 'refused', 'refusée'],
    ]);
    network.state = 'up';
    // where the device remembers a card, it is one of another demonstration, which is noticed and forgotten
    await signIn(device, 'cps-infirmiere').catch(() => signIn(device, 'cps-infirmiere'));
    expect(relais.view.vault).toBe('open');
    await relais.syncNow();
    await sent(relais);
    const refused = relais.view.outbox.filter(({ state }) => state === 'refused');
    // the reading is of a document that this server never had; the one refused before is kept
    expect(refused.filter(({ what }) => what !== 'recordAccess').map(({ title }) => title)).toEqual([
      'refusée',
    ]);
    if (dossierId === older.dossierId)
      await vi.waitFor(async () => expect(await titlesIn(relais, dossierId)).toEqual(['hors ligne']), {
        timeout: 10_000,
      });
    const [vault] = unwrapRows(await rows(database));
    expect(await countWaiting(vault)).toBe(0);
  }, 60_000);
});

async function rows(name: string) {
  const db = new DeviceDatabase(name);
  const all = await db.professionals.toArray();
  db.close();
  return all;
}
const unwrapRows = (all: Awaited<ReturnType<typeof rows>>): [string] => [all[0]?.vault?.vaultId ?? ''];

describe('an app whose server is newer', () => {
  test('is told to update, keeps what waits, and sends it after the update', async () => {
    const device = await atWork(world, 'cps-infirmiere');
    opened.push(device);
    const dossierId = await newDossier(device.relais, 'vitale-pat-trois');
    device.network.headers = { [WIRE_HEADER]: String(WIRE_VERSION - 1) };
    await addNote(device.relais, dossierId, 'avant la mise à jour');
    await device.relais.syncNow();
    expect(device.relais.view.sync.error).toBe('wireVersion');
    expect(device.relais.view.outbox.filter(({ state }) => state === 'waiting')).toHaveLength(1);
    expect(device.relais.view.online).toBe(true);
    expect(await device.relais.listOpenDossiers()).toEqual({ ok: false, error: { type: 'UpdateNeeded' } });

    delete device.network.headers;
    const updated = await device.restart();
    opened.push(updated);
    unwrap(await updated.relais.unlockVault(updated.relais.view.vaults[0]?.owner ?? fail(), PASSPHRASE));
    await sent(updated.relais);
    await vi.waitFor(() => expect(updated.relais.view.sync.error).toBeUndefined());
    await vi.waitFor(
      async () => {
        const titles = await titlesIn(updated.relais, dossierId);
        expect(titles.filter((title) => title === 'avant la mise à jour')).toHaveLength(1);
      },
      { timeout: 10_000 },
    );
  }, 60_000);
});

function fail(): never {
  throw new Error('no vault');
}
