import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { unwrap } from '#base/result.ts';
import { EXTRACTOR_VERSION } from '#documents/reading/extractor-version.ts';
import { addNote, atWork, sent } from '#test/support/app/people.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';

let world: ServedWorld;
let device: AppDevice;
beforeAll(async () => {
  world = await servedWorld();
  device = await atWork(world, 'cps-infirmiere');
}, 60_000);
afterAll(async () => {
  device.relais.lockVault();
  await world.stop();
});

describe('what a document says', () => {
  test('is known while it waits without a network, and comes from the server once it was sent', async () => {
    const { relais, network } = device;
    const dossierId = await newDossier(relais, 'vitale-pat-trois');
    network.state = 'down';
    await addNote(relais, dossierId, 'matin');
    expect(unwrap(await relais.dossier(dossierId)).waiting).toMatchObject([
      { title: 'matin', reading: { facts: [], text: 'whole' }, text: 'Note matin' },
    ]);
    network.state = 'up';
    await relais.syncNow();
    await sent(relais);
    const received = async () =>
      unwrap(await relais.dossier(dossierId)).entries.find(({ title }) => title === 'matin');
    await vi.waitFor(
      async () => expect(await received()).toMatchObject({ reading: { facts: [], text: 'whole' } }),
      { timeout: 10_000 },
    );
    // a list does without the texts
    expect(await received()).not.toHaveProperty('text');
  }, 60_000);

  test('is not read again where it was read when it was checked', async () => {
    const { relais, network } = device;
    const dossierId = await newDossier(relais, 'vitale-desmaux');
    network.state = 'down';
    const read = Promise.resolve({
      reading: { extractor: EXTRACTOR_VERSION, facts: [], text: 'whole' as const },
      text: 'Lu en même temps',
    });
    await addNote(relais, dossierId, 'soir', { read });
    expect(unwrap(await relais.dossier(dossierId)).waiting).toMatchObject([{ text: 'Lu en même temps' }]);
    network.state = 'up';
  }, 60_000);
});
