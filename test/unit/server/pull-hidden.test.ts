import type { DocumentId, DossierId } from '#base/brand.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { retrieveContent } from '#server/dossiers/content.ts';
import { watch } from '#server/sync/watch.ts';
import { pull } from '#server/sync/pull.ts';
import type { DocumentChange } from '#wire/right-commands.ts';
import { visibleSetDigest } from '#wire/visible-set.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastTraceOf, tracesOf } from '#test/support/server/read-traces.ts';
import {
  changeBody,
  createBody,
  DOCTOR,
  grantBody,
  insCOf,
  newDossierId,
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
let stranger: TestDevice;
let dossierId: DossierId;

beforeEach(async () => {
  running = await startTestServer();
  nurse = await registerDevice(running.server, NURSE);
  doctor = await registerDevice(running.server, DOCTOR);
  stranger = await registerDevice(running.server, PHARMACIST);
  dossierId = newDossierId();
  await nurse.send(createBody(dossierId, running.clock.now()));
  for (const { psIdNat } of [NURSE, DOCTOR])
    await nurse.send(grantBody(dossierId, psIdNat, running.clock.now()));
});
afterEach(() => running.stop());

const MASKED = { visibility: { ...VISIBLE_TO_ALL, hiddenFromProfessionals: true } };
const askerOf = ({ actor, device }: TestDevice) => ({ professional: actor, device });
const change = (by: TestDevice, documentId: DocumentId, what: DocumentChange) =>
  by.send(changeBody(dossierId, documentId, what));

describe('a document that a reader never saw', () => {
  it('is told by nothing: neither an entry nor a removal, whatever happens to it', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'Masked.', MASKED);
    let { cursor } = pageOf(await doctor.pull(dossierId));
    for (const what of ['archive', 'unarchive', 'delete'] as const) {
      await change(nurse, documentId, what);
      expect((await doctor.pull(dossierId, cursor)).kind).toBe('unchanged');
    }
    const page = pageOf(await doctor.pull(dossierId));
    expect(page).toMatchObject({ entries: [], removals: [] });
    expect(page.checkpoint).toEqual({ count: 0, digest: await visibleSetDigest(page.header.version, []) });
    const seen = await provideNote(nurse, dossierId, 'Seen.');
    cursor = page.cursor;
    await change(nurse, seen.documentId, 'delete');
    expect((await doctor.pull(dossierId, cursor)).kind).toBe('unchanged');
  });

  it('does not shorten a page', async () => {
    for (const n of [1, 2, 3]) await provideNote(nurse, dossierId, `Masked ${n}.`, MASKED);
    await provideNote(nurse, dossierId, 'Seen 1.');
    await provideNote(nurse, dossierId, 'Seen 2.');
    const first = pageOf(await doctor.pull(dossierId, null, 1));
    expect(first.entries).toHaveLength(1);
    expect(first.checkpoint).toBeUndefined();
    const second = pageOf(await doctor.pull(dossierId, first.cursor, 1));
    expect(second.entries).toHaveLength(1);
    expect(second.checkpoint?.count).toBe(2);
  });

  it('leaves, once masked, those who saw it, and comes back to them when it is shown again', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'Seen.');
    const seen = pageOf(await doctor.pull(dossierId));
    await change(nurse, documentId, 'mask');
    await change(nurse, documentId, 'archive');
    const masked = pageOf(await doctor.pull(dossierId, seen.cursor));
    expect(masked.removals).toEqual([documentId]);
    await change(nurse, documentId, 'unarchive');
    expect((await doctor.pull(dossierId, masked.cursor)).kind).toBe('unchanged');
    await change(nurse, documentId, 'unmask');
    const shown = pageOf(await doctor.pull(dossierId, masked.cursor));
    expect(shown.entries.map((entry) => entry.documentId)).toEqual([documentId]);
  });
});

describe('watch', () => {
  let last: DossierId;
  beforeEach(async () => {
    last = newDossierId();
    await nurse.send(createBody(last, running.clock.now(), insCOf(4)));
    for (const { actor } of [nurse, doctor, stranger])
      await nurse.send(grantBody(last, actor.psIdNat, running.clock.now()));
  });

  /** How often a reader is told that the dossier moved while something is done; another dossier moves last. */
  async function told(reader: TestDevice, doIt: () => Promise<unknown>): Promise<number> {
    const cut = new AbortController();
    const stillHolds = () => Promise.resolve(true);
    const events = watch(running.server.commands, { asker: askerOf(reader), stillHolds }, cut.signal);
    await events.next(); // from its first sign of life on it listens
    await doIt();
    running.server.notices.tell({ dossierId: last });
    let moved = 0;
    for await (const event of events) {
      if (event.kind === 'moved' && event.dossierId === last) break;
      if (event.kind === 'moved') moved += 1;
    }
    cut.abort();
    return moved;
  }

  it('signals a document to those who see it, or saw it until now, and to nobody else', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'Seen by both.');
    expect(await told(doctor, () => change(nurse, documentId, 'mask'))).toBe(1);
    expect(await told(doctor, () => change(nurse, documentId, 'archive'))).toBe(0);
    expect(await told(nurse, () => change(nurse, documentId, 'unarchive'))).toBe(1);
    expect(await told(doctor, () => change(nurse, documentId, 'unmask'))).toBe(1);
    expect(await told(stranger, () => change(nurse, documentId, 'mask'))).toBe(0);
    expect(await told(doctor, () => change(nurse, documentId, 'delete'))).toBe(0);
    expect(await told(doctor, () => provideNote(nurse, dossierId, 'Masked.', MASKED))).toBe(0);
  });

  it('signals the loss of a right to the one who loses it', async () => {
    const withdrawal = { type: 'withdrawAuthorisation', dossierId, professional: DOCTOR.psIdNat } as const;
    expect(await told(doctor, () => nurse.send(withdrawal))).toBe(1);
    running.clock.advance(3_600_000);
    const block = { ...withdrawal, type: 'blockProfessional', professional: PHARMACIST.psIdNat } as const;
    expect(await told(doctor, () => nurse.send(block))).toBe(0);
    expect(await told(nurse, () => nurse.send({ ...block, type: 'unblockProfessional' }))).toBe(1);
  });

  it('signals a closing to all who could consult until then', async () => {
    const requester = { familyName: 'EXEMPLE', firstName: 'Jean', as: 'holder' } as const;
    const closing = { type: 'closeDossier', dossierId, reason: 'souhait', requester } as const;
    running.clock.advance(3_600_000);
    expect(await told(doctor, () => nurse.send(closing))).toBe(1);
    expect(await told(stranger, () => nurse.send(closing))).toBe(0);
  });
});

describe('the content of a document', () => {
  const contentFor = async (reader: TestDevice, documentId: DocumentId, where = dossierId) => {
    const read = await retrieveContent(
      running.server.commands,
      { dossierId: where, documentId },
      askerOf(reader),
    );
    return read.ok ? 'content' : read.error;
  };

  it('is refused like one that is not there where the reader may not see it; the trace knows why', async () => {
    const masked = await provideNote(nurse, dossierId, 'Masked.', MASKED);
    const deleted = await provideNote(nurse, dossierId, 'Deleted.');
    await change(nurse, deleted.documentId, 'delete');
    const closedType = await provideNote(doctor, dossierId, 'Psychiatric.', { typeCode: '83901-9' });
    await nurse.send(grantBody(dossierId, PHARMACIST.psIdNat, running.clock.now()));
    const guessed = newDossierId() as string as DocumentId;
    const cases: [TestDevice, DocumentId, string][] = [
      [doctor, masked.documentId, 'hidden'],
      [doctor, deleted.documentId, 'deleted'],
      [stranger, closedType.documentId, 'typeNotEntitled'],
      [doctor, guessed, 'subjectUnknown'],
    ];
    for (const [reader, documentId, because] of cases) {
      expect(await contentFor(reader, documentId)).toBe('subjectUnknown');
      expect(await lastTraceOf(running.server, dossierId)).toMatchObject({
        act: 'retrieveDocument',
        allowed: false,
        because,
        documentId,
        actor: { psIdNat: reader.actor.psIdNat },
      });
    }
    expect(await contentFor(nurse, masked.documentId)).toBe('content');
  });

  it('is not reached through another dossier', async () => {
    const elsewhere = newDossierId();
    await nurse.send(createBody(elsewhere, running.clock.now(), insCOf(3)));
    await nurse.send(grantBody(elsewhere, DOCTOR.psIdNat, running.clock.now()));
    const { documentId } = await provideNote(nurse, dossierId, 'Here.');
    expect(await contentFor(doctor, documentId, elsewhere)).toBe('subjectUnknown');
    expect(await lastTraceOf(running.server, elsewhere)).toMatchObject({ because: 'subjectUnknown' });
    expect(await contentFor(doctor, documentId)).toBe('content');
  });

  it('of a dossier that is not open is refused with the reason of the dossier, there or not', async () => {
    const { documentId } = await provideNote(nurse, dossierId, 'Here.');
    const guessed = newDossierId() as string as DocumentId;
    expect(await contentFor(stranger, documentId)).toBe('notAuthorised');
    expect(await contentFor(stranger, guessed)).toBe('notAuthorised');
    expect(await contentFor(stranger, guessed, newDossierId())).toBe('dossierAbsent');
  });
});

describe('a dossier id that somebody guessed', () => {
  it('answers like one that was lost, and leaves one trace for each time', async () => {
    const before = (await tracesOf(running.server, dossierId)).length;
    expect((await stranger.pull(dossierId)).kind).toBe('dossierRemoved');
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({
      act: 'syncDossier',
      allowed: false,
      because: 'notAuthorised',
      actor: { psIdNat: PHARMACIST.psIdNat },
    });
    expect(await tracesOf(running.server, dossierId)).toHaveLength(before + 1);
    expect((await stranger.pull(newDossierId())).kind).toBe('dossierRemoved');
  });

  it('leaves none without a session, where a device only learns what to let go of', async () => {
    const before = (await tracesOf(running.server, dossierId)).length;
    const wants = [{ dossierId, cursor: null }];
    const reader = { asker: askerOf(stranger), mayRead: false };
    const [result] = await pull(running.server.pull, { wants, pageSize: 10 }, reader);
    expect(result?.kind).toBe('dossierRemoved');
    expect(await tracesOf(running.server, dossierId)).toHaveLength(before);
  });
});
