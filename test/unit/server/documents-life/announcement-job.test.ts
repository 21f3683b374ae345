import type { DocumentId, DossierId } from '#base/brand.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { ANNOUNCEMENT_TOLD_MS } from '#domain/access/durations.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { runAnnouncements } from '#server/documents-life/announcement-job.ts';
import { noticeRow } from '#server/schema/shard.ts';
import { openServer } from '#server/server.server.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tracesOf } from '#test/support/server/read-traces.ts';
import {
  changeBody,
  createBody,
  grantBody,
  insCOf,
  newDossierId,
  NURSE,
  pageOf,
  provideNote,
  registerDevice,
  type TestDevice,
} from '#test/support/server/test-device.ts';
import { startTestServer } from '#test/support/server/test-server.ts';

let running: Awaited<ReturnType<typeof startTestServer>>;
let nurse: TestDevice;
let dossierId: DossierId;

const DAY_MS = 86_400_000;
const HIDDEN = { visibility: { ...VISIBLE_TO_ALL, hiddenFromHolder: true } };

async function openDossier(n: number): Promise<DossierId> {
  const made = newDossierId();
  await nurse.send(createBody(made, running.clock.now(), insCOf(n)));
  await nurse.send(grantBody(made, NURSE.psIdNat, running.clock.now()));
  return made;
}

beforeEach(async () => {
  running = await startTestServer();
  nurse = await registerDevice(running.server, NURSE);
  dossierId = await openDossier(1);
});
afterEach(() => running.stop());

const run = () => runAnnouncements(running.server);
const hide = async (text: string, where = dossierId) =>
  (await provideNote(nurse, where, text, HIDDEN)).documentId;
const entry = async (documentId: DocumentId) =>
  pageOf(await nurse.pull(dossierId)).entries.find((one) => one.documentId === documentId);
const notices = () => running.server.shards.newest.database.db.select().from(noticeRow);
const tracesByTime = async () =>
  (await tracesOf(running.server, dossierId))
    .filter(({ actor }) => actor === undefined)
    .map(({ act, because, rule, documentId }) => [act, because, rule, documentId]);

describe('documents that wait to be announced', () => {
  it('are left alone for two weeks, told of once, and shown after one month', async () => {
    const documentId = await hide('Awaits.');
    running.clock.advance(ANNOUNCEMENT_TOLD_MS - 1);
    expect(await run()).toEqual({ told: 0, revealed: 0 });
    running.clock.advance(1);
    expect(await run()).toEqual({ told: 1, revealed: 0 });
    expect(await run()).toEqual({ told: 0, revealed: 0 });
    expect((await notices()).map(({ kind, recipient }) => [kind, recipient])).toEqual([
      ['documentAwaits', null],
    ]);
    expect((await entry(documentId))?.visibility.hiddenFromHolder).toBe(true);
    running.clock.advance(16 * DAY_MS);
    const before = pageOf(await nurse.pull(dossierId));
    expect(await run()).toEqual({ told: 0, revealed: 1 });
    expect(await run()).toEqual({ told: 0, revealed: 0 });
    const after = pageOf(await nurse.pull(dossierId, before.cursor));
    expect(after.entries[0]?.visibility.hiddenFromHolder).toBe(false);
    expect(after.entries[0]?.revealedToHolderAt).toBeUndefined();
    expect(await tracesByTime()).toEqual([
      ['tellHolder', 'twoWeeks', 'R1111-53', documentId],
      ['revealToHolder', 'oneMonth', 'R1111-53', documentId],
    ]);
  });

  it('are caught up with after days off, by a server that was started anew, and told to open streams', async () => {
    const documentId = await hide('Nobody looked.');
    running.clock.advance(200 * DAY_MS);
    await running.server.close();
    running.server = unwrap(await openServer(running.config, { clock: running.clock, random: systemRandom }));
    const moved: unknown[] = [];
    running.server.notices.listen((one) => moved.push(one));
    expect(await runAnnouncements(running.server)).toEqual({ told: 1, revealed: 1 });
    expect(moved).toEqual([{ dossierId, documentId }]);
  });

  it('that a professional announced in time are neither told of nor shown a second time', async () => {
    const documentId = await hide('Announced.');
    await nurse.send(changeBody(dossierId, documentId, 'revealToHolder'));
    running.clock.advance(100 * DAY_MS);
    expect(await run()).toEqual({ told: 0, revealed: 0 });
  });

  it('that were deleted, or are in a closed dossier, wait without a word', async () => {
    const documentId = await hide('Deleted.');
    await nurse.send(changeBody(dossierId, documentId, 'delete'));
    const closed = await openDossier(2);
    await hide('Closed over.', closed);
    const requester = { familyName: 'EXEMPLE', firstName: 'Jean', as: 'holder' } as const;
    await nurse.send({ type: 'closeDossier', dossierId: closed, reason: 'souhait', requester });
    running.clock.advance(100 * DAY_MS);
    expect(await run()).toEqual({ told: 0, revealed: 0 });
  });

  it('are told of in one notice for each dossier, however many wait', async () => {
    await hide('One.');
    await hide('Two.');
    await hide('Elsewhere.', await openDossier(3));
    running.clock.advance(ANNOUNCEMENT_TOLD_MS);
    expect(await run()).toEqual({ told: 3, revealed: 0 });
    expect(await notices()).toHaveLength(2);
  });

  it('and were replaced are told of by their newest version alone, and shown together', async () => {
    const first = await provideNote(nurse, dossierId, 'Version 1.', HIDDEN);
    const { documentId: replaces, logicalId } = first.document;
    await provideNote(nurse, dossierId, 'Version 2.', { ...HIDDEN, replaces, logicalId });
    running.clock.advance(ANNOUNCEMENT_TOLD_MS);
    expect(await run()).toEqual({ told: 1, revealed: 0 });
    running.clock.advance(30 * DAY_MS);
    expect(await run()).toEqual({ told: 0, revealed: 2 });
  });
});
