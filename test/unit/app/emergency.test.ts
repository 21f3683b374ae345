import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DocumentId, DossierId } from '#base/brand.ts';
import { fromUtf8 } from '#base/bytes.ts';
import { err, unwrap } from '#base/result.ts';
import type { Relais } from '#app/port.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import {
  addNote,
  atWork,
  contentOf,
  pinOf,
  PRESENT,
  sent,
  signedIn,
  signIn,
} from '#test/support/app/people.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';
import { databaseNames, storedText } from '#test/support/app/stored-text.ts';
import { ManualTimer } from '#test/support/sync/memory-ports.ts';

const DOCTOR = 'cps-urgentiste';
const HOUR = 3_600_000;
const TRAITS = {
  by: 'traits',
  familyName: 'DESMAUX',
  firstName: 'NATHALIE',
  birthDate: '1955-06-15',
} as const;
const ENTERED = { mode: 'bris_de_glace', search: TRAITS, reason: 'Trouvée inconsciente à domicile' } as const;

let world: ServedWorld;
let nurse: Relais;
let dossierId: DossierId;
let documentId: DocumentId;
let opened: AppDevice[] = [];
beforeAll(async () => {
  world = await servedWorld();
  nurse = (await atWork(world, 'cps-infirmiere')).relais;
  dossierId = await newDossier(nurse, 'vitale-desmaux');
  documentId = await addNote(nurse, dossierId, 'allergies');
  await addNote(nurse, dossierId, 'secret', {
    visibility: { hiddenFromProfessionals: true, hiddenFromHolder: false, hiddenFromRepresentatives: false },
  });
  await sent(nurse);
}, 60_000);
// searches are limited by the hour
beforeEach(() => world.clock.advance(HOUR + 1));
afterEach(() => {
  for (const { relais } of opened) relais.lockVault();
  opened = [];
});
afterAll(async () => {
  nurse.lockVault();
  await world.stop();
});

const kept = (device: AppDevice): AppDevice => {
  opened.push(device);
  return device;
};

/** With the doctor's card in the reader and its code typed. */
async function breakGlass(relais: Relais, card = DOCTOR) {
  await relais.demoDesk?.insert(card);
  return relais.openEmergency({ ...ENTERED, proof: { kind: 'card', pin: pinOf(relais, card) } });
}

describe('an emergency access', () => {
  test('opens without a vault, in memory alone, with what is not masked, and ends for good', async () => {
    const others = await databaseNames();
    const { relais } = kept(await signedIn(world, DOCTOR));
    const answer = unwrap(await breakGlass(relais));
    expect(answer).toMatchObject({ kind: 'opened', dossierId, mode: 'bris_de_glace' });
    expect(relais.view.emergency).toMatchObject({ dossierId, mode: 'bris_de_glace' });
    const shown = unwrap(await relais.dossier(dossierId));
    expect([shown.emergency, shown.header.access.mode, shown.header.rights]).toEqual([
      true,
      'bris_de_glace',
      undefined,
    ]);
    expect(shown.entries.map(({ title }) => title)).toEqual(['allergies']);
    expect(fromUtf8(await contentOf(relais, dossierId, documentId))).toBe('Note allergies');
    expect(unwrap(await relais.openDossier(dossierId))).toBeUndefined();
    unwrap(await relais.endEmergency());
    expect(relais.view.emergency).toBeUndefined();
    expect(await relais.dossier(dossierId)).toEqual(err({ type: 'VaultLocked' }));
    const [mine] = unwrap(await relais.myEmergencies());
    expect(mine?.endedAt).not.toBeNull();
    const stored = await storedText(others);
    expect(stored).not.toContain(dossierId);
    expect(stored).not.toContain('allergies');
  }, 30_000);

  test('is not written to the device where a vault is open and syncs either', async () => {
    const others = await databaseNames();
    const { relais } = kept(await atWork(world, DOCTOR));
    unwrap(await breakGlass(relais));
    unwrap(await relais.openDossier(dossierId));
    await relais.syncNow();
    expect(await relais.setPinned(dossierId, true)).toEqual(err({ type: 'Refused', code: 'notInMode' }));
    expect(relais.view.dossiers).toEqual([]);
    expect(unwrap(await relais.dossier(dossierId)).emergency).toBe(true);
    expect(await storedText(others)).not.toContain(dossierId);
    const { emergency } = relais.view;
    if (!emergency) throw new Error('not open');
    const { accessId } = emergency;
    unwrap(await relais.change({ type: 'noteEmergency', dossierId, accessId, text: 'Transportée' }));
    expect(unwrap(await relais.myEmergencies())[0]?.noted).toBe(true);
  }, 30_000);

  test('ends by itself when its time is up, without asking anybody', async () => {
    const timer = new ManualTimer();
    let now = Date.now();
    const clock = { now: () => now, monotonic: () => now };
    const { relais, network } = kept(await signedIn(world, DOCTOR, { timer, clock }));
    unwrap(await breakGlass(relais));
    expect((relais.view.emergency?.until ?? 0) - now).toBe(4 * HOUR);
    network.state = 'down';
    now += 4 * HOUR;
    // the computer slept: no timer ran
    expect(await relais.dossier(dossierId)).toEqual(err({ type: 'VaultLocked' }));
    expect(relais.view.emergency).toBeUndefined();
  }, 30_000);

  test('ends by its timer while the page stays open', async () => {
    const timer = new ManualTimer();
    const { relais, network } = kept(await signedIn(world, DOCTOR, { timer }));
    unwrap(await breakGlass(relais));
    const before = relais.view.revision(dossierId);
    network.state = 'down';
    await timer.pass(3.9 * HOUR);
    expect(relais.view.emergency).toBeDefined();
    await timer.pass(0.2 * HOUR);
    expect(relais.view.emergency).toBeUndefined();
    expect(relais.view.revision(dossierId)).toBeGreaterThan(before);
  }, 60_000);

  test('is dropped when the server takes it back, and follows what is new until then', async () => {
    const timer = new ManualTimer();
    const { relais } = kept(await signedIn(world, DOCTOR, { timer }));
    unwrap(await breakGlass(relais));
    await addNote(nurse, dossierId, 'nouvelle');
    await sent(nurse);
    await timer.pass(20_000);
    await vi.waitFor(async () =>
      expect(unwrap(await relais.dossier(dossierId)).entries.map(({ title }) => title)).toContain('nouvelle'),
    );
    const oppose = (breakGlassRefused: boolean) =>
      nurse.change({
        type: 'setOppositions',
        dossierId,
        breakGlass: breakGlassRefused,
        dispatchCentre: false,
      });
    unwrap(await oppose(true));
    await timer.pass(20_000);
    await vi.waitFor(() => expect(relais.view.emergency).toBeUndefined());
    expect(await relais.dossier(dossierId)).toEqual(err({ type: 'VaultLocked' }));
    expect(unwrap(await breakGlass(relais))).toEqual({ kind: 'refused', because: 'opposed' });
    unwrap(await oppose(false));
  }, 30_000);

  test.each(['lockVault', 'signOut'] as const)(
    'is dropped by %s',
    async (act) => {
      const { relais } = kept(await atWork(world, DOCTOR));
      unwrap(await breakGlass(relais));
      relais.setConfidential(dossierId);
      await relais[act]();
      expect([relais.view.emergency, relais.view.confidential]).toEqual([undefined, undefined]);
      expect((await relais.dossier(dossierId)).ok).toBe(false);
    },
    30_000,
  );

  test('is not dropped by the unlocking of the own vault', async () => {
    const { relais } = kept(await signedIn(world, DOCTOR));
    unwrap(await breakGlass(relais));
    unwrap(await relais.createVault('tournée du matin'));
    expect(unwrap(await relais.dossier(dossierId)).emergency).toBe(true);
    expect(relais.view.dossiers).toEqual([]);
  }, 30_000);

  test('goes on after a reload, as long as it is open', async () => {
    const device = await atWork(world, DOCTOR);
    unwrap(await breakGlass(device.relais));
    const { relais } = kept(await device.restart());
    expect((await relais.dossier(dossierId)).ok).toBe(false);
    const [mine] = unwrap(await relais.myEmergencies());
    if (!mine) throw new Error('no access');
    unwrap(await relais.resumeEmergency(mine));
    expect(relais.view.emergency?.accessId).toBe(mine.accessId);
    unwrap(await relais.endEmergency());
    expect(await relais.resumeEmergency(mine)).toEqual(err({ type: 'Refused', code: 'notAuthorised' }));
  }, 30_000);

  test('is never opened without a network, and no code is asked for then', async () => {
    const { relais, network } = kept(await signedIn(world, DOCTOR));
    network.state = 'down';
    expect(await breakGlass(relais)).toEqual(err({ type: 'Offline' }));
    expect(relais.view.emergency).toBeUndefined();
  }, 30_000);

  test('is dropped here though the server cannot be told of its end', async () => {
    const { relais, network } = kept(await signedIn(world, DOCTOR));
    unwrap(await breakGlass(relais));
    network.state = 'down';
    expect(await relais.endEmergency()).toEqual(err({ type: 'Offline' }));
    expect((await relais.dossier(dossierId)).ok).toBe(false);
  }, 30_000);

  test('wants the code of the own card: a wrong one counts, another card is not asked', async () => {
    const { relais, network } = kept(await signedIn(world, DOCTOR));
    await relais.demoDesk?.insert(DOCTOR);
    const wrong = await relais.openEmergency({ ...ENTERED, proof: { kind: 'card', pin: '9999' } });
    expect(wrong).toMatchObject({ ok: false, error: { type: 'Card', card: { type: 'WrongPin' } } });
    expect(await breakGlass(relais, 'cps-infirmiere')).toEqual(
      err({ type: 'Server', code: 'otherProfessional' }),
    );
    expect(network.requests.some((request) => request.includes('emergency.open'))).toBe(false);
    const passkey = await relais.openEmergency({ ...ENTERED, proof: { kind: 'passkey' } });
    expect(passkey).toEqual(err({ type: 'PasskeyUnavailable' }));
  }, 30_000);

  test('finds nobody by traits that nobody has, and asks for a session', async () => {
    const device = kept(await signedIn(world, DOCTOR));
    const { relais } = device;
    await relais.demoDesk?.insert(DOCTOR);
    const nobody = { ...ENTERED, search: { ...TRAITS, familyName: 'PERSONNE' } };
    const proof = { kind: 'card', pin: pinOf(relais, DOCTOR) } as const;
    expect(unwrap(await relais.openEmergency({ ...nobody, proof }))).toEqual({ kind: 'notFound' });
    await relais.signOut();
    expect(await relais.openEmergency({ ...nobody, proof })).toEqual(
      err({ type: 'Server', code: 'sessionMissing' }),
    );
  }, 30_000);

  test('gives who is authorised anyway the dossier as any day: in the open vault, or in memory', async () => {
    const { relais } = kept(await atWork(world, 'cps-generaliste'));
    unwrap(await relais.authoriseMyself(dossierId, PRESENT));
    expect(unwrap(await breakGlass(relais, 'cps-generaliste'))).toMatchObject({
      kind: 'opened',
      mode: 'normal',
    });
    expect(relais.view.emergency).toBeUndefined();
    expect(relais.view.dossiers.map((line) => line.dossierId)).toEqual([dossierId]);
    relais.lockVault();
    const others = await databaseNames();
    const device = kept(await signedIn(world, 'cps-generaliste'));
    expect(unwrap(await breakGlass(device.relais, 'cps-generaliste'))).toMatchObject({ mode: 'normal' });
    expect(device.relais.view.emergency).toBeUndefined();
    const shown = unwrap(await device.relais.dossier(dossierId));
    expect([shown.emergency, shown.header.access.mode]).toEqual([true, 'normal']);
    expect(await storedText(others)).not.toContain(dossierId);
    await device.relais.signOut();
    expect((await device.relais.dossier(dossierId)).ok).toBe(false);
  }, 30_000);

  test('another professional who signs in on the device sees nothing of it', async () => {
    const device = kept(await signedIn(world, DOCTOR));
    unwrap(await breakGlass(device.relais));
    await signIn(device, 'cps-infirmiere');
    expect(device.relais.view.emergency).toBeUndefined();
    expect((await device.relais.dossier(dossierId)).ok).toBe(false);
  }, 30_000);
});
