import type { DossierId } from '#base/brand.ts';
import { majorityOf } from '#domain/identity/majority.ts';
import { listOpenDossiers } from '#server/dossiers/list.ts';
import type { CommandBody } from '#wire/commands.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastTraceOf } from '#test/support/server/read-traces.ts';
import {
  createBody,
  DOCTOR,
  grantBody,
  newDossierId,
  NURSE,
  pageOf,
  registerDevice,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

let running: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;
let doctor: TestDevice;
let dossierId: DossierId;

async function create(birthDate: string): Promise<void> {
  dossierId = newDossierId();
  const body = createBody(dossierId, running.clock.now());
  if (body.type !== 'createDossier') throw new Error('another body');
  await nurse.send({ ...body, holder: { ...body.holder, birthDate } });
  for (const { psIdNat } of [NURSE, DOCTOR])
    await nurse.send(grantBody(dossierId, psIdNat, running.clock.now()));
}

beforeEach(async () => {
  running = await startTestServer();
  nurse = await registerDevice(running.server, NURSE);
  doctor = await registerDevice(running.server, DOCTOR);
});
afterEach(() => running.stop());

const DONE = () => ({ type: 'done', dossierId });
const refusedAs = (code: string) => ({ type: 'refused', code });
const send = async (device: TestDevice, body: CommandBody) => (await device.send(body)).outcome;
const headerFor = async (device: TestDevice) => pageOf(await device.pull(dossierId)).header;

describe("the holder's administrative data", () => {
  beforeEach(() => create('1950-08-01'));
  const data = {
    phone: '06 00 00 00 00',
    email: 'jean@exemple.test',
    personsToCall: [{ name: 'Irène EXEMPLE', relation: 'épouse', phone: '0600000001' }],
  };

  it('are read and replaced as a whole, with author and trace', async () => {
    expect(await send(doctor, { type: 'changeHolderData', dossierId, data })).toEqual(DONE());
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({
      act: 'changeHolderData',
      allowed: true,
      actor: { psIdNat: DOCTOR.psIdNat },
    });
    const { holderData } = await headerFor(nurse);
    expect(holderData).toMatchObject(data);
    await send(nurse, { type: 'changeHolderData', dossierId, data: { personsToCall: [] } });
    expect((await headerFor(nurse)).holderData).toEqual({
      personsToCall: [],
      version: expect.any(String) as string,
    });
  });

  it('changed by two at once are changed by the first: the second is told', async () => {
    const { version } = (await headerFor(nurse)).holderData;
    const outcomes = await Promise.all([
      send(nurse, { type: 'changeHolderData', dossierId, data, basedOn: version }),
      send(doctor, { type: 'changeHolderData', dossierId, data: { personsToCall: [] }, basedOn: version }),
    ]);
    expect(outcomes).toContainEqual(DONE());
    expect(outcomes).toContainEqual(refusedAs('rightChanged'));
  });

  it('correct the sex with a reason, and the identity and the list of dossiers show it', async () => {
    const sex = { value: 'F', reason: 'erreur de saisie à l’état civil' } as const;
    await send(nurse, { type: 'changeHolderData', dossierId, data: { personsToCall: [], sex } });
    expect((await headerFor(doctor)).holder.sex).toBe('F');
    const asker = { professional: doctor.actor, device: doctor.device };
    const [line] = await listOpenDossiers(running.server.commands, asker);
    expect(line?.holder.sex).toBe('F');
  });
});

describe('legal representatives', () => {
  const representative = {
    representativeId: '5f0f7f3e-3a9a-4b39-8f3e-6f2f1e0d9c8b',
    role: 'father',
    familyName: 'EXEMPLE',
    firstName: 'Paul',
    phone: '0600000002',
  } as const;

  it('of a minor end by themselves at majority', async () => {
    await create('2010-05-06');
    expect(await send(nurse, { type: 'recordRepresentative', dossierId, representative })).toEqual(DONE());
    const endsAt = majorityOf('2010-05-06') ?? 0;
    const minor = await headerFor(nurse);
    expect(minor).toMatchObject({ minor: true, represented: true });
    expect(minor.rights?.representatives).toMatchObject([{ representative, endsAt }]);
    running.clock.advance(endsAt - running.clock.now());
    await nurse.send(grantBody(dossierId, NURSE.psIdNat, running.clock.now()));
    const adult = await headerFor(nurse);
    expect(adult).toMatchObject({ minor: false, represented: false });
    expect(adult.rights?.representatives).toEqual([]);
  });

  it('of an adult stay until they are ended', async () => {
    await create('1950-08-01');
    const guardian = { ...representative, role: 'guardian' } as const;
    await send(nurse, { type: 'recordRepresentative', dossierId, representative: guardian });
    const [line] = (await headerFor(nurse)).rights?.representatives ?? [];
    expect(line?.endsAt).toBeUndefined();
    const { representativeId } = guardian;
    const basedOn = line?.version ?? '';
    const end = { type: 'endRepresentative', dossierId, representativeId, basedOn } as const;
    expect(await send(nurse, end)).toEqual(DONE());
    expect((await headerFor(nurse)).represented).toBe(false);
    expect(await send(nurse, end)).toEqual(refusedAs('rightChanged'));
    const { basedOn: _, ...unseen } = end;
    expect(await send(nurse, unseen)).toEqual(refusedAs('subjectUnknown'));
  });
});
