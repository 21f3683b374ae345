import type { DossierId } from '#base/brand.ts';
import { receipt as receiptTable } from '#server/schema/shard.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleCdaN1 } from '#test/support/documents/samples.ts';
import {
  createBody,
  DOCTOR,
  grantBody,
  HOLDER,
  insCOf,
  newDossierId,
  note,
  noteBody,
  NURSE,
  pageOf,
  registerDevice,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { tracesOf } from '#test/support/server/read-traces.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

let running: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;
let doctor: TestDevice;
let dossierId: DossierId;

beforeAll(async () => {
  running = await startTestServer();
  nurse = await registerDevice(running.server, NURSE);
  doctor = await registerDevice(running.server, DOCTOR);
  dossierId = newDossierId();
  await nurse.send(createBody(dossierId, running.clock.now()));
});
afterAll(() => running.stop());

const actsOf = async (): Promise<string[]> =>
  (await tracesOf(running.server, dossierId)).map(({ act }) => act);

describe('creating a dossier', () => {
  it('names the dossier that exists already, and makes no second one', async () => {
    const again = await doctor.send(createBody(newDossierId(), running.clock.now()));
    expect(again.outcome).toEqual({ type: 'done', dossierId, existing: true });
  });

  it('is refused without the three steps in their order', async () => {
    const now = running.clock.now();
    const body = createBody(newDossierId(), now, HOLDER.insC);
    if (body.type !== 'createDossier') throw new Error('another body');
    body.record.consent.at = now - 10;
    expect((await nurse.send(body)).outcome).toEqual({ type: 'refused', code: 'stepsIncomplete' });
  });

  it('is refused for an INS-C whose key is wrong', async () => {
    const body = createBody(
      newDossierId(),
      running.clock.now(),
      '1541187387477485562489' as typeof HOLDER.insC,
    );
    expect((await nurse.send(body)).outcome).toEqual({ type: 'refused', code: 'insCInvalid' });
  });

  it('keeps what was said of the holder and of the representative of a minor', async () => {
    const minor = newDossierId();
    const body = createBody(minor, running.clock.now(), insCOf(11));
    if (body.type !== 'createDossier') throw new Error('another body');
    const holder = { ...body.holder, birthDate: '2010-05-06' };
    const representative = {
      representativeId: crypto.randomUUID(),
      role: 'mother',
      familyName: 'EXEMPLE',
      firstName: 'Irène',
    } as const;
    const holderData = { phone: '+33 1 00 00 00 00', personsToCall: [] };
    await nurse.send({ ...body, holder, representative, holderData });
    await nurse.send(grantBody(minor, NURSE.psIdNat, running.clock.now()));
    const { header } = pageOf(await nurse.pull(minor));
    expect(header).toMatchObject({ minor: true, represented: true, holderData });
    expect(header.rights?.representatives).toMatchObject([
      { representative, endsAt: Date.UTC(2028, 4, 6), by: { name: 'Nour ESSAI' } },
    ]);
    expect(header.optOut).toEqual({ breakGlass: false, dispatchCentre: true });
  });

  it('under an id that another dossier has makes another one, and touches nothing of that', async () => {
    const before = await actsOf();
    const { outcome } = await doctor.send(createBody(dossierId, running.clock.now(), insCOf(12)));
    expect(outcome).toMatchObject({ type: 'done' });
    expect(outcome).not.toMatchObject({ dossierId });
    expect(await actsOf()).toEqual(before);
  });

  it('does not authorise its creator: that is an act of its own', async () => {
    const other = await running.server.shards.of(dossierId);
    expect(other?.name).toBe('shard-1');
    expect((await doctor.pull(dossierId)).kind).toBe('dossierRemoved');
  });
});

describe('providing a document', () => {
  it('needs no authorisation to consult, and the depositor of a document stays the depositor', async () => {
    const content = note('Fed without reading rights.');
    await doctor.upload(content);
    const receipt = await doctor.send(await noteBody(dossierId, content));
    expect(receipt.outcome).toEqual({ type: 'done', dossierId });
    expect((await doctor.pull(dossierId)).kind).toBe('dossierRemoved');
  });

  it('answers the same command with the same receipt and gives it one effect', async () => {
    const content = note('Sent twice.');
    await nurse.upload(content);
    const signed = await nurse.sign(await noteBody(dossierId, content));
    const first = await nurse.sendSigned(signed);
    running.clock.advance(60_000);
    expect(await nurse.sendSigned(signed)).toEqual(first);
    expect(first.outcome.type).toBe('done');
  });

  it('refuses a number that comes back with another content, and keeps the first receipt', async () => {
    const content = note('First of its number.');
    await nurse.upload(content);
    const first = await nurse.sign(await noteBody(dossierId, content), 5000);
    const kept = await nurse.sendSigned(first);
    const other = await nurse.sign(await noteBody(dossierId, note('Another.')), 5000);
    expect((await nurse.sendSigned(other)).outcome).toEqual({ type: 'refused', code: 'numberReused' });
    expect(await nurse.sendSigned(first)).toEqual(kept);
  });

  it('waits for its content: a command that came first is welcome again when the content is there', async () => {
    const content = note('Late content.');
    const signed = await nurse.sign(await noteBody(dossierId, content));
    expect((await nurse.sendSigned(signed)).outcome).toEqual({ type: 'refused', code: 'contentMissing' });
    await nurse.upload(content);
    expect((await nurse.sendSigned(signed)).outcome).toEqual({ type: 'done', dossierId });
  });

  it("does not take another author's upload for one's own", async () => {
    const content = note('Uploaded by somebody else.');
    await doctor.upload(content);
    const receipt = await nurse.send(await noteBody(dossierId, content));
    expect(receipt.outcome).toEqual({ type: 'refused', code: 'contentMissing' });
  });

  it('refuses a content that is not what the command says', async () => {
    const content = note('Only text.');
    await nurse.upload(content);
    const body = await noteBody(dossierId, content, { mediaType: 'application/pdf' });
    expect((await nurse.send(body)).outcome).toEqual({ type: 'refused', code: 'contentMismatch' });
  });

  it('refuses a type that the DMP does not know', async () => {
    const content = note('Typed oddly.');
    await nurse.upload(content);
    const body = await noteBody(dossierId, content, { typeCode: '99999-9' });
    expect((await nurse.send(body)).outcome).toEqual({ type: 'refused', code: 'typeUnknown' });
  });

  it('refuses a CDA of another patient unless a reason is given, and keeps the reason in the trace', async () => {
    const content = note(sampleCdaN1().replaceAll('EXEMPLE', 'AUTRE').replaceAll('19500801', '19610902'));
    await nurse.upload(content);
    const cda = { level: 'N1', uniqueId: 'x' } as const;
    const refused = await nurse.send(await noteBody(dossierId, content, { mediaType: 'text/xml', cda }));
    expect(refused.outcome).toEqual({ type: 'refused', code: 'identityMismatch' });
    const identityException = { differences: ['familyName'], reason: 'nom de jeune fille' };
    const body = await noteBody(dossierId, content, { mediaType: 'text/xml', cda, identityException });
    expect((await nurse.send(body)).outcome).toEqual({ type: 'done', dossierId });
  });
});

describe('commands that nobody may believe', () => {
  it('are refused when the signature is of another device', async () => {
    const signed = await doctor.sign(grantBody(dossierId, NURSE.psIdNat, running.clock.now()));
    expect((await nurse.sendSigned(signed)).outcome).toEqual({ type: 'refused', code: 'signatureInvalid' });
  });

  it('are refused when a byte was changed on the way', async () => {
    const signed = await nurse.sign(grantBody(dossierId, NURSE.psIdNat, running.clock.now()));
    const changed = { ...signed, payload: signed.payload.replace(NURSE.psIdNat, DOCTOR.psIdNat) };
    expect((await nurse.sendSigned(changed)).outcome).toEqual({ type: 'refused', code: 'signatureInvalid' });
  });

  it('leave no receipt behind, since their number proves nothing', async () => {
    const rows = await running.server.shards.newest.database.db.select().from(receiptTable);
    expect(rows.every((row) => !row.outcome.includes('signatureInvalid'))).toBe(true);
  });

  it('are refused for a dossier that is nowhere', async () => {
    const receipt = await nurse.send(grantBody(newDossierId(), NURSE.psIdNat, running.clock.now()));
    expect(receipt.outcome).toEqual({ type: 'refused', code: 'dossierAbsent' });
  });
});

describe('a reading without network', () => {
  it('is traced with the verdict of today, and with the time of the device', async () => {
    const content = note('Read in the lift.');
    await nurse.upload(content);
    const { document } = await noteBody(dossierId, content);
    await nurse.send({ type: 'provideDocument', dossierId, document });
    const guessed = crypto.randomUUID() as typeof document.documentId;
    for (const [device, documentId, allowed, because] of [
      [nurse, document.documentId, true, 'ownDocument'],
      [doctor, document.documentId, false, 'notAuthorised'],
      [doctor, guessed, false, 'notAuthorised'],
    ] as const) {
      const body = { type: 'recordAccess', dossierId, documentId, readAt: 1 } as const;
      expect((await device.send(body)).outcome).toEqual({ type: 'done', dossierId });
      const trace = (await tracesOf(running.server, dossierId)).at(-1);
      expect(trace).toMatchObject({ act: 'recordAccess', documentId, deviceAt: 1, allowed, because });
    }
  });
});

describe('traces', () => {
  it('tell of each step of the creation, of reads, of writes and of refusals', async () => {
    await nurse.send(grantBody(dossierId, NURSE.psIdNat, running.clock.now()));
    await nurse.pull(dossierId);
    const acts = await actsOf();
    for (const act of [
      'informHolder',
      'collectConsent',
      'identifyHolder',
      'createDossier',
      'provideDocument',
      'grantAuthorisation',
      'syncDossier',
    ])
      expect(acts).toContain(act);
  });
});
