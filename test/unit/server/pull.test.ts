import { openedDossier, type OpenedDossier } from '#test/support/server/opened-dossier.ts';
import type { DocumentId, DossierId } from '#base/brand.ts';
import { AUTHORISATION_MS } from '#domain/access/durations.ts';
import { sealCursor } from '#server/sync/cursor.ts';
import { visibleSetDigest } from '#wire/visible-set.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DOCTOR,
  grantBody,
  note,
  noteBody,
  NURSE,
  pageOf,
  type TestDevice,
} from '#test/support/server/test-device.ts';

let running: OpenedDossier['running'];
let nurse: TestDevice;
let doctor: TestDevice;
let dossierId: DossierId;

beforeEach(async () => {
  ({ running, nurse, doctor, dossierId } = await openedDossier());
});
afterEach(() => running.stop());

async function provide(device: TestDevice, text: string, hidden = false): Promise<DocumentId> {
  const content = note(text);
  await device.upload(content);
  const visibility = {
    hiddenFromProfessionals: hidden,
    hiddenFromHolder: false,
    hiddenFromRepresentatives: false,
  };
  const body = await noteBody(dossierId, content, { visibility });
  expect((await device.send(body)).outcome.type).toBe('done');
  return body.document.documentId;
}

describe('pull', () => {
  it('gives a fresh page with a checkpoint that the device can recompute', async () => {
    await provide(nurse, 'one');
    await provide(nurse, 'two');
    const page = pageOf(await nurse.pull(dossierId));
    expect(page.fresh).toBe(true);
    expect(page.checkpoint).toEqual({
      count: 2,
      digest: await visibleSetDigest(page.header.version, page.entries),
    });
  });

  it('says unchanged when nothing moved, and gives only what moved since', async () => {
    await provide(nurse, 'one');
    const first = pageOf(await nurse.pull(dossierId));
    expect((await nurse.pull(dossierId, first.cursor)).kind).toBe('unchanged');
    const added = await provide(nurse, 'two');
    const second = pageOf(await nurse.pull(dossierId, first.cursor));
    expect(second.fresh).toBe(false);
    expect(second.entries.map((entry) => entry.documentId)).toEqual([added]);
    expect(second.checkpoint?.count).toBe(2);
  });

  it('goes on page by page, with the checkpoint on the last one alone', async () => {
    for (const text of ['a', 'b', 'c']) await provide(nurse, text);
    const first = pageOf(await nurse.pull(dossierId, null, 2));
    expect(first.checkpoint).toBeUndefined();
    const second = pageOf(await nurse.pull(dossierId, first.cursor, 2));
    expect(second.entries).toHaveLength(1);
    expect(second.checkpoint?.count).toBe(3);
  });

  it('tells nothing of a document that is hidden from this reader: no entry, no removal, no count', async () => {
    await doctor.send(grantBody(dossierId, DOCTOR.psIdNat, running.clock.now()));
    const before = pageOf(await nurse.pull(dossierId));
    await provide(doctor, 'hidden', true);
    expect((await nurse.pull(dossierId, before.cursor)).kind).toBe('unchanged');
    expect(pageOf(await nurse.pull(dossierId)).checkpoint?.count).toBe(0);
    expect(pageOf(await doctor.pull(dossierId)).checkpoint?.count).toBe(1);
  });

  it('removes what this reader saw and may no longer see', async () => {
    const documentId = await provide(doctor, 'seen once');
    const before = pageOf(await nurse.pull(dossierId));
    await doctor.send({ type: 'changeDocument', dossierId, documentId, change: 'mask' });
    const after = pageOf(await nurse.pull(dossierId, before.cursor));
    expect(after.removals).toEqual([documentId]);
  });

  it('ends with dossierRemoved when the authorisation is withdrawn or its year is over', async () => {
    const first = pageOf(await nurse.pull(dossierId));
    running.clock.advance(AUTHORISATION_MS);
    expect((await nurse.pull(dossierId, first.cursor)).kind).toBe('dossierRemoved');
    await nurse.send(grantBody(dossierId, NURSE.psIdNat, running.clock.now()));
    expect((await nurse.pull(dossierId)).kind).toBe('page');
    await nurse.send({ type: 'withdrawAuthorisation', dossierId, professional: NURSE.psIdNat });
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
  });

  it('starts afresh when the rights changed, so that nothing decided under others is kept', async () => {
    const first = pageOf(await nurse.pull(dossierId));
    running.clock.advance(1000);
    await nurse.send(grantBody(dossierId, NURSE.psIdNat, running.clock.now()));
    expect(pageOf(await nurse.pull(dossierId, first.cursor)).fresh).toBe(true);
  });

  it("does not believe another reader's cursor, an altered one, or one of a history that was undone", async () => {
    await doctor.send(grantBody(dossierId, DOCTOR.psIdNat, running.clock.now()));
    const mine = pageOf(await nurse.pull(dossierId));
    expect(pageOf(await doctor.pull(dossierId, mine.cursor)).fresh).toBe(true);
    const altered = `${mine.cursor.slice(0, -2)}${mine.cursor.endsWith('A') ? 'B' : 'A'}A`;
    expect(pageOf(await nurse.pull(dossierId, altered)).fresh).toBe(true);
    const cursor = sealCursor(running.server.pull.cursorKey, {
      dossierId,
      reader: NURSE.psIdNat,
      seq: 9_999,
      complete: true,
      rightsEpoch: 'another',
      validUntil: running.clock.now() + 1000,
      restoreEpoch: 1,
    });
    expect(pageOf(await nurse.pull(dossierId, cursor)).fresh).toBe(true);
  });
});
