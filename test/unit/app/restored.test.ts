import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { unwrap } from '#base/result.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { addNote, atWork, sent, titlesIn } from '#test/support/app/people.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';

let world: ServedWorld;
let device: AppDevice;
beforeAll(async () => {
  world = await servedWorld();
}, 60_000);
afterAll(async () => {
  device.relais.lockVault();
  await world.stop();
});

test('the screens are told how many commands are offered again to a server that was restored', async () => {
  device = await atWork(world, 'cps-infirmiere');
  const { relais } = device;
  const dossierId = await newDossier(relais, 'vitale-pat-trois');
  await addNote(relais, dossierId, 'tension du soir');
  await sent(relais);
  await relais.syncNow();
  const sentBefore = relais.view.outbox.length;
  expect([relais.view.offeredAgain, sentBefore > 1]).toEqual([0, true]);

  Object.assign(world.server.instance, { restoreEpoch: world.server.instance.restoreEpoch + 1 });
  await relais.syncNow();
  await vi.waitFor(() => expect(relais.view.offeredAgain).toBeGreaterThanOrEqual(sentBefore));
  await sent(relais);
  // the server had kept all of it: nothing is there twice
  unwrap(await relais.openDossier(dossierId));
  expect((await titlesIn(relais, dossierId)).filter((title) => title === 'tension du soir')).toHaveLength(1);
  expect(relais.view.outbox.filter(({ state }) => state === 'refused')).toEqual([]);

  relais.lockVault();
  expect(relais.view.offeredAgain).toBe(0);
}, 60_000);
