import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { bridgeSources } from '#app/bridge-sources.ts';
import { systemTimer } from '#base/timer.ts';
import { DeviceDatabase } from '#store/device-database.ts';
import { stationRepository } from '#store/station-repository.ts';
import { memoryLock } from '#test/support/sync/memory-ports.ts';
import { servedBridge, type ServedBridge } from '#test/support/app/served-bridge.ts';
import { servedWorld, type ServedWorld } from '#test/support/app/served-world.ts';

let world: ServedWorld;
let bridge: ServedBridge;
beforeAll(async () => {
  world = await servedWorld();
  bridge = await servedBridge(world);
}, 60_000);
afterAll(async () => {
  bridge.host.stop();
  await world.stop();
});

test('a pairing that the bridge ended is shown once as such, then forgotten', async () => {
  const repository = stationRepository({ db: new DeviceDatabase(systemRandom.uuid()) });
  const { fetch, origin } = world;
  const ports = { clock: systemClock, timer: systemTimer, random: systemRandom, lock: memoryLock() };
  const bridges = await bridgeSources(
    { repository, fetch, origin, deviceName: 'Essai', ...ports },
    () => undefined,
  );
  unwrap(await bridges.pair(await bridge.offer()));
  const stopWatching = bridges.watch();
  const [line] = bridges.list();
  await vi.waitFor(() => expect(line?.station?.state().connected).toBe(true), { timeout: 10_000 });
  for (const { address } of bridge.host.pairings()) await bridge.host.revoke(address);
  await vi.waitFor(() => expect(bridges.list()[0]?.problem).toEqual({ type: 'PairingEnded' }), {
    timeout: 10_000,
  });
  await vi.waitFor(async () => expect(unwrap(await repository.listBridges())[0]?.ended).toBe(true));
  stopWatching();
  expect(bridges.list()).toEqual([]);
  await vi.waitFor(async () => expect(unwrap(await repository.listBridges())).toEqual([]));
}, 30_000);
