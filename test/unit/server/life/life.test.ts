import { openedDossier, type OpenedDossier } from '#test/support/server/opened-dossier.ts';
import type { DocumentId, DossierId } from '#base/brand.ts';
import { CLOSED_KEPT_MS, ERASURE_DELAY_MS } from '#domain/access/durations.ts';
import { reduceRights } from '#domain/rights/rights.ts';
import { retrieveContent } from '#server/dossiers/content.ts';
import { findDossier } from '#server/dossiers/find.ts';
import { listOpenDossiers } from '#server/dossiers/list.ts';
import { findDossierRow } from '#server/repositories/dossiers.ts';
import { actDetailsOf, rightActsOf } from '#server/repositories/right-acts.ts';
import { noticeRow } from '#server/schema/shard.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createBody,
  DOCTOR,
  grantBody,
  HOLDER,
  newDossierId,
  note,
  noteBody,
  NURSE,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { tracesOf } from '#test/support/server/read-traces.ts';
import { closeBody, eraseBody, HOLDER_ASKS, reactivateBody } from './acts.ts';

let running: OpenedDossier['running'];
let nurse: TestDevice;
let doctor: TestDevice;
let dossierId: DossierId;
let documentId: DocumentId;

beforeEach(async () => {
  ({ running, nurse, doctor, dossierId } = await openedDossier());
  const content = note('Tension 12/8.');
  await nurse.upload(content);
  const body = await noteBody(dossierId, content);
  documentId = body.document.documentId;
  await nurse.send(body);
});
afterEach(() => running.stop());

const now = (): number => running.clock.now();
const shardDb = () => running.server.shards.newest.database.db;
const outcomeOf = async (device: TestDevice, body: Parameters<TestDevice['send']>[0]) =>
  (await device.send(body)).outcome;
const found = () => findDossier(running.server.commands, HOLDER.insC, askerOf(nurse));
const askerOf = ({ device, actor }: TestDevice) => ({ device, professional: actor });
const row = () => findDossierRow(shardDb(), dossierId);
const noticeKinds = async (): Promise<string[]> => {
  const rows = await shardDb().select().from(noticeRow).where(eq(noticeRow.dossierId, dossierId));
  return rows.filter(({ recipient }) => recipient === null).map(({ kind }) => kind);
};

describe('closing a dossier (TD1.4)', () => {
  beforeEach(async () => {
    expect(await outcomeOf(nurse, closeBody(dossierId))).toEqual({ type: 'done', dossierId });
  });

  it('leaves nothing readable but its status', async () => {
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
    const content = await retrieveContent(running.server.commands, { dossierId, documentId }, askerOf(nurse));
    expect(content).toEqual({ ok: false, error: 'dossierClosed' });
    expect(await found()).toMatchObject({ kind: 'found', status: 'closed', mayConsult: false });
    expect(await listOpenDossiers(running.server.commands, askerOf(nurse))).toEqual([]);
  });

  it('sets the day of its erasure ten years ahead, and tells the holder', async () => {
    expect(await row()).toMatchObject({ status: 'closed', eraseAfter: now() + CLOSED_KEPT_MS });
    expect(await noticeKinds()).toEqual(['dossierClosed']);
  });

  it('keeps reason and requester with the act, and in the trace', async () => {
    const keys = await running.server.keys.find(dossierId);
    const details = keys && [...(await actDetailsOf(shardDb(), keys.seal, dossierId)).values()].at(-1);
    expect(details).toMatchObject({ reason: 'ne souhaite plus de DMP', requester: HOLDER_ASKS });
    const trace = (await tracesOf(running.server, dossierId)).find(({ act }) => act === 'closeDossier');
    expect(trace).toMatchObject({ allowed: true, because: 'authorised' });
    expect(trace?.reason).toBe('ne souhaite plus de DMP (EXEMPLE Jean, holder)');
  });

  it('is refused a second time, and traced', async () => {
    expect(await outcomeOf(nurse, closeBody(dossierId))).toEqual({ type: 'refused', code: 'dossierClosed' });
    expect((await tracesOf(running.server, dossierId)).at(-1)).toMatchObject({
      act: 'closeDossier',
      allowed: false,
      because: 'dossierClosed',
    });
    expect(await noticeKinds()).toEqual(['dossierClosed']);
  });

  it('refuses what was written offline for it with its own code', async () => {
    const content = note('Écrit sans réseau.');
    await nurse.upload(content);
    const refused = { type: 'refused', code: 'dossierClosed' };
    expect(await outcomeOf(nurse, await noteBody(dossierId, content))).toEqual(refused);
    expect(await outcomeOf(nurse, grantBody(dossierId, DOCTOR.psIdNat, now()))).toEqual(refused);
    expect(await outcomeOf(nurse, createBody(newDossierId(), now()))).toEqual(refused);
  });
});

describe('who may close', () => {
  it('is not somebody without an authorisation', async () => {
    expect(await outcomeOf(doctor, closeBody(dossierId))).toEqual({
      type: 'refused',
      code: 'notAuthorised',
    });
    expect(await row()).toMatchObject({ status: 'active', eraseAfter: null });
  });

  it('answers a replay with the first receipt, and closes once', async () => {
    const signed = await nurse.sign(closeBody(dossierId));
    const first = await nurse.sendSigned(signed);
    running.clock.advance(5000);
    expect(await nurse.sendSigned(signed)).toEqual(first);
    expect(await noticeKinds()).toEqual(['dossierClosed']);
  });

  it('does not take the word of a representative where none is recorded', async () => {
    const asked = { ...HOLDER_ASKS, as: 'representative' } as const;
    const refused = { type: 'refused', code: 'notRepresented' };
    expect(await outcomeOf(nurse, closeBody(dossierId, asked))).toEqual(refused);
    expect(await outcomeOf(nurse, eraseBody(dossierId, asked))).toEqual(refused);
    const representative = {
      representativeId: crypto.randomUUID(),
      role: 'guardian',
      familyName: 'EXEMPLE',
      firstName: 'Anne',
    } as const;
    await nurse.send({ type: 'recordRepresentative', dossierId, representative });
    expect(await outcomeOf(nurse, closeBody(dossierId, asked))).toEqual({ type: 'done', dossierId });
  });
});

describe('reactivating (TD1.2, EX_1.2-1030)', () => {
  it('of an active dossier is refused', async () => {
    expect(await outcomeOf(nurse, reactivateBody(dossierId, now()))).toEqual({
      type: 'refused',
      code: 'dossierActive',
    });
  });

  it('needs the whole record of consent, with a brochure that exists', async () => {
    await nurse.send(closeBody(dossierId));
    const late = reactivateBody(dossierId, now());
    late.record.consent.at = now() - 10;
    expect(await outcomeOf(doctor, late)).toEqual({ type: 'refused', code: 'stepsIncomplete' });
    const odd = reactivateBody(dossierId, now());
    odd.record.informed.brochureVersion = 'none';
    expect(await outcomeOf(doctor, odd)).toEqual({ type: 'refused', code: 'brochureUnknown' });
    expect(await row()).toMatchObject({ status: 'closed' });
  });

  it('by any professional brings the dossier back without the authorisations of before', async () => {
    await nurse.send(closeBody(dossierId));
    expect(await outcomeOf(doctor, reactivateBody(dossierId, now()))).toEqual({ type: 'done', dossierId });
    expect(await row()).toMatchObject({ status: 'active', eraseAfter: null });
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
    const rights = reduceRights(await rightActsOf(shardDb(), dossierId));
    expect([rights.grants.size, rights.closed]).toEqual([0, undefined]);
    expect(await found()).toMatchObject({ status: 'active', because: 'notAuthorised' });
    await doctor.send(grantBody(dossierId, NURSE.psIdNat, now()));
    const page = await nurse.pull(dossierId);
    expect(page.kind === 'page' && page.entries.map((entry) => entry.documentId)).toEqual([documentId]);
  });

  it('asks for the emergency consents again, and traces the three steps', async () => {
    await nurse.send(closeBody(dossierId));
    await doctor.send(reactivateBody(dossierId, now(), { breakGlass: false, dispatchCentre: true }));
    const { oppositions } = reduceRights(await rightActsOf(shardDb(), dossierId));
    expect(oppositions).toMatchObject({ breakGlass: true, dispatchCentre: false });
    const acts = (await tracesOf(running.server, dossierId)).slice(-4).map(({ act }) => act);
    expect(acts).toEqual(['reactivateDossier', 'informHolder', 'collectConsent', 'identifyHolder']);
    expect(await noticeKinds()).toEqual(['dossierClosed', 'dossierReactivated']);
  });

  it('answers a replay with the first receipt', async () => {
    await nurse.send(closeBody(dossierId));
    const signed = await doctor.sign(reactivateBody(dossierId, now()));
    const first = await doctor.sendSigned(signed);
    expect(await doctor.sendSigned(signed)).toEqual(first);
    expect(first.outcome).toEqual({ type: 'done', dossierId });
  });

  it('may be followed by another closing', async () => {
    await nurse.send(closeBody(dossierId));
    await doctor.send(reactivateBody(dossierId, now()));
    await doctor.send(grantBody(dossierId, DOCTOR.psIdNat, now()));
    expect(await outcomeOf(doctor, closeBody(dossierId))).toEqual({ type: 'done', dossierId });
    expect((await doctor.pull(dossierId)).kind).toBe('dossierRemoved');
  });
});

describe('asking for erasure (R1111-36)', () => {
  it('of an open dossier closes it at once', async () => {
    expect(await outcomeOf(nurse, eraseBody(dossierId))).toEqual({ type: 'done', dossierId });
    expect(await row()).toMatchObject({ status: 'closed', eraseAfter: now() + ERASURE_DELAY_MS });
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
    expect(await noticeKinds()).toEqual(['erasureRequested']);
    const trace = (await tracesOf(running.server, dossierId)).find(({ act }) => act === 'requestErasure');
    expect(trace?.reason).toBe('carte perdue (EXEMPLE Jean, holder)');
  });

  it('of a closed dossier brings the day forward, and never back', async () => {
    await nurse.send(closeBody(dossierId));
    running.clock.advance(CLOSED_KEPT_MS - 1000);
    const due = (await row())?.eraseAfter;
    expect(await outcomeOf(doctor, eraseBody(dossierId))).toEqual({ type: 'done', dossierId });
    expect((await row())?.eraseAfter).toBe(due);
  });

  it('twice is refused: the first request counts', async () => {
    await nurse.send(eraseBody(dossierId));
    const due = (await row())?.eraseAfter;
    running.clock.advance(1000);
    expect(await outcomeOf(doctor, eraseBody(dossierId))).toEqual({ type: 'refused', code: 'alreadySo' });
    expect((await row())?.eraseAfter).toBe(due);
  });

  it('is cancelled by a reactivation', async () => {
    await nurse.send(eraseBody(dossierId));
    await doctor.send(reactivateBody(dossierId, now()));
    expect(await row()).toMatchObject({ status: 'active', eraseAfter: null });
  });

  it('of somebody unknown to the dossier is refused while it is open', async () => {
    expect(await outcomeOf(doctor, eraseBody(dossierId))).toEqual({
      type: 'refused',
      code: 'notAuthorised',
    });
  });
});
