import type { DossierId, PsIdNat } from '#base/brand.ts';
import { AUTHORISATION_MS } from '#domain/access/durations.ts';
import { noticeRow } from '#server/schema/shard.ts';
import type { CommandBody } from '#wire/commands.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastTraceOf, tracesOf } from '#test/support/server/read-traces.ts';
import {
  createBody,
  DOCTOR,
  grantBody,
  newDossierId,
  NURSE,
  pageOf,
  PHARMACIST,
  provideNote,
  registerDevice,
  SECOND_DOCTOR,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

let running: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;
let doctor: TestDevice;
let secondDoctor: TestDevice;
let pharmacist: TestDevice;
let dossierId: DossierId;

beforeEach(async () => {
  running = await startTestServer();
  nurse = await registerDevice(running.server, NURSE);
  doctor = await registerDevice(running.server, DOCTOR);
  secondDoctor = await registerDevice(running.server, SECOND_DOCTOR);
  pharmacist = await registerDevice(running.server, PHARMACIST);
  dossierId = newDossierId();
  await nurse.send(createBody(dossierId, now()));
  expect(await grant(nurse)).toEqual(DONE());
});
afterEach(() => running.stop());

const now = (): number => running.clock.now();
const DONE = () => ({ type: 'done', dossierId });
const refusedAs = (code: string) => ({ type: 'refused', code });
const outcomeOf = async (device: TestDevice, body: CommandBody) => (await device.send(body)).outcome;
const grant = (to: TestDevice, by = nurse) => outcomeOf(by, grantBody(dossierId, to.actor.psIdNat, now()));
const present = { kind: 'declared', reason: 'carte restée à la maison' } as const;
const may = async (device: TestDevice) => (await device.pull(dossierId)).kind === 'page';
const rightsSeenBy = async (device: TestDevice) => {
  const { rights } = pageOf(await device.pull(dossierId)).header;
  if (!rights) throw new Error('no rights in the header');
  return rights;
};
const listedBy = async (device: TestDevice) => {
  const { listOpenDossiers } = await import('#server/dossiers/list.ts');
  const asker = { professional: device.actor, device: device.device };
  return (await listOpenDossiers(running.server.commands, asker)).map((line) => line.dossierId);
};
const whom = (type: 'withdrawAuthorisation' | 'blockProfessional' | 'unblockProfessional', of: TestDevice) =>
  ({ type, dossierId, professional: of.actor.psIdNat }) as const;
const team = (members: readonly TestDevice[], teamId = TEAM): CommandBody => ({
  type: 'authoriseCareTeam',
  dossierId,
  teamId,
  name: 'Équipe du matin',
  members: members.map(({ actor }) => actor.psIdNat),
  presence: present,
});
const TEAM = '6d0c4c5e-7b1f-4a43-9f3e-1c2d3e4f5a6b';
const notices = () => running.server.shards.newest.database.db.select().from(noticeRow);

describe('an authorisation', () => {
  it('lets a professional consult for one year, and is renewed by another grant', async () => {
    running.clock.advance(AUTHORISATION_MS - 1);
    expect(await may(nurse)).toBe(true);
    expect(await grant(nurse)).toEqual(DONE());
    running.clock.advance(AUTHORISATION_MS - 1);
    expect(await may(nurse)).toBe(true);
    running.clock.advance(1);
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
  });

  it('tells in its trace and in the rights how the presence of the holder was asserted', async () => {
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({
      act: 'grantAuthorisation',
      allowed: true,
      because: 'holderPresent',
      rule: 'EX_0.3-1010',
      actor: { psIdNat: NURSE.psIdNat },
      reason: `${NURSE.psIdNat}: vitale ${new Date(now()).toISOString()}`,
    });
    const body = { ...grantBody(dossierId, DOCTOR.psIdNat, now()), presence: present } as CommandBody;
    await nurse.send(body);
    const { reason } = await lastTraceOf(running.server, dossierId);
    expect(reason).toBe(`${DOCTOR.psIdNat}: carte restée à la maison`);
    const { professionals } = await rightsSeenBy(nurse);
    expect(professionals.map(({ professional, presence }) => [professional.name, presence])).toEqual([
      ['Nour ESSAI', 'vitale'],
      ['Camille ESSAI', 'declared'],
    ]);
  });

  it('is withdrawn through any professional whom the holder lets in', async () => {
    await grant(doctor);
    expect(await outcomeOf(doctor, whom('withdrawAuthorisation', nurse))).toEqual(DONE());
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
    expect(await listedBy(nurse)).toEqual([]);
    expect(await outcomeOf(nurse, whom('withdrawAuthorisation', doctor))).toEqual(refusedAs('notAuthorised'));
  });

  it('is taken also from a professional who was removed here, and given only to known ones', async () => {
    const { removeProfessional } = await import('#server/auth/professionals.ts');
    await grant(doctor);
    await removeProfessional(running.server.auth, DOCTOR.psIdNat);
    expect(await grant(doctor)).toEqual(refusedAs('professionalUnknown'));
    expect(await outcomeOf(nurse, whom('withdrawAuthorisation', doctor))).toEqual(DONE());
    const unknown = grantBody(dossierId, '899700000000' as PsIdNat, now());
    expect(await outcomeOf(nurse, unknown)).toEqual(refusedAs('professionalUnknown'));
  });

  it('that does not exist is not withdrawn: nothing would change', async () => {
    expect(await outcomeOf(nurse, whom('withdrawAuthorisation', doctor))).toEqual(refusedAs('alreadySo'));
  });

  it('that expired opens nothing any more, and the refusal is traced', async () => {
    running.clock.advance(AUTHORISATION_MS);
    expect(await outcomeOf(nurse, whom('blockProfessional', doctor))).toEqual(
      refusedAs('authorisationExpired'),
    );
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({
      act: 'blockProfessional',
      allowed: false,
      because: 'authorisationExpired',
    });
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({
      act: 'syncDossier',
      allowed: false,
      because: 'authorisationExpired',
    });
  });
});

describe('a block', () => {
  it('beats an authorisation given before it, and one given after it', async () => {
    await grant(doctor);
    expect(await outcomeOf(nurse, whom('blockProfessional', doctor))).toEqual(DONE());
    expect((await doctor.pull(dossierId)).kind).toBe('dossierRemoved');
    await grant(doctor);
    expect((await doctor.pull(dossierId)).kind).toBe('dossierRemoved');
    const { professionals } = await rightsSeenBy(nurse);
    const blocked = professionals.find(({ professional }) => professional.psIdNat === DOCTOR.psIdNat);
    expect(blocked).toMatchObject({ state: 'denied' });
    expect(blocked?.until).toBeUndefined();
  });

  it('also keeps out members of an authorised team and the attending physician', async () => {
    await nurse.send(team([doctor, pharmacist]));
    await doctor.send({ type: 'declareAttendingPhysician', dossierId, presence: present });
    await nurse.send(whom('blockProfessional', doctor));
    expect(await may(doctor)).toBe(false);
    expect(await may(pharmacist)).toBe(true);
  });

  it('is not lifted by the professional whom it keeps out, who may not feed either', async () => {
    await grant(doctor);
    await nurse.send(whom('blockProfessional', doctor));
    expect(await outcomeOf(doctor, whom('unblockProfessional', doctor))).toEqual(refusedAs('blocked'));
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({
      act: 'unblockProfessional',
      allowed: false,
      because: 'blocked',
      rule: 'IG TD0.2 NB1',
    });
    expect(await grant(doctor, doctor)).toEqual(refusedAs('blocked'));
    expect((await provideNote(doctor, dossierId, 'Kept out.')).outcome).toEqual(refusedAs('blocked'));
  });

  it('is lifted by the wish of the holder, and is not lifted twice', async () => {
    await nurse.send(whom('blockProfessional', doctor));
    expect(await outcomeOf(nurse, whom('blockProfessional', doctor))).toEqual(refusedAs('alreadySo'));
    expect(await outcomeOf(nurse, whom('unblockProfessional', doctor))).toEqual(DONE());
    await grant(doctor);
    expect(await may(doctor)).toBe(true);
    expect(await outcomeOf(nurse, whom('unblockProfessional', doctor))).toEqual(refusedAs('subjectUnknown'));
  });
});

describe('a care team', () => {
  it('is authorised as one: each member consults, and is traced by name', async () => {
    expect(await outcomeOf(nurse, team([doctor, pharmacist]))).toEqual(DONE());
    for (const member of [doctor, pharmacist]) {
      expect(await listedBy(member)).toEqual([dossierId]);
      expect(pageOf(await member.pull(dossierId)).header.access).toMatchObject({
        because: 'careTeam',
        since: now(),
        until: now() + AUTHORISATION_MS,
      });
      expect(await lastTraceOf(running.server, dossierId)).toMatchObject({
        act: 'syncDossier',
        because: 'careTeam',
        rule: 'R1111-46',
        actor: { name: member.actor.name, psIdNat: member.actor.psIdNat },
      });
    }
    const [line] = (await rightsSeenBy(nurse)).teams;
    expect(line?.name).toBe('Équipe du matin');
    expect(line?.members.map(({ name }) => name)).toEqual(['Camille ESSAI', 'Ourdia MODÈLE']);
  });

  it('takes in others and lets go of some, within the time of its authorisation', async () => {
    await nurse.send(team([doctor]));
    running.clock.advance(1000);
    const members = [PHARMACIST.psIdNat];
    expect(await outcomeOf(doctor, { type: 'changeCareTeam', dossierId, teamId: TEAM, members })).toEqual(
      DONE(),
    );
    expect(await may(doctor)).toBe(false);
    expect(await may(pharmacist)).toBe(true);
    running.clock.advance(AUTHORISATION_MS - 1000);
    expect(await may(pharmacist)).toBe(false);
    await nurse.send(grantBody(dossierId, NURSE.psIdNat, now()));
    expect(await outcomeOf(nurse, team([pharmacist]))).toEqual(DONE());
    expect(await may(pharmacist)).toBe(true);
  });

  it('ends as one', async () => {
    await nurse.send(team([doctor, pharmacist]));
    const withdrawal = { type: 'withdrawCareTeam', dossierId, teamId: TEAM } as const;
    expect(await outcomeOf(nurse, withdrawal)).toEqual(DONE());
    expect(await may(doctor)).toBe(false);
    expect(await may(pharmacist)).toBe(false);
    expect(await outcomeOf(nurse, withdrawal)).toEqual(refusedAs('subjectUnknown'));
  });

  it('loses a member who is withdrawn, and an older list of members does not bring them back', async () => {
    await nurse.send(team([doctor, pharmacist]));
    const [seen] = (await rightsSeenBy(nurse)).teams;
    expect(await outcomeOf(nurse, whom('withdrawAuthorisation', doctor))).toEqual(DONE());
    expect(await may(doctor)).toBe(false);
    expect(await may(pharmacist)).toBe(true);
    const members = [DOCTOR.psIdNat, PHARMACIST.psIdNat];
    const basedOn = seen?.version ?? '';
    const stale = { type: 'changeCareTeam', dossierId, teamId: TEAM, members, basedOn } as const;
    expect(await outcomeOf(nurse, stale)).toEqual(refusedAs('rightChanged'));
    expect(await may(doctor)).toBe(false);
  });

  it('is refused with a member whom nobody knows here', async () => {
    const body = team([doctor]) as Extract<CommandBody, { type: 'authoriseCareTeam' }>;
    const members = [...body.members, '899700000000' as PsIdNat];
    expect(await outcomeOf(nurse, { ...body, members })).toEqual(refusedAs('professionalUnknown'));
    expect(await may(doctor)).toBe(false);
  });
});

describe('the attending physician', () => {
  const declare = (by: TestDevice) =>
    outcomeOf(by, { type: 'declareAttendingPhysician', dossierId, presence: present });
  const confirm = (by: TestDevice) =>
    outcomeOf(by, { type: 'confirmAttendingPhysician', dossierId, presence: present });

  it('sees masked documents only after the second confirmation', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'Masked from the start.', MASKED);
    expect(await declare(doctor)).toEqual(DONE());
    expect(await listedBy(doctor)).toEqual([dossierId]);
    const declared = pageOf(await doctor.pull(dossierId));
    expect(declared.entries).toEqual([]);
    expect(declared.header).toMatchObject({
      access: { because: 'attendingPhysician', until: null },
      standing: { attendingPhysician: 'declared' },
    });
    expect(await confirm(doctor)).toEqual(DONE());
    const confirmed = pageOf(await doctor.pull(dossierId, declared.cursor));
    expect(confirmed.fresh).toBe(true);
    expect(confirmed.entries.map((entry) => entry.documentId)).toEqual([documentId]);
    expect(confirmed.header.rights?.attendingPhysician).toMatchObject({ confirmed: true });
  });

  it('is told to the holder, and to the one who was it before', async () => {
    await declare(doctor);
    running.clock.advance(1000);
    await declare(secondDoctor);
    const rows = (await notices()).map(({ kind, recipient, channel }) => [kind, recipient, channel]);
    expect(rows).toEqual([
      ['attendingDeclared', null, 'letter'],
      ['attendingDeclared', null, 'letter'],
      ['attendingReplaced', DOCTOR.psIdNat, 'inbox'],
    ]);
    expect(await may(doctor)).toBe(false);
  });

  it('is a doctor, declares themselves once, and confirms only what they declared', async () => {
    expect(await declare(nurse)).toEqual(refusedAs('profession'));
    expect(await confirm(doctor)).toEqual(refusedAs('notAttendingPhysician'));
    await declare(doctor);
    expect(await confirm(secondDoctor)).toEqual(refusedAs('notAttendingPhysician'));
    expect(await confirm(doctor)).toEqual(DONE());
    expect(await confirm(doctor)).toEqual(refusedAs('alreadySo'));
    expect(await declare(doctor)).toEqual(refusedAs('alreadySo'));
    expect(pageOf(await doctor.pull(dossierId)).header.standing.attendingPhysician).toBe('confirmed');
    expect(await notices()).toHaveLength(1);
  });

  it('ends by the wish of the holder', async () => {
    await declare(doctor);
    const end = { type: 'endAttendingPhysician', dossierId } as const;
    expect(await outcomeOf(nurse, end)).toEqual(DONE());
    expect(await may(doctor)).toBe(false);
    expect(await outcomeOf(nurse, end)).toEqual(refusedAs('subjectUnknown'));
  });
});

const MASKED = {
  visibility: { hiddenFromProfessionals: true, hiddenFromHolder: false, hiddenFromRepresentatives: false },
};

describe('oppositions', () => {
  it('are set and lifted, shown in the header, and told in the trace', async () => {
    const refuse = { type: 'setOppositions', dossierId, breakGlass: true, dispatchCentre: true } as const;
    expect(await outcomeOf(nurse, refuse)).toEqual(DONE());
    expect(pageOf(await nurse.pull(dossierId)).header.optOut).toEqual({
      breakGlass: true,
      dispatchCentre: true,
    });
    const trace = (await tracesOf(running.server, dossierId)).findLast(({ act }) => act === 'setOppositions');
    expect(trace?.reason).toBe('breakGlass=false dispatchCentre=false');
    expect(await outcomeOf(nurse, refuse)).toEqual(refusedAs('alreadySo'));
    expect(await outcomeOf(nurse, { ...refuse, breakGlass: false })).toEqual(DONE());
    expect((await rightsSeenBy(nurse)).oppositions).toMatchObject({
      breakGlass: false,
      by: { name: 'Nour ESSAI' },
    });
  });
});

describe('two professionals who change the same right at once', () => {
  it('do not both: the second is told that it changed, nothing is half done, both are traced', async () => {
    await grant(doctor);
    const [seenByNurse] = (await rightsSeenBy(nurse)).professionals.filter(isOf(PHARMACIST.psIdNat));
    expect(seenByNurse).toBeUndefined();
    await grant(pharmacist);
    const line = (await rightsSeenBy(nurse)).professionals.find(isOf(PHARMACIST.psIdNat));
    const basedOn = line?.version ?? '';
    const before = (await tracesOf(running.server, dossierId)).length;
    const [first, second] = await Promise.all([
      outcomeOf(nurse, { ...whom('withdrawAuthorisation', pharmacist), basedOn }),
      outcomeOf(doctor, { ...grantBody(dossierId, PHARMACIST.psIdNat, now()), basedOn } as CommandBody),
    ]);
    const codes = [first, second].map((outcome) => (outcome.type === 'done' ? 'done' : outcome.code));
    expect(codes.toSorted()).toEqual(['done', 'rightChanged']);
    const traces = (await tracesOf(running.server, dossierId)).slice(before);
    expect(traces.map(({ allowed, because }) => [allowed, because]).toSorted()).toEqual([
      [false, 'rightChanged'],
      [true, first.type === 'done' ? 'authorised' : 'holderPresent'],
    ]);
    expect(await may(pharmacist)).toBe(first.type !== 'done');
  });

  it('may change different rights at once', async () => {
    await grant(doctor);
    const { oppositions, professionals } = await rightsSeenBy(nurse);
    const basedOn = professionals.find(isOf(DOCTOR.psIdNat))?.version ?? '';
    const set = { type: 'setOppositions', dossierId, breakGlass: true, dispatchCentre: false } as const;
    const outcomes = await Promise.all([
      outcomeOf(nurse, { ...whom('withdrawAuthorisation', doctor), basedOn }),
      outcomeOf(nurse, { ...set, basedOn: oppositions.version }),
    ]);
    expect(outcomes).toEqual([DONE(), DONE()]);
  });
});

const isOf =
  (psIdNat: PsIdNat) =>
  ({ professional }: { professional: { psIdNat: PsIdNat } }): boolean =>
    professional.psIdNat === psIdNat;

describe('a command on rights', () => {
  it('sent again has the same receipt and no second effect', async () => {
    const signed = await nurse.sign(whom('blockProfessional', doctor));
    const first = await nurse.sendSigned(signed);
    await nurse.send(whom('unblockProfessional', doctor));
    const before = (await tracesOf(running.server, dossierId)).length;
    expect(await nurse.sendSigned(signed)).toEqual(first);
    expect(await tracesOf(running.server, dossierId)).toHaveLength(before);
    await grant(doctor);
    expect(await may(doctor)).toBe(true);
  });

  it('under the name of another is refused, whoever signed it', async () => {
    const { outcome } = await doctor.send(grantBody(dossierId, DOCTOR.psIdNat, now()), {
      author: NURSE.psIdNat,
    });
    expect(outcome).toEqual(refusedAs('authorMismatch'));
    expect(await may(doctor)).toBe(false);
  });

  it('does not choose its mode or its profession by saying so', async () => {
    const forged = { mode: 'centre_15', profession: '10', entitlements: ['centre15'] } as object;
    const { outcome } = await nurse.send(
      { type: 'declareAttendingPhysician', dossierId, presence: present },
      forged,
    );
    expect(outcome).toEqual(refusedAs('profession'));
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({ mode: 'normal', allowed: false });
  });

  it('of a device whose clock is years away does the same: only its trace tells of that time', async () => {
    for (const at of [0, Number.MAX_SAFE_INTEGER]) {
      const body = grantBody(dossierId, DOCTOR.psIdNat, at);
      const { outcome, at: receivedAt } = await nurse.send(body, { at });
      expect(outcome).toEqual(DONE());
      expect(receivedAt).toBe(now());
      expect(await lastTraceOf(running.server, dossierId)).toMatchObject({ at: now(), deviceAt: at });
      const line = (await rightsSeenBy(nurse)).professionals.find(isOf(DOCTOR.psIdNat));
      expect(line).toMatchObject({ since: now(), until: now() + AUTHORISATION_MS });
    }
  });

  it('on a dossier that is closed is refused, and leaves its trace', async () => {
    const requester = { familyName: 'EXEMPLE', firstName: 'Jean', as: 'holder' } as const;
    await nurse.send({ type: 'closeDossier', dossierId, reason: 'souhait', requester });
    expect(await grant(doctor)).toEqual(refusedAs('dossierClosed'));
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({ because: 'dossierClosed' });
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
    expect(await outcomeOf(doctor, createBody(newDossierId(), now()))).toEqual(refusedAs('dossierClosed'));
  });
});
