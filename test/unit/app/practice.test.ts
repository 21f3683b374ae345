import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { err, ok, unwrap } from '#base/result.ts';
import type { Relais } from '#app/port.ts';
import { storedCards } from '#demo/stored-cards.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';

const PASSPHRASE = 'tournée du matin';
const [CABINET, CLINIC] = [
  { name: 'CABINET DES TILLEULS', structureId: '1750012345', sector: 'SA07' },
  { name: 'CLINIQUE FICTIVE' },
];

let world: ServedWorld;
const opened: AppDevice[] = [];
beforeAll(async () => {
  world = await servedWorld();
}, 60_000);
afterAll(async () => {
  for (const { relais } of opened) relais.lockVault();
  await world.stop();
});

/** Signed in with the nurse's card, which names these places. */
async function signedIn(situations: readonly { name: string }[]): Promise<Relais> {
  const cards = storedCards.parse(world.cards);
  const nurse = cards['cps-infirmiere'];
  const device = await world.device(undefined, undefined, {
    ...cards,
    ...(nurse && { 'cps-infirmiere': { ...nurse, situations: [...situations] } }),
  });
  opened.push(device);
  await signIn(device.relais);
  return device.relais;
}

async function signIn(relais: Relais): Promise<void> {
  await relais.demoDesk?.insert('cps-infirmiere');
  unwrap(await relais.signIn(relais.demoDesk?.cards.find(({ id }) => id === 'cps-infirmiere')?.pin));
}

async function placeOfNewNote(relais: Relais): Promise<unknown> {
  const dossierId = await newDossier(relais, 'vitale-pat-trois');
  const prepared = unwrap(
    await relais.prepareDocument(dossierId, { name: 'note.txt', file: new Blob(['Note']) }),
  );
  const description = { ...prepared.description, typeCode: '34133-9' };
  const documentId = unwrap(await relais.addDocument(dossierId, { ...prepared, description }));
  const received = await vi.waitFor(
    async () => {
      const entry = unwrap(await relais.dossier(dossierId)).entries.find(
        (one) => one.documentId === documentId,
      );
      expect(entry).toBeDefined();
      return entry;
    },
    { timeout: 10_000 },
  );
  return received?.practice;
}

describe('places of practice', () => {
  test('the only one is chosen by itself, and named on what is added', async () => {
    const relais = await signedIn([CABINET]);
    expect([relais.view.situations, relais.view.situation]).toEqual([[CABINET], CABINET]);
    unwrap(await relais.createVault(PASSPHRASE));
    expect(await placeOfNewNote(relais)).toEqual({ name: CABINET.name, structureId: '1750012345' });
  }, 30_000);

  test('of several one is chosen, and stays chosen at the next sign-in', async () => {
    const relais = await signedIn([CABINET, CLINIC]);
    expect([relais.view.situations.length, relais.view.situation]).toEqual([2, undefined]);
    expect(await relais.chooseSituation({ name: 'AILLEURS' })).toEqual(err({ type: 'NotCached' }));
    expect(await relais.chooseSituation(CLINIC)).toEqual(ok(undefined));
    expect(relais.view.situation).toEqual(CLINIC);
    await relais.signOut();
    expect([relais.view.situations, relais.view.situation]).toEqual([[], undefined]);
    await signIn(relais);
    expect(relais.view.situation).toEqual(CLINIC);
  });

  test('a card that names none leaves it open', async () => {
    const relais = await signedIn([]);
    expect([relais.view.situations, relais.view.situation]).toEqual([[], undefined]);
  });
});
