import type { DocumentId, DossierId } from '#base/brand.ts';
import { VISIBLE_TO_ALL, type DocumentDescription, type Visibility } from '#domain/dossier/document-entry.ts';
import { document as documentTable } from '#server/schema/shard.ts';
import { DOCUMENT_CHANGES, type DocumentChange } from '#wire/right-commands.ts';
import { visibleSetDigest } from '#wire/visible-set.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastTraceOf } from '#test/support/server/read-traces.ts';
import {
  changeBody,
  createBody,
  DOCTOR,
  grantBody,
  insCOf,
  newDossierId,
  note,
  noteBody,
  NURSE,
  pageOf,
  PHARMACIST,
  provideNote,
  registerDevice,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

let running: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;
let doctor: TestDevice;
let dossierId: DossierId;

async function start(mayHideFromAll = false): Promise<void> {
  running = await startTestServer({ mayHideFromAll });
  nurse = await registerDevice(running.server, NURSE);
  doctor = await registerDevice(running.server, DOCTOR);
  dossierId = newDossierId();
  await nurse.send(createBody(dossierId, running.clock.now()));
  for (const { psIdNat } of [NURSE, DOCTOR])
    await nurse.send(grantBody(dossierId, psIdNat, running.clock.now()));
}
beforeEach(() => start());
afterEach(() => running.stop());

const DONE = () => ({ type: 'done', dossierId });
const refusedAs = (code: string) => ({ type: 'refused', code });
const visible = (changes: Partial<Visibility>) => ({ visibility: { ...VISIBLE_TO_ALL, ...changes } });
const HIDDEN_FROM_HOLDER = visible({ hiddenFromHolder: true });
const MASKED = visible({ hiddenFromProfessionals: true });
const change = async (by: TestDevice, documentId: DocumentId, what: DocumentChange) =>
  (await by.send(changeBody(dossierId, documentId, what))).outcome;
const pageFor = async (device: TestDevice, cursor: string | null = null) =>
  pageOf(await device.pull(dossierId, cursor));
const entryFor = async (device: TestDevice, documentId: DocumentId) =>
  (await pageFor(device)).entries.find((entry) => entry.documentId === documentId);
const replace = (by: TestDevice, old: DocumentDescription, text: string, changes = {}) =>
  provideNote(by, dossierId, text, { replaces: old.documentId, logicalId: old.logicalId, ...changes });
const rowOf = async (documentId: DocumentId) => {
  const [row] = await running.server.shards.newest.database.db
    .select()
    .from(documentTable)
    .where(eq(documentTable.documentId, documentId));
  if (!row) throw new Error('no such row');
  return row;
};

describe('replacing a document', () => {
  it('makes the old version obsolete and the new one current', async () => {
    const { document } = await provideNote(nurse, dossierId, 'First version.');
    const { documentId, outcome } = await replace(nurse, document, 'Second version.');
    expect(outcome).toEqual(DONE());
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({
      act: 'replaceDocument',
      allowed: true,
      because: 'ownDocument',
      documentId,
      reason: `replaces ${document.documentId}`,
    });
    expect((await entryFor(doctor, document.documentId))?.status).toBe('deprecated');
    expect(await entryFor(doctor, documentId)).toMatchObject({
      status: 'current',
      replaces: document.documentId,
      logicalId: document.logicalId,
    });
  });

  it('inherits how the old version is seen, whatever the command says', async () => {
    const { document } = await provideNote(nurse, dossierId, 'Masked first.', MASKED);
    const { documentId } = await replace(nurse, document, 'Masked second.');
    expect(await entryFor(doctor, documentId)).toBeUndefined();
    expect((await entryFor(nurse, documentId))?.visibility).toEqual(MASKED.visibility);
  });

  it('keeps one choice of who sees it for all versions: the earlier ones follow the current one', async () => {
    const first = await provideNote(nurse, dossierId, 'Version 1.');
    const second = await replace(nurse, first.document, 'Version 2.');
    expect(await change(doctor, second.documentId, 'mask')).toEqual(DONE());
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({
      act: 'maskDocument',
      documentId: first.documentId,
      allowed: true,
    });
    expect((await pageFor(doctor)).entries).toEqual([]);
    expect((await pageFor(nurse)).entries).toHaveLength(2);
    expect(await change(nurse, second.documentId, 'unmask')).toEqual(DONE());
    expect((await pageFor(doctor)).entries).toHaveLength(2);
    expect(await change(nurse, second.documentId, 'delete')).toEqual(DONE());
    expect((await pageFor(doctor)).entries.map((entry) => entry.documentId)).toEqual([first.documentId]);
  });

  it('does not hide again what was shown, and does not prolong the month before an announcement', async () => {
    const { document } = await provideNote(nurse, dossierId, 'Awaits.', HIDDEN_FROM_HOLDER);
    const { revealAt } = await rowOf(document.documentId);
    running.clock.advance(86_400_000);
    const second = await replace(nurse, document, 'Still awaits.', HIDDEN_FROM_HOLDER);
    expect(await rowOf(second.documentId)).toMatchObject({ hiddenFromHolder: true, revealAt });
    await change(nurse, second.documentId, 'revealToHolder');
    const third = await replace(nurse, second.document, 'Shown.', HIDDEN_FROM_HOLDER);
    expect(await rowOf(third.documentId)).toMatchObject({ hiddenFromHolder: false, revealAt: null });
  });

  it('is refused to anybody but its author, and nothing is done', async () => {
    const { document } = await provideNote(nurse, dossierId, 'Of the nurse.');
    expect((await replace(doctor, document, 'Of the doctor.')).outcome).toEqual(refusedAs('notAuthor'));
    expect((await rowOf(document.documentId)).status).toBe('current');
    expect((await pageFor(doctor)).entries).toHaveLength(1);
  });

  it('is refused of a version that is not current, of another document, and of the same content', async () => {
    const { document } = await provideNote(nurse, dossierId, 'One.');
    const other = newDossierId() as string as DocumentId;
    expect((await replace(nurse, document, 'Two.', { logicalId: other })).outcome).toEqual(
      refusedAs('documentStateOther'),
    );
    expect((await replace(nurse, document, 'One.')).outcome).toEqual(refusedAs('documentStateOther'));
    expect((await replace(nurse, document, 'Two.')).outcome).toEqual(DONE());
    expect((await replace(nurse, document, 'Three.')).outcome).toEqual(refusedAs('documentStateOther'));
  });

  it('of one that is not there, or that its author may not see, is refused alike', async () => {
    const hidden = await provideNote(nurse, dossierId, 'Hidden from the doctor.', MASKED);
    const guessed = { ...hidden.document, documentId: newDossierId() as string as DocumentId };
    expect((await replace(doctor, hidden.document, 'A')).outcome).toEqual(refusedAs('subjectUnknown'));
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({ because: 'notAuthor' });
    expect((await replace(doctor, guessed, 'B')).outcome).toEqual(refusedAs('subjectUnknown'));
  });

  it('does not reach into another dossier', async () => {
    const { document } = await provideNote(nurse, dossierId, 'Here.');
    const elsewhere = newDossierId();
    await nurse.send(createBody(elsewhere, running.clock.now(), insCOf(1)));
    const content = note('There.');
    await nurse.upload(content);
    const { outcome } = await provideNote(nurse, elsewhere, 'There.', {
      replaces: document.documentId,
      logicalId: document.logicalId,
    });
    expect(outcome.type).toBe('refused');
    expect((await rowOf(document.documentId)).status).toBe('current');
  });
});

describe('a document hidden from its holder', () => {
  it('becomes visible one month after its deposit, and says so', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'Bad news.', HIDDEN_FROM_HOLDER);
    expect((await entryFor(doctor, documentId))?.revealedToHolderAt).toBe(Date.UTC(2026, 11, 23, 9));
  });

  it('is not masked to professionals as well, at deposit or later, while the parameter forbids it', async () => {
    const both = visible({ hiddenFromHolder: true, hiddenFromProfessionals: true });
    expect((await provideNote(nurse, dossierId, 'For nobody.', both)).outcome).toEqual(
      refusedAs('visibilityCombination'),
    );
    const { documentId } = await provideNote(nurse, dossierId, 'For doctors.', HIDDEN_FROM_HOLDER);
    expect(await change(nurse, documentId, 'mask')).toEqual(refusedAs('visibilityCombination'));
    expect(await change(nurse, documentId, 'revealToHolder')).toEqual(DONE());
    expect(await change(nurse, documentId, 'mask')).toEqual(DONE());
  });

  it('may be both where the operator allows it', async () => {
    await running.stop();
    await start(true);
    const both = visible({ hiddenFromHolder: true, hiddenFromProfessionals: true });
    expect((await provideNote(nurse, dossierId, 'For nobody.', both)).outcome).toEqual(DONE());
  });
});

describe('the confidential session of a minor', () => {
  it('takes only documents that the representatives do not see', async () => {
    const minor = newDossierId();
    const body = createBody(minor, running.clock.now(), insCOf(2));
    if (body.type !== 'createDossier') throw new Error('another body');
    const holder = { ...body.holder, birthDate: '2012-03-04' };
    expect((await nurse.send({ ...body, holder })).outcome.type).toBe('done');
    const provide = async (text: string, changes: Partial<DocumentDescription>) => {
      const content = note(text);
      await nurse.upload(content);
      return (await nurse.send(await noteBody(minor, content, changes), { confidential: true })).outcome;
    };
    expect(await provide('Open.', {})).toEqual(refusedAs('confidentialSession'));
    expect(await provide('Kept.', visible({ hiddenFromRepresentatives: true }))).toEqual({
      type: 'done',
      dossierId: minor,
    });
    expect(await lastTraceOf(running.server, minor)).toMatchObject({ confidential: true });
  });
});

describe('changing a document', () => {
  it.each<[DocumentChange, DocumentChange, object]>([
    ['mask', 'unmask', {}],
    ['archive', 'unarchive', {}],
  ])('%s and %s go to and fro, and refuse to be done twice', async (there, back, changes) => {
    const { documentId } = await provideNote(nurse, dossierId, 'To and fro.', changes);
    expect(await change(nurse, documentId, there)).toEqual(DONE());
    expect(await change(nurse, documentId, there)).toMatchObject({ type: 'refused' });
    expect(await change(nurse, documentId, back)).toEqual(DONE());
    expect(await change(nurse, documentId, back)).toMatchObject({ type: 'refused' });
    expect(await entryFor(doctor, documentId)).toMatchObject({ status: 'current', ...VISIBLE });
  });

  it('a masked document is still seen by its depositor, and leaves every other reader', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'To be masked.');
    const before = await pageFor(doctor);
    expect(await change(nurse, documentId, 'mask')).toEqual(DONE());
    expect((await entryFor(nurse, documentId))?.visibility.hiddenFromProfessionals).toBe(true);
    const after = await pageFor(doctor, before.cursor);
    expect(after).toMatchObject({ fresh: false, entries: [], removals: [documentId] });
    expect(after.checkpoint).toEqual({ count: 0, digest: await visibleSetDigest(after.header.version, []) });
  });

  it('any authorised reader masks by wish of the holder, and then no longer sees it', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'Of the nurse.');
    expect(await change(doctor, documentId, 'mask')).toEqual(DONE());
    expect(await change(doctor, documentId, 'unmask')).toEqual(refusedAs('subjectUnknown'));
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({
      act: 'unmaskDocument',
      documentId,
      allowed: false,
      because: 'hidden',
    });
  });

  it('only the author deletes, and logically: the row and its content stay', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'Deleted.');
    expect(await change(doctor, documentId, 'delete')).toEqual(refusedAs('notAuthor'));
    expect(await change(nurse, documentId, 'delete')).toEqual(DONE());
    expect(await entryFor(nurse, documentId)).toBeUndefined();
    const { status, blobId } = await rowOf(documentId);
    expect(status).toBe('deleted');
    expect(blobId).not.toBe('');
    for (const what of DOCUMENT_CHANGES) {
      expect(await change(nurse, documentId, what)).toEqual(refusedAs('deleted'));
      expect(await change(doctor, documentId, what)).toEqual(refusedAs('subjectUnknown'));
    }
  });

  it('what was shown to holder or representatives is not hidden again: no change does it', async () => {
    const hidden = visible({ hiddenFromHolder: true, hiddenFromRepresentatives: true });
    const { documentId } = await provideNote(nurse, dossierId, 'Shown for good.', hidden);
    expect(await change(nurse, documentId, 'revealToHolder')).toEqual(DONE());
    expect(await change(nurse, documentId, 'revealToRepresentatives')).toEqual(DONE());
    expect(await change(nurse, documentId, 'revealToHolder')).toEqual(refusedAs('alreadySo'));
    for (const what of DOCUMENT_CHANGES.filter((one) => one !== 'delete'))
      await change(nurse, documentId, what);
    expect(await rowOf(documentId)).toMatchObject({
      hiddenFromHolder: false,
      hiddenFromRepresentatives: false,
      revealAt: null,
    });
  });

  it('that somebody else changed meanwhile is refused', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'Changed by two.');
    const basedOn = (await entryFor(nurse, documentId))?.version ?? '';
    expect(await change(doctor, documentId, 'archive')).toEqual(DONE());
    const { outcome } = await nurse.send({
      type: 'changeDocument',
      dossierId,
      documentId,
      change: 'mask',
      basedOn,
    });
    expect(outcome).toEqual(refusedAs('rightChanged'));
    expect(await rowOf(documentId)).toMatchObject({ status: 'archived', hiddenFromProfessionals: false });
  });

  it('that is not there, is masked, deleted or of a closed type is refused in one way', async () => {
    const pharmacist = await registerDevice(running.server, PHARMACIST);
    await nurse.send(grantBody(dossierId, PHARMACIST.psIdNat, running.clock.now()));
    const masked = await provideNote(nurse, dossierId, 'Masked.', MASKED);
    const deleted = await provideNote(nurse, dossierId, 'Gone.');
    await change(nurse, deleted.documentId, 'delete');
    const closedType = await provideNote(nurse, dossierId, 'Psychiatric.', { typeCode: '83901-9' });
    const guessed = newDossierId() as string as DocumentId;
    for (const { documentId } of [masked, deleted, closedType, { documentId: guessed }])
      for (const what of DOCUMENT_CHANGES)
        expect(await change(pharmacist, documentId, what)).toEqual(refusedAs('subjectUnknown'));
    await nurse.send({ type: 'withdrawAuthorisation', dossierId, professional: PHARMACIST.psIdNat });
    for (const { documentId } of [masked, deleted, closedType, { documentId: guessed }])
      expect(await change(pharmacist, documentId, 'archive')).toEqual(refusedAs('notAuthorised'));
  });
});

const VISIBLE = { visibility: VISIBLE_TO_ALL };
