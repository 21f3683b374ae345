import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { unwrap } from '#base/result.ts';
import type { DossierId } from '#base/brand.ts';
import type { Relais } from '#app/port.ts';
import type { RoundDesk } from '#app/round-port.ts';
import { atWork, contentOf, PASSPHRASE } from '#test/support/app/people.ts';
import {
  servedWorld,
  type AppDevice,
  type DevicePorts,
  type ServedWorld,
} from '#test/support/app/served-world.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await servedWorld();
}, 60_000);
const opened: AppDevice[] = [];
afterAll(async () => {
  for (const { relais } of opened) relais.lockVault();
  await world.stop();
});

async function nurse(more: Partial<DevicePorts> = {}): Promise<AppDevice> {
  const device = await atWork(world, 'cps-infirmiere', more);
  opened.push(device);
  return device;
}

async function unlocked(device: AppDevice): Promise<AppDevice> {
  const again = await device.restart();
  opened.push(again);
  const [vault] = again.relais.view.vaults;
  if (!vault) throw new Error('no vault');
  unwrap(await again.relais.unlockVault(vault.owner, PASSPHRASE));
  return again;
}

const openIds = async (relais: Relais): Promise<DossierId[]> =>
  unwrap(await relais.listOpenDossiers()).map(({ dossierId }) => dossierId);

async function deskOf(relais: Relais): Promise<RoundDesk> {
  const desk = unwrap(await relais.round());
  unwrap(await desk.refresh());
  return desk;
}

const isWhole = (relais: Relais, ids: readonly DossierId[]): boolean =>
  ids.every((id) => relais.view.dossiers.some(({ dossierId, complete }) => dossierId === id && complete));

async function opensOffline({ relais, network }: AppDevice, ids: readonly DossierId[]): Promise<number> {
  network.state = 'down';
  let documents = 0;
  for (const id of ids) {
    for (const { documentId, status } of unwrap(await relais.dossier(id)).entries) {
      if (status === 'deleted') continue;
      expect((await contentOf(relais, id, documentId)).length).toBeGreaterThan(0);
      documents += 1;
    }
  }
  network.state = 'up';
  return documents;
}

describe('the visit round', () => {
  test('is fetched whole, unpinned, and opens without a network after a restart', async () => {
    const device = await nurse();
    const { relais } = device;
    const ids = (await openIds(relais)).slice(0, 2);
    expect(ids).toHaveLength(2);
    const desk = await deskOf(relais);
    unwrap(await desk.add(ids));
    expect(desk.view.lacking).toMatchObject({ unknown: 2, contents: 0 });
    unwrap(await desk.prepare());
    expect(desk.view.lacking).toEqual({ unknown: 0, contents: 0, bytes: 0 });
    expect(isWhole(relais, ids)).toBe(true);
    expect(relais.view.dossiers.map(({ pinned }) => pinned)).toEqual([false, false]);
    const again = await unlocked(device);
    again.network.state = 'down';
    const round = await deskOf(again.relais);
    expect(round.view.visits).toEqual(ids);
    expect(await opensOffline(again, ids)).toBeGreaterThan(2);
  }, 60_000);

  test('tells where to go, and counts as no consultation', async () => {
    const device = await nurse();
    const { relais, network } = device;
    const desk = await deskOf(relais);
    unwrap(await desk.add((await openIds(relais)).slice(0, 2)));
    expect(await desk.facts()).toEqual([]);
    unwrap(await desk.prepare());
    network.state = 'down';
    await relais.syncNow();
    const facts = await desk.facts();
    expect(facts.map(({ news, address }) => [news, address?.city])).toEqual([
      [0, 'VILLE-FICTIVE'],
      [0, 'VILLE-FICTIVE'],
    ]);
    expect(relais.view.outbox.filter(({ what }) => what === 'recordAccess')).toEqual([]);
  }, 60_000);

  test('keeps the order that was chosen, and what was removed stays out', async () => {
    const { relais } = await nurse();
    const [one, two] = await openIds(relais);
    if (!one || !two) throw new Error('too few dossiers');
    const desk = await deskOf(relais);
    unwrap(await desk.add([one, two, one]));
    unwrap(await desk.move(two, -1));
    expect((await deskOf(relais)).view.visits).toEqual([two, one]);
    unwrap(await desk.remove(two));
    expect((await deskOf(relais)).view.visits).toEqual([one]);
  }, 60_000);

  test('takes back what was added, moved or removed', async () => {
    const { relais } = await nurse();
    const [one, two] = await openIds(relais);
    if (!one || !two) throw new Error('too few dossiers');
    const desk = await deskOf(relais);
    unwrap(await desk.add([one]));
    const added = unwrap(await desk.add([one, two]));
    const moved = unwrap(await desk.move(two, -1));
    const removed = unwrap(await desk.remove(two));
    const kept = async () => (await deskOf(relais)).view.visits;
    unwrap(await desk.takeBack(removed));
    expect(await kept()).toEqual([two, one]);
    unwrap(await desk.takeBack(moved));
    expect(await kept()).toEqual([one, two]);
    unwrap(await desk.takeBack(added));
    expect(await kept()).toEqual([one]);
  }, 60_000);

  test('goes on by itself where the network broke off, also after a restart', async () => {
    const device = await nurse();
    const ids = (await openIds(device.relais)).slice(0, 2);
    const desk = await deskOf(device.relais);
    unwrap(await desk.add(ids));
    // the lists come, no content does
    device.network.onRequest = async (request) => {
      if (request.includes('/content')) device.network.state = 'down';
    };
    unwrap(await desk.prepare());
    expect(desk.view.state).toBe('waiting');
    expect(isWhole(device.relais, ids)).toBe(false);
    const again = await unlocked(device);
    delete again.network.onRequest;
    again.network.state = 'up';
    await again.relais.syncNow();
    await vi.waitFor(() => expect(isWhole(again.relais, ids)).toBe(true), { timeout: 15_000 });
  }, 60_000);

  test('that does not fit is refused before any content is fetched, and says how much is lacking', async () => {
    const full = { usage: 99_000_000, quota: 100_000_000 };
    const device = await nurse({
      storage: {
        persisted: () => Promise.resolve(false),
        persist: () => Promise.resolve(false),
        estimate: () => Promise.resolve(full),
      },
    });
    const ids = (await openIds(device.relais)).slice(0, 2);
    const desk = await deskOf(device.relais);
    unwrap(await desk.add(ids));
    unwrap(await desk.prepare());
    expect(desk.view.noRoom?.free).toBe(1_000_000);
    expect(desk.view.noRoom?.needed).toBeGreaterThan(1_000_000);
    expect(device.network.requests.filter((request) => request.includes('/content'))).toEqual([]);
    full.usage = 0;
    full.quota = 10_000_000_000;
    unwrap(await desk.prepare());
    expect(desk.view.noRoom).toBeUndefined();
    expect(isWhole(device.relais, ids)).toBe(true);
  }, 60_000);

  test('leaves the device when its lease ends, and the list says how many did', async () => {
    let ahead = 0;
    const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() + ahead };
    const device = await nurse({ clock });
    const ids = (await openIds(device.relais)).slice(0, 2);
    const desk = await deskOf(device.relais);
    unwrap(await desk.add(ids));
    unwrap(await desk.prepare());
    device.network.state = 'down';
    ahead = 61 * 3600_000;
    const late = await unlocked(device);
    expect(late.relais.view.dossiers.map(({ leaseEndsSoon }) => leaseEndsSoon)).toEqual([true, true]);
    expect(late.relais.view.leasesEnded).toBe(0);
    ahead = 73 * 3600_000;
    const later = await unlocked(late);
    await vi.waitFor(() => expect(later.relais.view.dossiers).toEqual([]));
    expect(later.relais.view.leasesEnded).toBe(2);
  }, 60_000);

  test('called off it does not go on by itself; what came stays', async () => {
    const device = await nurse();
    const { relais, network } = device;
    const ids = (await openIds(relais)).slice(0, 2);
    const desk = await deskOf(relais);
    unwrap(await desk.add(ids));
    network.onRequest = async (request) => {
      if (request.includes('/content')) void desk.cancel();
    };
    unwrap(await desk.prepare());
    expect(desk.view.state).toBe('idle');
    delete network.onRequest;
    const lacking = desk.view.lacking?.contents ?? 0;
    expect(lacking).toBeGreaterThan(0);
    const asked = network.requests.length;
    await relais.syncNow();
    await relais.syncNow();
    expect(network.requests.slice(asked).filter((request) => request.includes('/content'))).toEqual([]);
    unwrap(await desk.prepare());
    expect(isWhole(relais, ids)).toBe(true);
  }, 60_000);
});
