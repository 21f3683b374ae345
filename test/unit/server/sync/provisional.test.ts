import type { DossierId } from '#base/brand.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { executeCommand, executeCommands } from '#server/commands/execute.ts';
import { dossierAlias } from '#server/schema/directory.ts';
import { openServer } from '#server/server.server.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openedDossier, type OpenedDossier } from '#test/support/server/opened-dossier.ts';
import { tracesOf } from '#test/support/server/read-traces.ts';
import {
  createBody,
  DOCTOR,
  grantBody,
  insCOf,
  newDossierId,
  note,
  noteBody,
  NURSE,
  pageOf,
  registerDevice,
  SECOND_DOCTOR,
  type TestDevice,
} from '#test/support/server/test-device.ts';

let running: OpenedDossier['running'];
let nurse: TestDevice;
let doctor: TestDevice;
let dossierId: DossierId;
let provisional: DossierId;

beforeEach(async () => {
  ({ running, nurse, doctor, dossierId } = await openedDossier());
  provisional = newDossierId();
});
afterEach(() => running.stop());

const now = () => running.clock.now();
const entriesOf = async (device: TestDevice) => pageOf(await device.pull(dossierId)).entries;
const commandsOf = (device: TestDevice) => (signed: Parameters<TestDevice['sendSigned']>[0][]) =>
  executeCommands(running.server.commands, signed, device.sender);

describe('a dossier created without a network that exists already', () => {
  it('takes what its author wrote under the provisional id, exactly once', async () => {
    const content = note('At the bedside.');
    await doctor.upload(content);
    const create = await doctor.sign(createBody(provisional, now()));
    const document = await noteBody(provisional, content);
    const signed = [
      create,
      await doctor.sign(document),
      await doctor.sign(grantBody(provisional, DOCTOR.psIdNat, now())),
    ];
    const receipts = await commandsOf(doctor)(signed);
    expect(receipts.map(({ outcome }) => outcome)).toEqual([
      { type: 'done', dossierId, existing: true },
      { type: 'done', dossierId },
      { type: 'done', dossierId },
    ]);
    expect((await entriesOf(doctor)).map((entry) => entry.documentId)).toEqual([
      document.document.documentId,
    ]);
    const before = await tracesOf(running.server, dossierId);
    expect(before.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['collectConsent', 'provideDocument', 'grantAuthorisation']),
    );
    expect(await commandsOf(doctor)(signed)).toEqual(receipts);
    expect(await tracesOf(running.server, dossierId)).toHaveLength(before.length);
    expect(await running.server.directory.db.select().from(dossierAlias)).toHaveLength(1);
  });

  it('is found again after the server started anew', async () => {
    await doctor.send(createBody(provisional, now()));
    await running.server.close();
    const again = unwrap(await openServer(running.config, { clock: running.clock, random: systemRandom }));
    try {
      const signed = await doctor.sign(grantBody(provisional, DOCTOR.psIdNat, now()));
      const { outcome } = await executeCommand(again.commands, signed, doctor.sender);
      expect(outcome).toEqual({ type: 'done', dossierId });
    } finally {
      running.server = again;
    }
  });

  it('stays unknown under that id to every other professional', async () => {
    await doctor.send(createBody(provisional, now()));
    const other = await registerDevice(running.server, SECOND_DOCTOR);
    for (const device of [other, nurse]) {
      const { outcome } = await device.send(grantBody(provisional, NURSE.psIdNat, now()));
      expect(outcome).toEqual({ type: 'refused', code: 'dossierAbsent' });
    }
    const second = await registerDevice(running.server, DOCTOR);
    expect((await second.send(grantBody(provisional, DOCTOR.psIdNat, now()))).outcome.type).toBe('done');
  });

  it('decides what comes under that id by the rights in the one that exists', async () => {
    await nurse.send({ type: 'blockProfessional', dossierId, professional: DOCTOR.psIdNat });
    await doctor.send(createBody(provisional, now()));
    const { outcome } = await doctor.send(grantBody(provisional, DOCTOR.psIdNat, now()));
    expect(outcome).toMatchObject({ type: 'refused' });
    expect(outcome).not.toEqual({ type: 'refused', code: 'dossierAbsent' });
  });

  it('cannot be used to turn aside what is meant for a dossier that has that id', async () => {
    await nurse.send(createBody(provisional, now(), insCOf(7)));
    await doctor.send(createBody(provisional, now()));
    const { outcome } = await doctor.send(grantBody(provisional, DOCTOR.psIdNat, now()));
    expect(outcome).toEqual({ type: 'done', dossierId: provisional });
  });
});
