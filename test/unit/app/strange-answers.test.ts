import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DossierId } from '#base/brand.ts';
import { err, unwrap } from '#base/result.ts';
import { fr } from '#ui/messages/fr.ts';
import { failures } from '#ui/messages/fr/failures.ts';
import { problemTexts, problemWords } from '#ui/messages/problem.ts';
import { WIRE_HEADER, WIRE_VERSION } from '#wire/version.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { addNote, atWork, sent, titlesIn } from '#test/support/app/people.ts';
import {
  servedWorld,
  type AppDevice,
  type Network,
  type ServedWorld,
} from '#test/support/app/served-world.ts';

let world: ServedWorld;
let dossierId: DossierId;
let first: AppDevice;
beforeAll(async () => {
  world = await servedWorld();
  first = await atWork(world, 'cps-infirmiere');
  dossierId = await newDossier(first.relais, 'vitale-pat-trois');
}, 60_000);
afterAll(async () => {
  first.relais.lockVault();
  await world.stop();
});

let device: AppDevice;
beforeEach(async () => {
  device = await atWork(world, 'cps-infirmiere');
  unwrap(await device.relais.openDossier(dossierId));
}, 60_000);
afterEach(() => device.relais.lockVault());

type Strange = (answer: Response) => Promise<Response>;
const OF_OURS = /\/api\//;

/** Every answer of the server is put in another's place on its way. */
function meet(network: Network, strange: Strange): () => void {
  network.onAnswer = (request, answer) => (OF_OURS.test(request) ? strange(answer) : Promise.resolve(answer));
  return () => delete network.onAnswer;
}

const withBody = (answer: Response, body: string): Response => {
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  headers.delete('content-encoding');
  return new Response(body, { status: answer.status, headers });
};

/** Fields that every answer of today has came with later versions of the wire. */
const asOfOld = (text: string): string =>
  text.replace(/"(restoreEpoch|dossierId|serverTime)":("[^"]*"|\d+),?/g, '').replace(/,}/g, '}');

const STRANGERS: readonly (readonly [string, Strange])[] = [
  [
    'the page of a captive portal',
    async () =>
      new Response('<html><body>Bienvenue sur le Wi-Fi</body></html>', {
        headers: { 'content-type': 'text/html' },
      }),
  ],
  ['JSON that ends in the middle', async (answer) => withBody(answer, (await answer.text()).slice(0, -9))],
  [
    'an answer of an old version of the wire',
    async (answer) => withBody(answer, asOfOld(await answer.text())),
  ],
  ['an empty answer', async (answer) => withBody(answer, '')],
];

describe.each(STRANGERS)('%s', (_name, strange) => {
  test('is named, loses nothing, and the next good contact heals it', async () => {
    const { relais, network } = device;
    const heal = meet(network, strange);
    const title = `note ${crypto.randomUUID().slice(0, 8)}`;
    await addNote(relais, dossierId, title);
    await relais.syncNow();

    // said as what it is to whoever works here: no server, and what is written waits
    await vi.waitFor(() => expect(relais.view.online).toBe(false));
    const asked = await relais.listOpenDossiers();
    expect(asked).toEqual(err({ type: 'Offline' }));
    if (!asked.ok)
      expect(problemWords(problemTexts({ ...fr, failures }), asked.error).whatWasKept).toMatch(
        /attend sur cet appareil/,
      );
    expect(relais.view.outbox.find((line) => line.title === title)?.state).toBe('waiting');
    expect(relais.view.outbox.filter(({ state }) => state === 'refused')).toEqual([]);
    expect(unwrap(await relais.dossier(dossierId)).waiting.map((one) => one.title)).toEqual([title]);
    expect(relais.view.session).toBeDefined();

    heal();
    await relais.syncNow();
    await sent(relais);
    await vi.waitFor(() => expect(relais.view).toMatchObject({ online: true, sync: { error: undefined } }));
    expect((await titlesIn(relais, dossierId)).filter((one) => one === title)).toHaveLength(1);
    expect(relais.view.outbox.find((line) => line.title === title)?.state).toBe('sent');
  }, 60_000);
});

test('a proxy that answers for a server of another wire version is named, and what waits goes afterwards', async () => {
  const { relais, network } = device;
  network.headers = { [WIRE_HEADER]: String(WIRE_VERSION - 1) };
  await addNote(relais, dossierId, 'derrière un vieux relais');
  await relais.syncNow();
  expect(relais.view.sync.error).toBe('wireVersion');
  expect(await relais.listOpenDossiers()).toEqual(err({ type: 'UpdateNeeded' }));
  expect(relais.view.outbox.some(({ state }) => state === 'waiting')).toBe(true);
  delete network.headers;
  await relais.syncNow();
  await sent(relais);
  expect(relais.view.sync.error).toBeUndefined();
  expect(await titlesIn(relais, dossierId)).toContain('derrière un vieux relais');
}, 60_000);
