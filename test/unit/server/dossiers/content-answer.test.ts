import type { DocumentId } from '#base/brand.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import { contentAnswer } from '#server/dossiers/content-answer.ts';
import { SAME_FETCH_MS } from '#server/dossiers/fetches-under-way.ts';
import { contentBlob, document as documentTable } from '#server/schema/shard.ts';
import { eq } from 'drizzle-orm';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openedDossier, type OpenedDossier } from '#test/support/server/opened-dossier.ts';
import { tracesOf } from '#test/support/server/read-traces.ts';
import {
  createBody,
  grantBody,
  insCOf,
  newDossierId,
  NURSE,
  provideNote,
  registerDevice,
  type TestDevice,
} from '#test/support/server/test-device.ts';

let opened: OpenedDossier;
let nurse: TestDevice;
beforeEach(async () => {
  opened = await openedDossier();
  nurse = opened.nurse;
});
afterEach(() => opened.running.stop());

const TEXT = `${'Passage du matin. '.repeat(40_000)}Fin.`;
const SIZE = TEXT.length;

const ask = (by: TestDevice, documentId: DocumentId, headers: Record<string, string> = {}) =>
  contentAnswer(
    opened.running.server,
    new Request('http://relais.example/content', { headers }),
    { dossierId: opened.dossierId, documentId },
    { professional: by.actor, device: by.device },
  );
const reads = async () =>
  (await tracesOf(opened.running.server, opened.dossierId)).filter(({ act }) => act === 'retrieveDocument');

describe('the content of a document', () => {
  it('is answered whole, or from any byte on', async () => {
    const { documentId } = await provideNote(nurse, opened.dossierId, TEXT);
    const whole = await ask(nurse, documentId);
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': String(SIZE),
      'content-type': 'application/octet-stream',
      'cache-control': 'no-store',
    });
    expect(await whole.text()).toBe(TEXT);
    for (const start of [1, 256 * 1024 - 1, 256 * 1024, 300_000, SIZE - 1]) {
      const rest = await ask(nurse, documentId, { range: `bytes=${start}-` });
      expect(rest.status).toBe(206);
      expect(rest.headers.get('content-range')).toBe(`bytes ${start}-${SIZE - 1}/${SIZE}`);
      expect(rest.headers.get('content-length')).toBe(String(SIZE - start));
      expect(await rest.text()).toBe(TEXT.slice(start));
    }
    const middle = await ask(nurse, documentId, { range: 'bytes=10-19' });
    expect(await middle.text()).toBe(TEXT.slice(10, 20));
  });

  it('is 416 past its end, and whole where the range is of another version', async () => {
    const { documentId } = await provideNote(nurse, opened.dossierId, TEXT);
    const outside = await ask(nurse, documentId, { range: `bytes=${SIZE}-` });
    expect([outside.status, outside.headers.get('content-range')]).toEqual([416, `bytes */${SIZE}`]);
    const { etag } = Object.fromEntries(outside.headers);
    const same = await ask(nurse, documentId, { range: 'bytes=5-', 'if-range': etag ?? '' });
    expect(same.status).toBe(206);
    await same.body?.cancel();
    const other = await ask(nurse, documentId, { range: 'bytes=5-', 'if-range': '"other"' });
    expect(other.status).toBe(200);
    await other.body?.cancel();
  });

  it('is one access however often the connection breaks, decided anew each time', async () => {
    const { documentId } = await provideNote(nurse, opened.dossierId, TEXT);
    const drained = async (headers: Record<string, string> = {}) =>
      (await ask(nurse, documentId, headers)).text();
    await drained();
    for (const start of [1000, 2000, 3000]) await drained({ range: `bytes=${start}-` });
    expect(await reads()).toHaveLength(1);
    await drained(); // from the start: another access
    expect(await reads()).toHaveLength(2);
    const elsewhere = await registerDevice(opened.running.server, NURSE);
    await (await ask(elsewhere, documentId, { range: 'bytes=1-' })).text();
    expect(await reads()).toHaveLength(3);
    opened.running.clock.advance(SAME_FETCH_MS);
    await drained({ range: 'bytes=1-' });
    expect(await reads()).toHaveLength(4);
  });

  it('is refused and traced as soon as the right is gone, in the middle too, and nothing is said of its size', async () => {
    const { documentId } = await provideNote(nurse, opened.dossierId, TEXT);
    const { dossierId, doctor } = opened;
    const { psIdNat } = doctor.actor;
    await nurse.send(grantBody(dossierId, psIdNat, opened.running.clock.now()));
    await (await ask(doctor, documentId)).text();
    await nurse.send({ type: 'withdrawAuthorisation', dossierId, professional: psIdNat });
    for (const range of ['bytes=1-', `bytes=${SIZE}-`]) {
      const refused = await ask(doctor, documentId, { range });
      expect(refused.status).toBe(403);
      expect(refused.headers.get('content-range')).toBeNull();
    }
    expect((await reads()).map(({ allowed }) => allowed)).toEqual([true, false, false]);
  });
});

describe('the same file twice', () => {
  const blobsOf = async (documentId: DocumentId) => {
    const { db } = opened.running.server.shards.newest.database;
    const rows = await db
      .select()
      .from(documentTable)
      .innerJoin(contentBlob, eq(contentBlob.blobId, documentTable.blobId))
      .where(eq(documentTable.documentId, documentId));
    return rows.map((row) => row.content_blob);
  };
  const filesOnDisk = async () => {
    const folder = join(opened.running.config.dataDir, 'blobs');
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    return found.filter((entry) => entry.isFile()).length;
  };

  it('in two dossiers shares nothing: neither file, nor key, nor mark', async () => {
    const other = newDossierId();
    const now = opened.running.clock.now();
    await nurse.send(createBody(other, now, insCOf(2)));
    await nurse.send(grantBody(other, nurse.actor.psIdNat, now));
    const here = await provideNote(nurse, opened.dossierId, 'Même fichier.');
    const there = await provideNote(nurse, other, 'Même fichier.');
    expect([here.outcome.type, there.outcome.type]).toEqual(['done', 'done']);
    const [one] = await blobsOf(here.documentId);
    const [two] = await blobsOf(there.documentId);
    expect(one?.blobId).not.toBe(two?.blobId);
    expect(one?.contentTag).not.toBe(two?.contentTag);
    expect(one?.wrappedKey).not.toEqual(two?.wrappedKey);
    expect(await filesOnDisk()).toBe(2);
  });

  it('in one dossier is stored once, and no answer tells so: not even where the first is hidden', async () => {
    const hidden = { visibility: { ...VISIBLE_TO_ALL, hiddenFromProfessionals: true } };
    const first = await provideNote(opened.doctor, opened.dossierId, 'Même fichier.', hidden);
    const again = await provideNote(nurse, opened.dossierId, 'Même fichier.');
    const fresh = await provideNote(nurse, opened.dossierId, 'Autre fichier!');
    expect(await blobsOf(again.documentId)).toEqual(await blobsOf(first.documentId));
    expect(await filesOnDisk()).toBe(2);
    expect(again.outcome).toEqual(fresh.outcome);
    const headersOf = async (documentId: DocumentId) => {
      const answer = await ask(nurse, documentId);
      await answer.text();
      return Object.fromEntries(
        [...answer.headers].map(([name, value]) => [name, value.replace(documentId, 'id')]),
      );
    };
    expect(await headersOf(again.documentId)).toEqual(await headersOf(fresh.documentId));
  });
});
