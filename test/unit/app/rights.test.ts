import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { isPsIdNat, type DossierId, type PsIdNat } from '#base/brand.ts';
import { err, unwrap } from '#base/result.ts';
import type { ChangeBody } from '#app/outbox-port.ts';
import type { Relais } from '#app/port.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { addNote, atWork, PRESENT, sent, titlesIn } from '#test/support/app/people.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';

const DAY = 24 * 3_600_000;
const REQUESTER = { familyName: 'PAT-TROIS', firstName: 'DOMINIQUE', as: 'holder' } as const;

let world: ServedWorld;
/** How far somebody set the doctor's clock; ms. */
let setAhead = 0;
/** At work through all tests; a test that takes one of them off the network gives it back. */
let nurseDevice: AppDevice;
let doctorDevice: AppDevice;
beforeAll(async () => {
  world = await servedWorld();
  nurseDevice = await atWork(world, 'cps-infirmiere');
  const clock = { ...world.clock, now: () => world.clock.now() + setAhead };
  doctorDevice = await atWork(world, 'cps-urgentiste', { clock });
}, 60_000);
afterEach(async () => {
  for (const { network, relais } of [nurseDevice, doctorDevice]) {
    network.state = 'up';
    await relais.syncNow();
  }
});
afterAll(async () => {
  for (const { relais } of [nurseDevice, doctorDevice]) relais.lockVault();
  await world.stop();
});

const idOf = (relais: Relais): PsIdNat => {
  const psIdNat = relais.view.owner?.psIdNat ?? '';
  if (!isPsIdNat(psIdNat)) throw new Error('nobody');
  return psIdNat;
};

/** A nurse and a doctor who both hold the dossier on their devices. */
async function twoReaders(card = 'vitale-pat-trois') {
  const [nurse, doctor] = [nurseDevice.relais, doctorDevice.relais];
  const dossierId = await newDossier(nurse, card);
  unwrap(await doctor.authoriseMyself(dossierId, PRESENT));
  unwrap(await doctor.openDossier(dossierId));
  return { nurse, doctor, dossierId };
}

const holds = (relais: Relais, dossierId: DossierId): boolean =>
  relais.view.dossiers.some((line) => line.dossierId === dossierId);
const isGone = (relais: Relais, dossierId: DossierId) =>
  vi.waitFor(() => expect(holds(relais, dossierId)).toBe(false), { timeout: 10_000 });

describe('a change of rights', () => {
  test('shows on the screen of whoever made it, and carries what was on it before', async () => {
    const { nurse, doctor, dossierId } = await twoReaders();
    const line = await vi.waitFor(async () => {
      const rights = unwrap(await nurse.dossier(dossierId)).header.rights;
      const found = rights?.professionals.find(({ professional }) => professional.psIdNat === idOf(doctor));
      expect(found).toMatchObject({ state: 'granted', presence: 'declared' });
      return found;
    });
    const block = { type: 'blockProfessional', dossierId, professional: idOf(doctor) } as const;
    const basedOn = line?.version ?? '';
    unwrap(await nurse.change({ ...block, basedOn }));
    const after = unwrap(await nurse.dossier(dossierId)).header.rights;
    expect(after?.professionals.map(({ state }) => state)).toContain('denied');
    expect(await nurse.change({ ...block, basedOn })).toEqual(err({ type: 'Refused', code: 'rightChanged' }));
    unwrap(await nurse.change({ type: 'unblockProfessional', dossierId, professional: idOf(doctor) }));
  }, 30_000);

  test('waits in the outbox without a network, with the name of whom it is about', async () => {
    const nurse = nurseDevice;
    const dossierId = await newDossier(nurse.relais, 'vitale-desmaux');
    nurse.network.state = 'down';
    const body = { type: 'setOppositions', dossierId, breakGlass: true, dispatchCentre: true } as const;
    expect(await nurse.relais.change(body)).toEqual(err({ type: 'Offline' }));
    const [line] = nurse.relais.view.outbox;
    expect(line).toMatchObject({ what: 'setOppositions', state: 'waiting' });
    expect(line?.holder?.familyName).toBe('DESMAUX');
    nurse.network.state = 'up';
    await nurse.relais.syncNow();
    expect(unwrap(await nurse.relais.dossier(dossierId)).header.optOut).toEqual({
      breakGlass: true,
      dispatchCentre: true,
    });
  }, 30_000);

  test('finds whom to authorise by some letters of a name', async () => {
    const nurse = nurseDevice;
    const found = unwrap(await nurse.relais.findProfessionals(' belc '));
    expect(found.professionals.map(({ profession }) => profession)).toEqual(['10']);
  }, 30_000);

  test('of what is hidden, replaced or confidential stands on the document as it was chosen', async () => {
    const { relais } = nurseDevice;
    const dossierId = await newDossier(relais, 'vitale-mineure');
    const hidden = {
      hiddenFromProfessionals: false,
      hiddenFromHolder: true,
      hiddenFromRepresentatives: false,
    };
    await addNote(relais, dossierId, 'annonce', { visibility: hidden });
    await sent(relais);
    const entryOf = (title: string) =>
      vi.waitFor(
        async () => {
          const entry = unwrap(await relais.dossier(dossierId)).entries.find((one) => one.title === title);
          if (!entry) throw new Error('not yet');
          return entry;
        },
        { timeout: 10_000 },
      );
    const first = await entryOf('annonce');
    expect(first.visibility).toEqual(hidden);
    await addNote(relais, dossierId, 'corrigée', { replaces: first });
    const second = await entryOf('corrigée');
    expect([second.logicalId, second.replaces]).toEqual([first.logicalId, first.documentId]);
    relais.setConfidential(dossierId);
    await addNote(relais, dossierId, 'confidence');
    const third = await entryOf('confidence');
    expect(third.visibility.hiddenFromRepresentatives).toBe(true);
    relais.setConfidential(undefined);
    const ours = new Set([first, second, third].map(({ documentId }) => documentId));
    const { traces } = unwrap(await relais.traces(dossierId, null, { kind: 'writing' }));
    const kept = traces.filter(
      ({ documentId, confidential }) => confidential && documentId && ours.has(documentId),
    );
    expect(kept.map(({ documentId }) => documentId)).toEqual([third.documentId]);
  }, 30_000);
});

describe('a right that was lost', () => {
  const lost: readonly [string, (dossierId: DossierId, doctor: PsIdNat) => ChangeBody][] = [
    ['withdrawn', (dossierId, professional) => ({ type: 'withdrawAuthorisation', dossierId, professional })],
    ['blocked', (dossierId, professional) => ({ type: 'blockProfessional', dossierId, professional })],
    [
      'closed with the dossier',
      (dossierId) => ({ type: 'closeDossier', dossierId, reason: 'Demande', requester: REQUESTER }),
    ],
    [
      'ended by a request for erasure',
      (dossierId) => ({
        type: 'requestErasure',
        dossierId,
        requester: REQUESTER,
        presence: PRESENT,
      }),
    ],
  ];
  test.each(lost)(
    '%s takes the dossier from the device with its key',
    async (_how, bodyOf) => {
      const { nurse, doctor, dossierId } = await twoReaders('vitale-tchitchi');
      const body = bodyOf(dossierId, idOf(doctor));
      unwrap(await nurse.change(body));
      await isGone(doctor, dossierId);
      expect(await doctor.dossier(dossierId)).toEqual(err({ type: 'NotCached' }));
      // whoever did it loses it at once, where it was theirs too
      if (body.type === 'closeDossier' || body.type === 'requestErasure') await isGone(nurse, dossierId);
      else unwrap(await nurse.dossier(dossierId));
      await giveBack(nurse, doctor, { dossierId, body });
    },
    30_000,
  );

  /** For the tests that follow: dossiers of one holder are one dossier. */
  async function giveBack(
    nurse: Relais,
    doctor: Relais,
    { dossierId, body }: { dossierId: DossierId; body: ChangeBody },
  ): Promise<void> {
    if (body.type === 'blockProfessional')
      unwrap(await nurse.change({ type: 'unblockProfessional', dossierId, professional: idOf(doctor) }));
    if (body.type !== 'closeDossier' && body.type !== 'requestErasure') return;
    const at = Date.now();
    const { CURRENT_BROCHURE } = await import('#domain/consent/brochure.ts');
    const record = {
      informed: { at, brochureVersion: CURRENT_BROCHURE },
      consent: { at, breakGlass: true, dispatchCentre: true },
      identified: { vitaleReadAt: at, confirmedAt: at },
    };
    unwrap(await nurse.change({ type: 'reactivateDossier', dossierId, record }));
  }

  test('own authorisation withdrawn by oneself leaves this device at once', async () => {
    const { nurse, dossierId } = await twoReaders('vitale-tchitchi');
    unwrap(await nurse.change({ type: 'withdrawAuthorisation', dossierId, professional: idOf(nurse) }));
    await isGone(nurse, dossierId);
  }, 30_000);

  test('brings back what was written meanwhile, with the reason and the content', async () => {
    const { nurse, doctor, dossierId } = await twoReaders('vitale-nessi');
    doctorDevice.network.state = 'down';
    await doctor.syncNow();
    await addNote(doctor, dossierId, 'visite');
    const note = {
      type: 'changeHolderData',
      dossierId,
      data: { personsToCall: [], phone: '0123456789' },
    } as const;
    expect(await doctor.change(note)).toEqual(err({ type: 'Offline' }));
    unwrap(await nurse.change({ type: 'blockProfessional', dossierId, professional: idOf(doctor) }));
    doctorDevice.network.state = 'up';
    await doctor.syncNow();
    await isGone(doctor, dossierId);
    const refused = doctor.view.outbox.filter(({ state }) => state === 'refused');
    expect(refused.map(({ what, refused: code }) => [what, code]).sort()).toEqual([
      ['changeHolderData', 'blocked'],
      ['provideDocument', 'blocked'],
    ]);
    const of = (what: string) => refused.find((line) => line.what === what)?.id ?? '';
    expect(refused[0]?.holder?.familyName).toBe('NESSI');
    const document = unwrap(await doctor.exportUnsent(of('provideDocument')));
    expect([document.fileName, await new Blob([document.bytes]).text()]).toEqual([
      'visite.txt',
      'Note visite',
    ]);
    const data = unwrap(await doctor.exportUnsent(of('changeHolderData')));
    expect(data.fileName).toMatch(/^envoi-\d+\.json$/);
    expect(await new Blob([data.bytes]).text()).toContain('0123456789');
  }, 30_000);

  test('by time is not shown without a network, and comes back where it was renewed meanwhile', async () => {
    const { doctor, dossierId } = await twoReaders('vitale-corse-2a');
    const documentId = await addNote(doctor, dossierId, 'lue');
    await sent(doctor);
    await vi.waitFor(async () => expect(await titlesIn(doctor, dossierId)).toContain('lue'), {
      timeout: 10_000,
    });
    unwrap(await doctor.content(dossierId, documentId));
    doctorDevice.network.state = 'down';
    await doctor.syncNow();
    unwrap(await doctor.dossier(dossierId));
    const { until } = unwrap(await doctor.dossier(dossierId)).header.access;
    setAhead = (until ?? 0) + DAY - world.clock.now();
    const ended = err({ type: 'Refused', code: 'authorisationExpired' });
    expect(await doctor.dossier(dossierId)).toEqual(ended);
    expect(await doctor.content(dossierId, documentId)).toEqual(ended);
    setAhead = 0;
    // a clock set back prolongs nothing: the server says what time it is
    expect(await doctor.dossier(dossierId)).toEqual(ended);
    doctorDevice.network.state = 'up';
    await doctor.syncNow();
    unwrap(await doctor.dossier(dossierId));
  }, 30_000);
});
