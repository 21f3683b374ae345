import type { DossierId } from '#base/brand.ts';
import { grantEntitlement } from '#server/repositories/entitlements.ts';
import { listAlarms } from '#server/repositories/alarms.ts';
import { insertSearch } from '#server/repositories/emergency-searches.ts';
import { noticeRow } from '#server/schema/shard.ts';
import {
  breakGlass,
  byTraits,
  callerFor,
  cardOf,
  insCOf,
  lastTrace,
  makeDossier,
  proofBy,
  REASON,
  tracesOf,
  trustCards,
  type TestCard,
} from '#test/support/server/emergency-world.ts';
import {
  DOCTOR,
  grantBody,
  HOLDER,
  NURSE,
  pageOf,
  provideNote,
  registerDevice,
  SECOND_DOCTOR,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';
import { fakeAuthenticator } from '#test/support/webauthn/fake-authenticator.ts';
import type { TestPki } from '#test/support/server/test-pki.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const HOUR_MS = 3_600_000;
let running: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;
let doctor: TestDevice;
let other: TestDevice;
let pki: TestPki;
let card: TestCard;
let otherCard: TestCard;
let dossierId: DossierId;

beforeAll(async () => {
  running = await startTestServer();
  const { server } = running;
  pki = await trustCards(server);
  [nurse, doctor, other] = [
    await registerDevice(server, NURSE),
    await registerDevice(server, DOCTOR),
    await registerDevice(server, SECOND_DOCTOR),
  ];
  [card, otherCard] = await Promise.all([cardOf(pki, DOCTOR), cardOf(pki, SECOND_DOCTOR)]);
  dossierId = await makeDossier(nurse, running.clock);
});
afterAll(() => running.stop());
// each test has its limits before it
beforeEach(() => running.clock.advance(2 * HOUR_MS));

const open = (changes: Parameters<typeof breakGlass>[3] = {}) =>
  breakGlass(running.server, doctor, card, changes);
const wishes = (body: Parameters<TestDevice['send']>[0]) => other.send(body);

describe('break-glass', () => {
  it('opens the dossier for four hours, tells the mode and the end, and leaves the reason sealed in the trace', async () => {
    const opened = await open();
    expect(opened).toEqual({
      kind: 'opened',
      dossierId,
      mode: 'bris_de_glace',
      accessId: expect.any(String) as string,
      until: running.clock.now() + 4 * HOUR_MS,
    });
    const trace = await lastTrace(running.server, 'shard-1');
    expect(trace).toMatchObject({
      leaf: { act: 'openEmergency', mode: 'bris_de_glace', allowed: true, because: 'emergency', dossierId },
      secret: { reason: REASON, actor: { psIdNat: DOCTOR.psIdNat } },
    });
    expect(JSON.stringify(trace?.leaf)).not.toContain('inconscient');
    const page = pageOf(await doctor.pull(dossierId));
    expect(page.header.access).toMatchObject({ mode: 'bris_de_glace', because: 'emergency' });
    expect((await lastTrace(running.server, 'shard-1'))?.leaf.mode).toBe('bris_de_glace');
  });

  it('opens for this device alone, and gives no place in lists', async () => {
    await open();
    const second = await registerDevice(running.server, DOCTOR);
    expect((await second.pull(dossierId)).kind).toBe('dossierRemoved');
    expect(await callerFor(running.server, doctor).dossiers.list()).toEqual([]);
  });

  it('ends by itself, and the device is told to let go of the dossier', async () => {
    await open();
    running.clock.advance(4 * HOUR_MS - 1);
    expect((await doctor.pull(dossierId)).kind).toBe('page');
    running.clock.advance(1);
    expect((await doctor.pull(dossierId)).kind).toBe('dossierRemoved');
  });

  it('ends when its opener says so, once or twice, and is told of by nobody else', async () => {
    const opened = await open();
    if (opened.kind !== 'opened' || opened.accessId === null) throw new Error('not opened');
    const { accessId } = opened;
    const wanted = { dossierId, accessId };
    await expect(callerFor(running.server, other).emergency.end(wanted)).rejects.toThrow('notFound');
    expect((await doctor.pull(dossierId)).kind).toBe('page');
    await callerFor(running.server, doctor).emergency.end(wanted);
    const { leaf } = (await lastTrace(running.server, 'shard-1')) ?? {};
    expect(leaf).toMatchObject({ act: 'endEmergency', mode: 'bris_de_glace', allowed: true });
    await callerFor(running.server, doctor).emergency.end(wanted);
    expect((await doctor.pull(dossierId)).kind).toBe('dossierRemoved');
    const unknown = { dossierId, accessId: crypto.randomUUID() };
    await expect(callerFor(running.server, doctor).emergency.end(unknown)).rejects.toThrow('notFound');
  });

  it('keeps masked documents masked', async () => {
    const visibility = {
      hiddenFromProfessionals: true,
      hiddenFromHolder: false,
      hiddenFromRepresentatives: false,
    };
    const masked = await provideNote(nurse, dossierId, 'Masked by the holder.', { visibility });
    const plain = await provideNote(nurse, dossierId, 'For everybody.');
    await open();
    const seen = pageOf(await doctor.pull(dossierId)).entries.map(({ documentId }) => documentId);
    expect(seen).toContain(plain.documentId);
    expect(seen).not.toContain(masked.documentId);
  });

  it('is refused without a reason of three letters at least, before anybody is looked for', async () => {
    for (const reason of [undefined, '...', 'ok', '   a b   ', '1234567']) {
      const proof = await proofBy(running.server, doctor, card);
      const asked = callerFor(running.server, doctor).emergency.open({
        mode: 'bris_de_glace',
        search: byTraits({ familyName: 'PERSONNE' }),
        ...(reason !== undefined && { reason }),
        proof,
      });
      await expect(asked).rejects.toThrow('forbidden');
      expect(await lastTrace(running.server, 'directory')).toMatchObject({
        leaf: { act: 'searchEmergency', mode: 'bris_de_glace', allowed: false, because: 'reasonMissing' },
      });
    }
  });

  it('is for health professions alone, and tells others nothing of whether somebody has a dossier', async () => {
    const psychologist = { ...DOCTOR, psIdNat: '899700009990' as typeof DOCTOR.psIdNat, profession: '93' };
    const [device, own] = [
      await registerDevice(running.server, psychologist),
      await cardOf(pki, psychologist),
    ];
    for (const familyName of ['EXEMPLE', 'PERSONNE'])
      expect(await breakGlass(running.server, device, own, { search: byTraits({ familyName }) })).toEqual({
        kind: 'refused',
        because: 'profession',
      });
  });

  it('opens in normal mode, telling nobody, where the asker is authorised anyway', async () => {
    const authorised = await makeDossier(nurse, running.clock, {
      insC: insCOf(1),
      holder: { familyName: 'AUTORISE', firstName: 'Jean', birthDate: '1950-08-01' },
    });
    await wishes(grantBody(authorised, DOCTOR.psIdNat, running.clock.now()));
    const opened = await open({ search: byTraits({ familyName: 'Autorisé' }) });
    expect(opened).toMatchObject({ kind: 'opened', dossierId: authorised, mode: 'normal', accessId: null });
    expect(opened.kind === 'opened' && opened.until).toBeGreaterThan(
      running.clock.now() + 300 * 24 * HOUR_MS,
    );
    expect(await lastTrace(running.server, 'shard-1')).toMatchObject({
      leaf: { act: 'consultDossier', mode: 'normal', because: 'authorised' },
    });
    const { db } = running.server.shards.newest.database;
    expect(await db.select().from(noticeRow).where(eq(noticeRow.dossierId, authorised))).toEqual([]);
  });

  it('respects the opposition and the block, says which it was, and traces both with the mode', async () => {
    const opposed = await makeDossier(nurse, running.clock, {
      insC: insCOf(2),
      holder: { familyName: 'OPPOSE', firstName: 'Jean', birthDate: '1950-08-01' },
      breakGlass: false,
    });
    expect(await open({ search: byTraits({ familyName: 'OPPOSE' }) })).toEqual({
      kind: 'refused',
      because: 'opposed',
    });
    expect((await lastTrace(running.server, 'shard-1'))?.leaf).toMatchObject({
      act: 'openEmergency',
      mode: 'bris_de_glace',
      allowed: false,
      because: 'opposed',
      dossierId: opposed,
    });
    expect((await doctor.pull(opposed)).kind).toBe('dossierRemoved');
    const blocking = await makeDossier(nurse, running.clock, {
      insC: insCOf(3),
      holder: { familyName: 'BLOQUE', firstName: 'Jean', birthDate: '1950-08-01' },
    });
    await wishes(grantBody(blocking, SECOND_DOCTOR.psIdNat, running.clock.now()));
    await wishes({ type: 'blockProfessional', dossierId: blocking, professional: DOCTOR.psIdNat });
    expect(await open({ search: { by: 'insC', insC: insCOf(3) } })).toEqual({
      kind: 'refused',
      because: 'blocked',
    });
  });

  it('is ended by a block while it runs', async () => {
    await wishes(grantBody(dossierId, SECOND_DOCTOR.psIdNat, running.clock.now()));
    await open();
    await wishes({ type: 'blockProfessional', dossierId, professional: DOCTOR.psIdNat });
    expect((await doctor.pull(dossierId)).kind).toBe('dossierRemoved');
    await wishes({ type: 'unblockProfessional', dossierId, professional: DOCTOR.psIdNat });
    await wishes({ type: 'withdrawAuthorisation', dossierId, professional: SECOND_DOCTOR.psIdNat });
  });

  it('of a closed dossier finds nothing, and leaves its trace there', async () => {
    const closed = await makeDossier(nurse, running.clock, {
      insC: insCOf(4),
      holder: { familyName: 'FERME', firstName: 'Jean', birthDate: '1950-08-01' },
    });
    await wishes(grantBody(closed, SECOND_DOCTOR.psIdNat, running.clock.now()));
    const requester = { familyName: 'FERME', firstName: 'Jean', as: 'holder' } as const;
    await wishes({ type: 'closeDossier', dossierId: closed, reason: 'Demande', requester });
    expect(await open({ search: byTraits({ familyName: 'FERME' }) })).toEqual({ kind: 'notFound' });
    expect((await lastTrace(running.server, 'shard-1'))?.leaf).toMatchObject({
      act: 'openEmergency',
      mode: 'bris_de_glace',
      because: 'dossierClosed',
      dossierId: closed,
    });
  });
});

describe('the search', () => {
  const notFound = { kind: 'notFound' };

  it('finds by the identifier, and by the traits however they are written', async () => {
    for (const search of [
      { by: 'insC', insC: HOLDER.insC } as const,
      byTraits({ familyName: 'éxémplé', firstName: 'JEAN', birthDate: '19500801' }),
    ])
      expect(await open({ search })).toMatchObject({ kind: 'opened', dossierId });
  });

  it('finds by birth and by used name, by all first names and by the first of them', async () => {
    const named = await makeDossier(nurse, running.clock, {
      insC: insCOf(10),
      holder: {
        familyName: 'NAISSANCE',
        usedName: "D'USAGE",
        firstName: 'Marie-Ève Rose',
        birthDate: '1961-02-03',
      },
    });
    for (const familyName of ['naissance', 'D’Usage'])
      for (const firstName of ['Marie Eve', 'MARIE-EVE ROSE'])
        expect(
          await open({ search: byTraits({ familyName, firstName, birthDate: '1961-02-03' }) }),
        ).toMatchObject({
          dossierId: named,
        });
  });

  it('is exact: no part of a name, no other day, no blank finds anything', async () => {
    for (const changes of [
      { familyName: 'EXEMPL' },
      { firstName: 'Jea' },
      { birthDate: '1950-08-02' },
      { birthDate: '1950' },
      { familyName: '***' },
      { firstName: '%' },
    ])
      expect(await open({ search: byTraits(changes) })).toEqual(notFound);
  });

  it('answers and traces several and none alike, the name only as keyed hash', async () => {
    const twin = { familyName: 'JUMEAU', firstName: 'Paul', birthDate: '1970-01-01' };
    await makeDossier(nurse, running.clock, { insC: insCOf(20), holder: twin });
    await makeDossier(nurse, running.clock, { insC: insCOf(21), holder: twin });
    expect(await open({ search: { by: 'traits', ...twin } })).toEqual(notFound);
    const several = await lastTrace(running.server, 'directory');
    expect(await open({ search: byTraits({ familyName: 'PERSONNE' }) })).toEqual(notFound);
    const none = await lastTrace(running.server, 'directory');
    for (const trace of [several, none]) {
      expect(trace?.leaf).toMatchObject({ act: 'searchEmergency', mode: 'bris_de_glace', because: 'none' });
      expect(trace?.leaf.dossierId).toBeUndefined();
      expect(trace?.secret.reason).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(Object.keys(several?.leaf ?? {})).toEqual(Object.keys(none?.leaf ?? {}));
    expect(JSON.stringify(await tracesOf(running.server, 'directory'))).not.toMatch(/JUMEAU|PERSONNE/);
  });

  it('does not take traits from a creation that found another dossier', async () => {
    // somebody creates again for a known identifier, under the name of somebody else
    const again = await makeDossier(doctor, running.clock, {
      holder: { familyName: 'USURPE', firstName: 'Jean', birthDate: '1950-08-01' },
    });
    expect(again).toBe(dossierId);
    expect(await open({ search: byTraits({ familyName: 'USURPE' }) })).toEqual(notFound);
  });
});

describe('the fresh proof', () => {
  const lastRefusal = async () => (await lastTrace(running.server, 'directory'))?.leaf;

  it('of a card is good once, for the device that asked, and in time', async () => {
    const proof = await proofBy(running.server, doctor, card);
    await open({ proof });
    await expect(open({ proof })).rejects.toThrow('nonceUnknown');
    expect(await lastRefusal()).toMatchObject({
      act: 'searchEmergency',
      allowed: false,
      because: 'nonceUnknown',
    });
    const foreign = await proofBy(running.server, other, card);
    await expect(open({ proof: foreign })).rejects.toThrow('nonceUnknown');
    const late = await proofBy(running.server, doctor, card);
    running.clock.advance(2 * 60_000 + 1);
    await expect(open({ proof: late })).rejects.toThrow('nonceUnknown');
  });

  it('lets one of two simultaneous requests with one proof in', async () => {
    const proof = await proofBy(running.server, doctor, card);
    const outcomes = await Promise.allSettled([open({ proof }), open({ proof }), open({ proof })]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it("of another's card, or with another's signature, opens nothing", async () => {
    const another = await proofBy(running.server, doctor, otherCard);
    await expect(open({ proof: another })).rejects.toThrow('otherProfessional');
    expect(await lastRefusal()).toMatchObject({ because: 'otherProfessional', allowed: false });
    const mixed = { ...(await proofBy(running.server, doctor, card)), certificate: otherCard.certificate };
    await expect(open({ proof: mixed })).rejects.toThrow('loginSignatureInvalid');
  });

  it('may be a passkey of the same professional, and one use of it', async () => {
    const { server, config } = running;
    const authenticator = await fakeAuthenticator({ origin: config.origin, rpId: 'localhost' });
    const mine = callerFor(server, doctor).passkeys;
    const { challenge } = await mine.registrationOptions();
    await mine.register(await authenticator.register(challenge, {}, 'Téléphone'));
    const asked = await mine.challenge();
    const proof = { kind: 'passkey', assertion: await authenticator.assert(asked.challenge) } as const;
    expect(await open({ proof })).toMatchObject({ kind: 'opened', mode: 'bris_de_glace' });
    await expect(open({ proof })).rejects.toThrow('passkeyRefused');
    const foreign = await callerFor(server, other).passkeys.challenge();
    const replayed = { kind: 'passkey', assertion: await authenticator.assert(foreign.challenge) } as const;
    await expect(open({ proof: replayed })).rejects.toThrow('passkeyRefused');
  });
});

describe('centre 15', () => {
  const centre15 = () => open({ mode: 'centre_15' });

  it('is for whom the operator entitled: who is not learns nothing of whether somebody has a dossier', async () => {
    const refused = { kind: 'refused', because: 'notEntitled' };
    expect(await centre15()).toEqual(refused);
    expect(await open({ mode: 'centre_15', search: byTraits({ familyName: 'PERSONNE' }) })).toEqual(refused);
    expect((await lastTrace(running.server, 'directory'))?.leaf).toMatchObject({
      act: 'searchEmergency',
      mode: 'centre_15',
      allowed: false,
      because: 'notEntitled',
    });
  });

  it('needs no reason, does not look at a block, and respects its own opposition alone', async () => {
    const { server, clock } = running;
    const granted = { psIdNat: DOCTOR.psIdNat, entitlement: 'centre15', grantedAt: clock.now() } as const;
    await server.directory.write((tx) => grantEntitlement(tx, granted));
    expect(await open({ mode: 'centre_15', search: { by: 'insC', insC: insCOf(3) } })).toMatchObject({
      kind: 'opened',
      mode: 'centre_15',
    });
    expect(await open({ mode: 'centre_15', search: { by: 'insC', insC: insCOf(2) } })).toMatchObject({
      kind: 'opened',
    });
    await makeDossier(nurse, clock, {
      insC: insCOf(30),
      holder: { familyName: 'REGULE', firstName: 'Jean', birthDate: '1950-08-01' },
      dispatchCentre: false,
    });
    const search = { by: 'insC', insC: insCOf(30) } as const;
    expect(await open({ mode: 'centre_15', search })).toEqual({ kind: 'refused', because: 'opposed' });
    expect(await open({ search })).toMatchObject({ kind: 'opened', mode: 'bris_de_glace' });
  });

  it('keeps masked documents masked', async () => {
    await centre15();
    const page = pageOf(await doctor.pull(dossierId));
    expect(page.header.access.mode).toBe('centre_15');
    expect(page.entries.filter(({ visibility }) => visibility.hiddenFromProfessionals)).toEqual([]);
  });
});

describe('what a request says of itself', () => {
  it('neither mode nor profession nor time comes from it', async () => {
    const forged = {
      wants: [{ dossierId, cursor: null, mode: 'bris_de_glace' }],
      pageSize: 10,
      mode: 'centre_15',
    };
    const answer = await callerFor(running.server, other).sync.pull(forged);
    expect(answer.results).toEqual([{ kind: 'dossierRemoved', dossierId }]);
    const proof = await proofBy(running.server, doctor, card);
    const asked = { mode: 'normal', search: byTraits(), reason: REASON, proof };
    await expect(callerFor(running.server, doctor).emergency.open(asked as never)).rejects.toThrow();
    const longer = {
      mode: 'bris_de_glace',
      search: byTraits(),
      reason: REASON,
      proof,
      until: 9e15,
      profession: '10',
    };
    const opened = await callerFor(running.server, doctor).emergency.open(longer as never);
    expect(opened).toMatchObject({ until: running.clock.now() + 4 * HOUR_MS });
  });
});

describe('the limits', () => {
  it('let ten searches an hour through per professional, parallel ones too, and alarm the operator once', async () => {
    const { server, clock } = running;
    const proofs = await Promise.all(Array.from({ length: 14 }, () => proofBy(server, doctor, card)));
    const outcomes = await Promise.allSettled(
      proofs.map((proof) => open({ proof, search: byTraits({ familyName: 'PERSONNE' }) })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    await expect(open()).rejects.toThrow('rateLimited');
    expect((await lastTrace(server, 'directory'))?.leaf).toMatchObject({
      act: 'searchEmergency',
      allowed: false,
      because: 'rateLimited',
    });
    const alarms = await listAlarms(server.directory.db, { unseen: true });
    expect(alarms.filter(({ kind }) => kind === 'emergencySearchesOfProfessional')).toMatchObject([
      { psIdNat: DOCTOR.psIdNat, count: 10, windowMs: HOUR_MS, at: clock.now() },
    ]);
    clock.advance(HOUR_MS);
    expect(await open()).toMatchObject({ kind: 'opened' });
  });

  it('count what was refused too, so that proofs are not guessed at', async () => {
    const proof = await proofBy(running.server, doctor, otherCard);
    for (let i = 0; i < 10; i++) await expect(open({ proof })).rejects.toThrow();
    await expect(open()).rejects.toThrow('rateLimited');
  });

  it('hold for an organisation over its professionals', async () => {
    const { server, clock } = running;
    const practice = { name: 'Urgences', structureId: '1750000000' };
    const search = byTraits({ familyName: 'PERSONNE' });
    for (let i = 0; i < 60; i++) {
      const psIdNat = `8997000080${String(10 + (i % 12))}` as typeof NURSE.psIdNat;
      const before = { psIdNat, deviceId: doctor.device, organisation: practice.structureId };
      await server.directory.write((tx) => insertSearch(tx, { ...before, at: clock.now() }, 0));
    }
    const late = await registerDevice(server, SECOND_DOCTOR);
    await expect(breakGlass(server, late, otherCard, { practice, search })).rejects.toThrow('rateLimited');
    const alarms = await listAlarms(server.directory.db);
    expect(alarms.map(({ kind }) => kind)).toContain('emergencySearchesOfOrganisation');
    clock.advance(HOUR_MS);
    expect(await breakGlass(server, late, otherCard, { practice, search })).toEqual({ kind: 'notFound' });
  });
});
