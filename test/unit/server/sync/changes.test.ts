import type { DocumentId, DossierId } from '#base/brand.ts';
import { AUTHORISATION_MS, CLOSED_KEPT_MS } from '#domain/access/durations.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { eraseDue } from '#server/erasure/erase-due.ts';
import { NOTICE_WAIT_MS } from '#server/erasure/rows.ts';
import { deviceHolding, dossierMove } from '#server/schema/shard.ts';
import { changes } from '#server/sync/changes.ts';
import { MARK_MS, sealMark } from '#server/sync/mark.ts';
import { pruneChanges } from '#server/sync/prune.ts';
import { device as deviceTable } from '#server/schema/directory.ts';
import { changesInput, MAX_MOVED } from '#wire/sync.ts';
import type { DocumentChange } from '#wire/right-commands.ts';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openedDossier, type OpenedDossier } from '#test/support/server/opened-dossier.ts';
import {
  changeBody,
  createBody,
  DOCTOR,
  grantBody,
  insCOf,
  newDossierId,
  NURSE,
  pageOf,
  provideNote,
  registerDevice,
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

const shardDb = () => running.server.shards.newest.database;
const grant = (to: { psIdNat: typeof NURSE.psIdNat }, where = dossierId) =>
  nurse.send(grantBody(where, to.psIdNat, running.clock.now()));
const withdraw = () => nurse.send({ type: 'withdrawAuthorisation', dossierId, professional: DOCTOR.psIdNat });
const change = (by: TestDevice, documentId: DocumentId, what: DocumentChange) =>
  by.send(changeBody(dossierId, documentId, what));

/** All that is held is pulled, as a device does that is told `everything`; answers with its mark. */
async function caughtUp(device: TestDevice, ...more: DossierId[]): Promise<string> {
  const { kind, mark } = await device.changes(null);
  expect(kind).toBe('everything');
  for (const id of [dossierId, ...more]) pageOf(await device.pull(id));
  return mark;
}

describe('changes', () => {
  it('is everything without a mark, and nothing with a fresh one while nothing moves', async () => {
    await provideNote(nurse, dossierId, 'Before.');
    const mark = await caughtUp(nurse);
    const none = await nurse.changes(mark);
    expect(none).toMatchObject({ kind: 'moved', dossiers: [] });
    expect(changesInput.safeParse({ since: none.mark }).success).toBe(true);
  });

  it('names the dossier that moved until its mark is taken over, and no other', async () => {
    const other = newDossierId();
    await nurse.send(createBody(other, running.clock.now(), insCOf(2)));
    await grant(NURSE, other);
    const mark = await caughtUp(nurse, other);
    await provideNote(doctor, dossierId, 'New.');
    const moved = await nurse.changes(mark);
    expect(moved.dossiers).toEqual([dossierId]);
    expect((await nurse.changes(mark)).dossiers).toEqual([dossierId]);
    expect((await nurse.changes(moved.mark)).dossiers).toEqual([]);
  });

  it('names what moved between the mark and the pull once more, so that nothing is missed', async () => {
    const { mark } = await nurse.changes(null);
    await provideNote(doctor, dossierId, 'Meanwhile.');
    pageOf(await nurse.pull(dossierId));
    expect((await nurse.changes(mark)).dossiers).toEqual([dossierId]);
  });

  it('names a dossier whose header alone moved', async () => {
    const mark = await caughtUp(nurse);
    await nurse.send({ type: 'setOppositions', dossierId, breakGlass: true, dispatchCentre: true });
    expect((await nurse.changes(mark)).dossiers).toEqual([dossierId]);
  });

  it('names nothing that the device was never sent', async () => {
    const other = newDossierId();
    await nurse.send(createBody(other, running.clock.now(), insCOf(2)));
    await grant(NURSE, other);
    const mark = await caughtUp(nurse);
    await grant(DOCTOR, other);
    expect((await nurse.changes(mark)).dossiers).toEqual([]);
    const second = await registerDevice(running.server, NURSE);
    const { mark: secondMark } = await second.changes(null);
    await provideNote(nurse, dossierId, 'Elsewhere.');
    expect((await second.changes(secondMark)).dossiers).toEqual([]);
  });

  it('follows a dossier that was held before holdings were noted, once a pull found it unchanged', async () => {
    const { cursor } = pageOf(await nurse.pull(dossierId));
    await shardDb().write(async (tx) => {
      await tx.delete(deviceHolding);
      await tx.delete(dossierMove);
      await tx.run(sql`DELETE FROM sqlite_sequence WHERE name = 'dossier_move'`);
    });
    const { mark } = await nurse.changes(null);
    expect((await nurse.pull(dossierId, cursor)).kind).toBe('unchanged');
    expect((await nurse.changes(mark)).dossiers).toEqual([]);
    await provideNote(doctor, dossierId, 'The first move.');
    expect((await nurse.changes(mark)).dossiers).toEqual([dossierId]);
  });
});

describe('what a reader does not see', () => {
  const MASKED = { visibility: { ...VISIBLE_TO_ALL, hiddenFromProfessionals: true } };

  it('moves nothing for them, whatever its author does with it', async () => {
    await grant(DOCTOR);
    const [mine, theirs] = [await caughtUp(nurse), await caughtUp(doctor)];
    const { documentId } = await provideNote(nurse, dossierId, 'Masked.', MASKED);
    for (const what of ['archive', 'unarchive', 'delete'] as const) {
      await change(nurse, documentId, what);
      expect((await doctor.changes(theirs)).dossiers).toEqual([]);
    }
    expect((await nurse.changes(mine)).dossiers).toEqual([dossierId]);
  });

  it('moves the dossier when it is masked from those who saw it, and not any more afterwards', async () => {
    await grant(DOCTOR);
    const { documentId } = await provideNote(nurse, dossierId, 'Seen.');
    const mark = await caughtUp(doctor);
    await change(nurse, documentId, 'mask');
    const masked = await doctor.changes(mark);
    expect(masked.dossiers).toEqual([dossierId]);
    await change(nurse, documentId, 'archive');
    expect((await doctor.changes(masked.mark)).dossiers).toEqual([]);
  });
});

describe('what came and went since the mark', () => {
  it('is named, since the device may have pulled in between: a document', async () => {
    const mark = await caughtUp(nurse);
    const { documentId } = await provideNote(doctor, dossierId, 'Soon gone.');
    const { cursor } = pageOf(await nurse.pull(dossierId));
    await change(doctor, documentId, 'delete');
    expect((await nurse.changes(mark)).dossiers).toEqual([dossierId]);
    expect(pageOf(await nurse.pull(dossierId, cursor)).removals).toEqual([documentId]);
  });

  it('is named, since the device may have pulled in between: a right', async () => {
    const { mark } = await doctor.changes(null);
    await grant(DOCTOR);
    pageOf(await doctor.pull(dossierId));
    await withdraw();
    expect((await doctor.changes(mark)).dossiers).toEqual([dossierId]);
  });
});

describe('a dossier that was lost', () => {
  it('is named once, and nothing that goes on in it afterwards', async () => {
    await grant(DOCTOR);
    const mark = await caughtUp(doctor);
    await withdraw();
    const lost = await doctor.changes(mark);
    expect(lost.dossiers).toEqual([dossierId]);
    expect((await doctor.pull(dossierId)).kind).toBe('dossierRemoved');
    await provideNote(nurse, dossierId, 'Afterwards.');
    await nurse.send({ type: 'setOppositions', dossierId, breakGlass: true, dispatchCentre: true });
    expect((await doctor.changes(lost.mark)).dossiers).toEqual([]);
  });

  it('is named without a session too, and nothing else is; the rest waits for the next session', async () => {
    const other = newDossierId();
    await nurse.send(createBody(other, running.clock.now(), insCOf(2)));
    for (const { psIdNat } of [NURSE, DOCTOR]) await grant({ psIdNat }, other);
    await grant(DOCTOR);
    const mark = await caughtUp(doctor, other);
    await provideNote(nurse, other, 'New.');
    await withdraw();
    const lost = await doctor.changes(mark, { session: false });
    expect(lost.dossiers).toEqual([dossierId]);
    const again = await doctor.changes(lost.mark, { session: false });
    expect(again.dossiers).toEqual([]);
    expect(new Set((await doctor.changes(again.mark)).dossiers)).toEqual(new Set([dossierId, other]));
  });

  it('is everything in the first session after a mark that was made without one', async () => {
    const { kind, mark } = await nurse.changes(null, { session: false });
    expect(kind).toBe('everything');
    expect(await nurse.changes(mark, { session: false })).toMatchObject({ kind: 'moved', dossiers: [] });
    expect((await nurse.changes(mark)).kind).toBe('everything');
  });

  it('by time alone is told by a pull without any move', async () => {
    const mark = await caughtUp(nurse);
    const { cursor, header } = pageOf(await nurse.pull(dossierId));
    const moves = await shardDb().db.select().from(dossierMove);
    expect(header.access.until).toBe(running.clock.now() + AUTHORISATION_MS);
    running.clock.advance(AUTHORISATION_MS);
    expect((await nurse.pull(dossierId, cursor)).kind).toBe('dossierRemoved');
    expect(await shardDb().db.select().from(dossierMove)).toEqual(moves);
    expect((await nurse.changes(mark)).kind).toBe('everything');
  });

  it('by erasure is named to the device that holds it', async () => {
    const requester = { familyName: 'EXEMPLE', firstName: 'Jean', as: 'holder' } as const;
    const mark = await caughtUp(nurse);
    await nurse.send({ type: 'closeDossier', dossierId, reason: 'souhait', requester });
    expect((await nurse.changes(mark)).dossiers).toEqual([dossierId]);
    running.clock.advance(CLOSED_KEPT_MS);
    await eraseDue(running.server); // writes the holder's notice, and waits for it
    running.clock.advance(NOTICE_WAIT_MS);
    const { mark: before } = await nurse.changes(null);
    expect(await eraseDue(running.server)).toEqual({ erased: 1 });
    const erased = await nurse.changes(before);
    expect(erased.dossiers).toEqual([dossierId]);
    expect((await nurse.pull(dossierId)).kind).toBe('dossierRemoved');
    expect((await nurse.changes(erased.mark)).dossiers).toEqual([]);
  });
});

describe('a mark', () => {
  it('that is too old, altered, or of another device or professional is worth nothing', async () => {
    await grant(DOCTOR);
    const mark = await caughtUp(nurse);
    const altered = `${mark.slice(0, -2)}${mark.endsWith('A') ? 'B' : 'A'}A`;
    const second = await registerDevice(running.server, NURSE);
    for (const [device, text] of [
      [nurse, altered],
      [nurse, 'nothing'],
      [doctor, mark],
      [second, mark],
    ] as const)
      expect((await device.changes(text)).kind).toBe('everything');
    running.clock.advance(MARK_MS);
    expect((await nurse.changes(mark)).kind).toBe('everything');
  });

  it('of another profession, matrix or restore is worth nothing', async () => {
    const mark = await caughtUp(nurse);
    const { pull } = running.server;
    const asker = { device: nurse.device, professional: nurse.actor };
    const as = (deps: typeof pull, who = asker) => changes(deps, mark, { asker: who, mayRead: true });
    expect((await as(pull)).kind).toBe('moved');
    const midwife = { ...asker, professional: { ...nurse.actor, profession: '50' } };
    expect((await as(pull, midwife)).kind).toBe('everything');
    expect((await as({ ...pull, restoreEpoch: pull.restoreEpoch + 1 })).kind).toBe('everything');
    const other = async () => ({ ...(await pull.circumstancesOf(NURSE.psIdNat)), mayHideFromAll: true });
    expect((await as({ ...pull, circumstancesOf: other })).kind).toBe('everything');
  });

  it('of moves that are no longer kept, or of a history that was undone, is worth nothing', async () => {
    const mark = await caughtUp(nurse);
    await provideNote(doctor, dossierId, 'One.');
    await provideNote(doctor, dossierId, 'Two.');
    const { mark: newer } = await nurse.changes(mark);
    await shardDb().write((tx) => tx.delete(dossierMove));
    expect((await nurse.changes(mark)).kind).toBe('everything');
    expect((await nurse.changes(newer)).kind).toBe('moved');
    await shardDb().write((tx) =>
      tx.run(sql`UPDATE sqlite_sequence SET seq = 1 WHERE name = 'dossier_move'`),
    );
    expect((await nurse.changes(newer)).kind).toBe('everything');
  });

  it('is worth nothing where more moved than an answer may name', async () => {
    const mark = await caughtUp(nurse);
    const ids = Array.from({ length: MAX_MOVED + 1 }, newDossierId);
    await shardDb().write(async (tx) => {
      await tx
        .insert(deviceHolding)
        .values(ids.map((id) => ({ deviceId: nurse.device, dossierId: id, since: 0 })));
      await tx.insert(dossierMove).values(ids.map((id) => ({ dossierId: id, seq: 1, at: 0 })));
    });
    expect(await nurse.changes(mark)).toMatchObject({ kind: 'everything', dossiers: [] });
  });

  it('fits the question that it goes back in, with several shards too', () => {
    const positions = Object.fromEntries([1, 2, 3].map((n) => [`shard-${n}`, 999_999_999]));
    const point = { at: running.clock.now(), positions };
    const facts = { circumstances: 'a'.repeat(64), restoreEpoch: 99, told: point, lost: point };
    const sealed = sealMark(running.server.pull.cursorKey, facts);
    expect(changesInput.safeParse({ since: sealed }).success).toBe(true);
  });
});

describe('pruning', () => {
  it('forgets moves after thirty days, and keeps what came since', async () => {
    running.clock.advance(31 * 24 * 3600 * 1000);
    const mark = await caughtUp(nurse);
    await provideNote(doctor, dossierId, 'Late.');
    await pruneChanges(running.server);
    const kept = await shardDb().db.select().from(dossierMove);
    expect(kept).toHaveLength(1);
    expect((await nurse.changes(mark)).dossiers).toEqual([dossierId]);
  });

  it('forgets what a device held when it is gone for good', async () => {
    await grant(DOCTOR);
    await caughtUp(nurse);
    await caughtUp(doctor);
    const revoke = (at: number) =>
      running.server.directory.write((tx) =>
        tx.update(deviceTable).set({ revokedAt: at }).where(eq(deviceTable.deviceId, doctor.device)),
      );
    await revoke(running.clock.now());
    await pruneChanges(running.server);
    expect(await shardDb().db.select().from(deviceHolding)).toHaveLength(2);
    running.clock.advance(3 * MARK_MS);
    await pruneChanges(running.server);
    const rows = await shardDb().db.select().from(deviceHolding);
    expect(rows.map(({ deviceId }) => deviceId)).toEqual([nurse.device]);
  });
});
