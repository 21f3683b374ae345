import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fromUtf8, utf8, type Bytes } from '#base/bytes.ts';
import type { DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import type { Relais } from '#app/port.ts';
import { INS_C } from '#test/support/sync/sample.ts';
import { contentOf } from '#test/support/app/people.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';

const PASSPHRASE = 'tournée du matin';
let world: ServedWorld;
beforeAll(async () => {
  world = await servedWorld();
}, 60_000);
afterAll(() => world.stop());

const opened: AppDevice[] = [];
async function signedIn(card = 'cps-infirmiere'): Promise<AppDevice> {
  const device = await world.device();
  opened.push(device);
  const { relais } = device;
  await relais.demoDesk?.insert(card);
  const pin = relais.demoDesk?.cards.find(({ id }) => id === card)?.pin ?? '';
  unwrap(await relais.signIn(pin));
  relais.demoDesk?.remove();
  unwrap(await relais.createVault(PASSPHRASE));
  return device;
}
afterAll(() => {
  for (const { relais } of opened) relais.lockVault();
});

async function addNote(
  relais: Relais,
  dossierId: DossierId,
  name: string,
  bytes: Bytes = utf8(`Note ${name}`),
) {
  const prepared = unwrap(
    await relais.prepareDocument(dossierId, { name: `${name}.txt`, file: new Blob([bytes]) }),
  );
  prepared.description.typeCode = '11506-3';
  return unwrap(await relais.addDocument(dossierId, prepared));
}

const titles = async (relais: Relais, dossierId: DossierId) =>
  unwrap(await relais.dossier(dossierId)).entries.map(({ title }) => title);
const sent = (relais: Relais) => vi.waitFor(() => expect(waiting(relais)).toEqual([]), { timeout: 10_000 });
const waiting = (relais: Relais) =>
  relais.view.outbox.filter(({ state }) => state === 'waiting' || state === 'sending');

describe('the app against the server', () => {
  test('from a card to a dossier with a document that another device sees by itself', async () => {
    const [one, two] = [await signedIn(), await signedIn('cps-urgentiste')];
    const { relais } = one;
    const dossierId = await newDossier(relais, 'vitale-desmaux');
    expect(await titles(relais, dossierId)).toEqual([]);
    await two.relais.demoDesk?.insert('vitale-desmaux');
    unwrap(await two.relais.authoriseMyself(dossierId, { kind: 'vitale', readAt: Date.now() }));
    unwrap(await two.relais.openDossier(dossierId));
    const documentId = await addNote(relais, dossierId, 'matin');
    await sent(relais);
    await vi.waitFor(async () => expect(await titles(two.relais, dossierId)).toEqual(['matin']), {
      timeout: 10_000,
    });
    expect(fromUtf8(await contentOf(two.relais, dossierId, documentId))).toBe('Note matin');
    expect(unwrap(await two.relais.traces(dossierId, null)).traces.length).toBeGreaterThan(3);
  }, 60_000);

  test('a large document travels in chunks and comes back whole', async () => {
    const { relais } = await signedIn();
    const dossierId = await newDossier(relais, 'vitale-pat-trois');
    const bytes = utf8('ligne de texte\n'.repeat(350_000));
    const documentId = await addNote(relais, dossierId, 'long', bytes);
    await sent(relais);
    unwrap(await relais.setPinned(dossierId, true));
    const content = await contentOf(relais, dossierId, documentId);
    expect(Buffer.from(content).equals(bytes)).toBe(true);
    expect(relais.view.transfers.filter(({ direction }) => direction === 'up')).toEqual([]);
  }, 60_000);

  test('without a network the app unlocks, reads, writes, and sends exactly once afterwards', async () => {
    const first = await signedIn();
    const dossierId = await newDossier(first.relais, 'vitale-pat-trois');
    const known = await addNote(first.relais, dossierId, 'connue');
    await sent(first.relais);
    await vi.waitFor(async () => expect(await titles(first.relais, dossierId)).toContain('connue'), {
      timeout: 10_000,
    });
    first.network.state = 'down';
    const device = await first.restart();
    opened.push(device);
    const { relais } = device;
    const [vault] = relais.view.vaults;
    expect(relais.view.vault).toBe('locked');
    if (!vault) throw new Error('no vault');
    expect(await relais.unlockVault(vault.owner, 'une autre phrase')).toEqual({
      ok: false,
      error: { type: 'WrongPassphrase' },
    });
    unwrap(await relais.unlockVault(vault.owner, PASSPHRASE));
    expect(relais.view.dossiers.map((line) => line.dossierId)).toContain(dossierId);
    expect(fromUtf8(await contentOf(relais, dossierId, known))).toBe('Note connue');
    const written = [];
    for (const name of ['un', 'deux', 'trois']) written.push(await addNote(relais, dossierId, name));
    expect(fromUtf8(await contentOf(relais, dossierId, written[0] ?? known))).toBe('Note un');
    expect(unwrap(await relais.dossier(dossierId)).waiting.map(({ title }) => title)).toEqual([
      'trois',
      'deux',
      'un',
    ]);
    expect((await relais.findDossier(INS_C)).ok).toBe(false);
    device.network.state = 'up';
    await device.probe();
    await relais.syncNow();
    await sent(relais);
    await vi.waitFor(
      async () =>
        expect((await titles(relais, dossierId)).filter((title) => title !== 'connue').reverse()).toEqual(
          expect.arrayContaining(['un', 'deux', 'trois']),
        ),
      { timeout: 10_000 },
    );
    const all = await titles(relais, dossierId);
    expect(all.filter((title) => title === 'un')).toHaveLength(1);
    expect(unwrap(await relais.dossier(dossierId)).waiting).toEqual([]);
    await vi.waitFor(async () => {
      const acts = unwrap(await relais.traces(dossierId, null)).traces.map(({ act }) => act);
      expect(acts).toContain('recordAccess');
    });
  }, 60_000);

  test('a captive portal is no server', async () => {
    const device = await signedIn();
    device.network.state = 'captive';
    expect(await device.relais.listOpenDossiers()).toEqual({ ok: false, error: { type: 'Offline' } });
    expect(device.relais.view.online).toBe(false);
  }, 60_000);

  test('a wrong PIN says how many tries are left and asks the server for nothing more', async () => {
    const device = await world.device();
    await device.relais.demoDesk?.insert('cps-infirmiere');
    expect(await device.relais.signIn('9999')).toEqual({
      ok: false,
      error: { type: 'Card', card: { type: 'WrongPin', triesLeft: 2 } },
    });
    expect(device.network.requests.some((request) => request.includes('auth.signIn'))).toBe(false);
  });

  test('locking blanks the screens and stops the sending', async () => {
    const { relais, network } = await signedIn();
    await newDossier(relais, 'vitale-pat-trois');
    relais.lockVault();
    expect([relais.view.dossiers, relais.view.outbox, relais.view.owner, relais.view.vault]).toEqual([
      [],
      [],
      undefined,
      'locked',
    ]);
    const before = network.requests.length;
    await relais.syncNow();
    expect(network.requests.length).toBe(before);
  }, 60_000);

  test('no name, number or identifier of a person stands in an address', async () => {
    const { relais, network } = await signedIn();
    const dossierId = await newDossier(relais, 'vitale-desmaux');
    const insC = relais.view.dossiers.find((line) => line.dossierId === dossierId)?.insC;
    if (insC) unwrap(await relais.findDossier(insC));
    expect(
      network.requests.filter((request) => request.includes(insC ?? '?') || /DESMAUX/i.test(request)),
    ).toEqual([]);
    expect(
      network.requests.some(
        (request) => request.includes('findDossier') || request.includes('dossiers.find'),
      ),
    ).toBe(true);
  }, 60_000);
});
