import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DossierId } from '#base/brand.ts';
import { concat, fromUtf8, type Bytes } from '#base/bytes.ts';
import { err, ok, unwrap } from '#base/result.ts';
import type { Relais } from '#app/port.ts';
import { storedCards } from '#demo/stored-cards.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { atWork, pinOf, PRESENT, signedIn, signIn } from '#test/support/app/people.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';
import { unzipSync } from 'fflate';

const PHYSICIAN = 'cps-generaliste';
const EMERGENCY = 'cps-urgentiste';
const TRAITS = {
  by: 'traits',
  familyName: 'DESMAUX',
  firstName: 'NATHALIE',
  birthDate: '1955-06-15',
} as const;

let world: ServedWorld;
let dossierId: DossierId;
let opened: AppDevice[] = [];
const kept = (device: AppDevice): AppDevice => {
  opened.push(device);
  return device;
};
beforeAll(async () => {
  world = await servedWorld();
  const { relais } = await atWork(world, PHYSICIAN);
  dossierId = await newDossier(relais, 'vitale-desmaux');
  unwrap(await relais.change({ type: 'declareAttendingPhysician', dossierId, presence: PRESENT }));
  relais.lockVault();
}, 60_000);
afterEach(() => {
  for (const { relais } of opened) relais.lockVault();
  opened = [];
});
afterAll(() => world.stop());

async function breakGlass(relais: Relais): Promise<void> {
  await relais.demoDesk?.insert(EMERGENCY);
  const proof = { kind: 'card', pin: pinOf(relais, EMERGENCY) } as const;
  const input = { mode: 'bris_de_glace', search: TRAITS, reason: 'Inconsciente', proof } as const;
  expect(unwrap(await relais.openEmergency(input)).kind).toBe('opened');
  unwrap(await relais.endEmergency());
}

describe('what a professional is told', () => {
  test('stands in the inbox, its number is known after the sign-in, and goes down when it is read', async () => {
    await breakGlass(kept(await signedIn(world, EMERGENCY)).relais);
    const { relais } = kept(await signedIn(world, PHYSICIAN));
    await vi.waitFor(() => expect(relais.view.unreadNotices).toBeGreaterThan(0), { timeout: 10_000 });
    const { notices, unread } = unwrap(await relais.notices(null));
    expect(notices[0]).toMatchObject({ kind: 'emergencyOpened', dossierId, readAt: null });
    unwrap(await relais.markNoticesRead(notices.map(({ noticeId }) => noticeId)));
    expect([unread > 0, relais.view.unreadNotices]).toEqual([true, 0]);
    await relais.signOut();
    expect(relais.view.unreadNotices).toBe(0);
  }, 30_000);

  test('the number is not asked for with each exchange', async () => {
    const { relais, network } = kept(await atWork(world, PHYSICIAN));
    const asked = () => network.requests.filter((request) => request.includes('notices.list')).length;
    await vi.waitFor(() => expect(asked()).toBeGreaterThan(0));
    await relais.syncNow();
    const before = asked();
    await relais.syncNow();
    await relais.syncNow();
    expect(asked()).toBe(before);
  }, 30_000);

  test('letters are for whom the operator entitled', async () => {
    const { relais } = kept(await signedIn(world, EMERGENCY));
    expect(relais.view.entitlements).toEqual(['centre15']);
    expect(await relais.letters()).toEqual(
      err({ type: 'Server', code: 'forbidden', because: 'notEntitled' }),
    );
    await relais.signOut();
    expect(relais.view.entitlements).toEqual([]);
  }, 30_000);
});

test('a history of traces that does not continue the one seen before is named on the screen', async () => {
  const device = kept(await signedIn(world, PHYSICIAN));
  const { relais, network } = device;
  const asked = () => network.requests.filter((request) => request.includes('trees.heads')).length;
  await vi.waitFor(() => expect(asked()).toBeGreaterThan(0));
  expect(relais.view.alteredHistory).toEqual([]);
  await vi.waitFor(() => expect(relais.view.historyChecked).toBe(true));
  network.onAnswer = async (request, answer) =>
    request.includes('trees.heads')
      ? new Response(
          (await answer.text()).replaceAll(
            /"root":"(.)/g,
            (_, first) => `"root":"${first === 'f' ? '0' : 'f'}`,
          ),
          answer,
        )
      : answer;
  await relais.signOut();
  await signIn(device, PHYSICIAN);
  await vi.waitFor(() => expect(relais.view.alteredHistory.length).toBeGreaterThan(0), { timeout: 10_000 });
}, 30_000);

describe('what is handed over', () => {
  test('traces come filtered, page by page, and as a file without a name in its name', async () => {
    const { relais } = kept(await atWork(world, PHYSICIAN));
    const rights = unwrap(await relais.traces(dossierId, null, { kind: 'rights' }));
    expect(rights.traces.map(({ act }) => act)).toContain('declareAttendingPhysician');
    expect(rights.traces.map(({ act }) => act)).not.toContain('syncDossier');
    const file = unwrap(await relais.exportTraces(dossierId));
    expect(file.fileName).toMatch(/^traces-\d{4}-\d\d-\d\d\.json$/);
    expect(JSON.parse(fromUtf8(file.bytes))).toMatchObject({ resourceType: 'Bundle' });
  }, 30_000);
});

describe('a whole record', () => {
  /** As whoever saves it: part by part. */
  async function exported(relais: Relais, madeFor: 'holder' | 'representative' = 'holder') {
    const { fileName, readAll } = unwrap(await relais.exportDossier(dossierId, madeFor));
    const parts: Bytes[] = [];
    const read = await readAll((part) => void parts.push(new Uint8Array(part)));
    return read.ok ? ok({ fileName, bytes: concat(...parts) }) : read;
  }

  test('is fetched as a ZIP with its progress, and nothing of it is kept', async () => {
    const { relais, network } = kept(await atWork(world, PHYSICIAN));
    unwrap(await relais.openDossier(dossierId));
    const shown: string[] = [];
    network.onRequest = async () => void shown.push(...relais.view.transfers.map(({ title }) => title));
    const { fileName, bytes } = unwrap(await exported(relais));
    expect(shown).toContain(fileName);
    expect(fileName).toMatch(/^dossier-\d{4}-\d\d-\d\d\.zip$/);
    expect(Object.keys(unzipSync(bytes))).toContain('index.html');
    expect(relais.view.transfers).toEqual([]);
    // an adult whom nobody represents
    const refused = await exported(relais, 'representative');
    expect(refused).toEqual(err({ type: 'Server', code: 'forbidden', because: 'notRepresented' }));
    network.state = 'down';
    expect(await exported(relais)).toEqual(err({ type: 'Offline' }));
  }, 30_000);

  test('that is called off, or cut on its way, is no record', async () => {
    const { relais, network } = kept(await atWork(world, PHYSICIAN));
    network.onRequest = async () => relais.view.transfers.forEach(({ id }) => relais.cancelTransfer(id));
    expect(await exported(relais)).toEqual(err({ type: 'Cancelled' }));
    delete network.onRequest;
    network.onAnswer = async (request, answer) =>
      request.includes('/export?') ? new Response((await answer.bytes()).slice(0, 40)) : answer;
    expect(await exported(relais)).toEqual(err({ type: 'Offline' }));
    expect(relais.view.transfers).toEqual([]);
  }, 30_000);
});

describe('the place of practice', () => {
  test('is told to the server, at the next contact where the network was away, and once', async () => {
    const cards = storedCards.parse(world.cards);
    const card = cards[EMERGENCY];
    if (!card) throw new Error('no card');
    const places = [{ name: 'SAMU FICTIF' }, { name: 'CLINIQUE FICTIVE' }];
    const device = kept(
      await world.device(undefined, undefined, { ...cards, [EMERGENCY]: { ...card, situations: places } }),
    );
    const { relais, network } = device;
    await signIn(device, EMERGENCY);
    const told = () => network.requests.filter((request) => request.includes('choosePractice')).length;
    await vi.waitFor(() => expect(told()).toBeGreaterThan(0));
    unwrap(await relais.createVault('tournée du matin'));
    network.state = 'down';
    const [place] = relais.view.situations;
    if (!place) throw new Error('no place');
    unwrap(await relais.chooseSituation(place));
    network.state = 'up';
    const before = told();
    await relais.syncNow();
    await vi.waitFor(() => expect(told()).toBeGreaterThan(before));
    const after = told();
    await relais.syncNow();
    expect(told()).toBe(after);
    unwrap(await relais.authoriseMyself(dossierId, PRESENT));
    const { traces } = unwrap(await relais.traces(dossierId, null));
    const named = traces.filter(({ organisation }) => organisation?.name === 'SAMU FICTIF');
    expect(named.map(({ act }) => act)).toContain('grantAuthorisation');
  }, 30_000);
});
