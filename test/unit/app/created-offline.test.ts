import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DossierId } from '#base/brand.ts';
import { unwrap } from '#base/result.ts';
import type { Relais } from '#app/port.ts';
import { CURRENT_BROCHURE } from '#domain/consent/brochure.ts';
import { identifyBeneficiary } from '#domain/identity/beneficiary.ts';
import { addNote, atWork, contentOf, PASSPHRASE, sent, titlesIn } from '#test/support/app/people.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await servedWorld();
}, 60_000);
const opened: AppDevice[] = [];
afterAll(async () => {
  for (const { relais } of opened) relais.lockVault();
  await world.stop();
});

async function nurseAtWork(card = 'cps-infirmiere'): Promise<AppDevice> {
  const device = await atWork(world, card);
  opened.push(device);
  return device;
}

/** Card and three steps at the bedside; the id that the device chose. */
async function createAtBedside({ relais }: AppDevice, card: string): Promise<DossierId> {
  const seen = new Set(relais.view.pending.map(({ dossierId }) => dossierId));
  await relais.demoDesk?.insert(card);
  const [person] = unwrap(await relais.readVitale()).persons;
  if (!person) throw new Error('nobody on the card');
  const identity = await identifyBeneficiary(person);
  if (identity.kind !== 'identified') throw new Error(identity.because);
  const at = Date.now();
  const record = {
    informed: { at, brochureVersion: CURRENT_BROCHURE },
    consent: { at, breakGlass: true, dispatchCentre: false },
    identified: { vitaleReadAt: at, confirmedAt: at },
  };
  const created = await relais.createDossier({ holder: identity.traits, insC: identity.insC, record });
  expect(created).toMatchObject({ ok: false, error: { type: 'Offline' } });
  const pending = relais.view.pending.find(({ dossierId }) => !seen.has(dossierId));
  if (!pending) throw new Error('nothing waits');
  return pending.dossierId;
}

async function unlocked(device: AppDevice): Promise<AppDevice> {
  const again = await device.restart();
  opened.push(again);
  const [vault] = again.relais.view.vaults;
  if (!vault) throw new Error('no vault');
  unwrap(await again.relais.unlockVault(vault.owner, PASSPHRASE));
  return again;
}

/** Two notes and an authorisation, all behind the creation. */
async function writeAllBehind(relais: Relais, provisional: DossierId): Promise<void> {
  await addNote(relais, provisional, 'matin');
  await addNote(relais, provisional, 'soir');
  const vitale = { kind: 'vitale', readAt: Date.now() } as const;
  const authorised = await relais.authoriseMyself(provisional, vitale);
  expect(authorised).toMatchObject({ ok: false, error: { type: 'Offline' } });
}

const heldHere = (relais: Relais, dossierId: DossierId) =>
  vi.waitFor(() => expect(relais.view.dossiers.map((line) => line.dossierId)).toContain(dossierId), {
    timeout: 10_000,
  });

async function backOnline(device: AppDevice): Promise<void> {
  device.network.state = 'up';
  await device.relais.syncNow();
  await sent(device.relais);
}

describe('a DMP created without a network', () => {
  test('waits with its documents over a restart, is shown from the outbox, and arrives once', async () => {
    const device = await nurseAtWork();
    device.network.state = 'down';
    const provisional = await createAtBedside(device, 'vitale-desmaux');
    await writeAllBehind(device.relais, provisional);

    const { relais, network } = await unlocked(device);
    const [pending] = relais.view.pending;
    expect(pending).toMatchObject({ dossierId: provisional, documents: 2, authorised: true, refused: false });
    unwrap(await relais.openDossier(provisional));
    const shown = unwrap(await relais.dossier(provisional));
    expect(shown).toMatchObject({
      pending: true,
      header: { optOut: { breakGlass: false, dispatchCentre: true } },
    });
    expect(shown.waiting.map(({ title }) => title)).toEqual(['soir', 'matin']);
    const [waiting] = shown.waiting;
    if (!waiting) throw new Error('nothing waits');
    expect((await contentOf(relais, provisional, waiting.documentId)).length).toBeGreaterThan(0);

    await backOnline({ ...device, relais, network });
    await heldHere(relais, provisional);
    expect(relais.view.pending).toEqual([]);
    expect((await titlesIn(relais, provisional)).sort()).toEqual(['matin', 'soir']);
    expect(unwrap(await relais.dossier(provisional)).waiting).toEqual([]);
    // nothing is sent twice
    await relais.syncNow();
    unwrap(await relais.openDossier(provisional));
    expect(await titlesIn(relais, provisional)).toHaveLength(2);
  }, 60_000);

  test('that exists already: the receipt says so, and all goes to the true one', async () => {
    const doctor = await nurseAtWork('cps-urgentiste');
    const truth = await newDossier(doctor.relais, 'vitale-pat-trois');
    const before = await titlesIn(doctor.relais, truth);
    const device = await nurseAtWork();
    device.network.state = 'down';
    const provisional = await createAtBedside(device, 'vitale-pat-trois');
    await writeAllBehind(device.relais, provisional);

    const { relais, network } = await unlocked(device);
    await backOnline({ ...device, relais, network });
    expect(relais.view.moved.get(provisional)).toBe(truth);
    const creation = relais.view.outbox.find(({ what }) => what === 'createDossier');
    expect(creation).toMatchObject({ state: 'sent', existing: true, dossierId: truth });
    await heldHere(relais, truth);
    // the provisional id leads there
    unwrap(await relais.openDossier(provisional));
    expect(unwrap(await relais.dossier(provisional)).header.dossierId).toBe(truth);
    unwrap(await doctor.relais.openDossier(truth));
    const added = (await titlesIn(doctor.relais, truth)).filter((title) => ['matin', 'soir'].includes(title));
    expect(added.sort()).toEqual(['matin', 'soir']);
    expect(await titlesIn(doctor.relais, truth)).toHaveLength(before.length + 2);
  }, 60_000);

  test('a note written under the provisional id after the receipt waits under the true dossier', async () => {
    const device = await nurseAtWork();
    const { relais } = device;
    device.network.state = 'down';
    const provisional = await createAtBedside(device, 'vitale-pat-trois');
    await relais.authoriseMyself(provisional, { kind: 'vitale', readAt: Date.now() });
    await backOnline(device);
    const truth = relais.view.moved.get(provisional);
    if (!truth) throw new Error('not moved');
    await heldHere(relais, truth);
    device.network.state = 'down';
    await addNote(relais, provisional, 'plus tard');
    const shown = unwrap(await relais.dossier(truth));
    expect(shown.waiting.map(({ title }) => title)).toEqual(['plus tard']);
    expect(relais.view.dossiers.find(({ dossierId }) => dossierId === truth)?.waiting).toBe(1);
    await backOnline(device);
    expect(await titlesIn(relais, truth)).toContain('plus tard');
  }, 60_000);

  test('that the server refuses is set aside with its reason, its consent and the documents behind it', async () => {
    const doctor = await nurseAtWork('cps-urgentiste');
    const closed = await newDossier(doctor.relais, 'vitale-desmaux');
    const requester = { familyName: 'DESMAUX', firstName: 'NATHALIE', as: 'holder' } as const;
    unwrap(
      await doctor.relais.change({ type: 'closeDossier', dossierId: closed, reason: 'Demande', requester }),
    );
    const device = await nurseAtWork();
    const { relais } = device;
    device.network.state = 'down';
    const provisional = await createAtBedside(device, 'vitale-desmaux');
    await writeAllBehind(relais, provisional);
    await backOnline(device);

    const refused = relais.view.outbox.filter(({ state }) => state === 'refused');
    expect(refused.map(({ what, title, refused }) => [what, title, refused])).toEqual(
      expect.arrayContaining([
        ['createDossier', undefined, 'dossierClosed'],
        ['provideDocument', 'matin', expect.any(String)],
        ['provideDocument', 'soir', expect.any(String)],
        ['grantAuthorisation', undefined, expect.any(String)],
      ]),
    );
    expect(refused.every(({ dossierId }) => dossierId === provisional)).toBe(true);
    const [pending] = relais.view.pending;
    expect(pending).toMatchObject({ dossierId: provisional, documents: 2, refused: true });

    // after a restart too: the consent as it was given, and each document, can be handed over by other means
    const again = await unlocked(device);
    const lines = again.relais.view.outbox;
    const exported = async (wanted: (line: (typeof lines)[number]) => boolean): Promise<string> => {
      const { bytes } = unwrap(await again.relais.exportUnsent(lines.find(wanted)?.id ?? ''));
      return new Blob([bytes]).text();
    };
    const consent = await exported(({ what }) => what === 'createDossier');
    expect(consent).toContain('DESMAUX');
    expect(consent).toMatch(/"consent"[^}]*"breakGlass": ?true/s);
    expect(await exported(({ title }) => title === 'soir')).toBe('Note soir');
  }, 60_000);
});
