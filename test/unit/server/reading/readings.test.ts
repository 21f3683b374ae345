import type { DossierId } from '#base/brand.ts';
import { EXTRACTOR_VERSION } from '#documents/reading/extractor-version.ts';
import { readAgain } from '#server/reading/read-again.ts';
import { documentReading } from '#server/schema/shard.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastTraceOf } from '#test/support/server/read-traces.ts';
import {
  createBody,
  grantBody,
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

beforeEach(async () => {
  running = await startTestServer();
  nurse = await registerDevice(running.server, NURSE);
  dossierId = newDossierId();
  await nurse.send(createBody(dossierId, running.clock.now()));
  await nurse.send(grantBody(dossierId, NURSE.psIdNat, running.clock.now()));
});
afterEach(() => running.stop());

const database = () => running.server.shards.newest.database;
const pull = async (cursor: string | null) => pageOf(await nurse.pull(dossierId, cursor));
/** As a folder that an older version wrote. */
const asReadBy = (extractor: number) =>
  database().write((tx) => tx.update(documentReading).set({ extractor }));

describe('a document that is added', () => {
  it('is read where it enters, and its reading travels with its entry', async () => {
    const { document } = await provideNote(nurse, dossierId, 'Pansement refait, berges propres.');
    const [entry] = (await pull(null)).entries;
    expect(entry).toMatchObject({
      documentId: document.documentId,
      reading: { extractor: EXTRACTOR_VERSION, facts: [], text: 'whole' },
      text: 'Pansement refait, berges propres.',
    });
  });

  it('is sealed with the text that was read of it', async () => {
    await provideNote(nurse, dossierId, 'Pansement refait, berges propres.');
    const [row] = await database().db.select().from(documentReading);
    expect(row?.sealed.includes('berges')).toBe(false);
  });

  it('comes in pages that are bound by the texts in them, and none is left out', async () => {
    const texts = Array.from({ length: 4 }, (_, n) => `${n} `.padEnd(60_000, 'texte long '));
    for (const text of texts) await provideNote(nurse, dossierId, text);
    const pages = [];
    for (let cursor: string | null = null; pages.length < 9; cursor = pages.at(-1)?.cursor ?? null) {
      const page = pageOf(await nurse.pull(dossierId, cursor, 10));
      pages.push(page);
      if (page.checkpoint) break;
    }
    expect(pages.map(({ entries }) => entries.length)).toEqual([1, 1, 1, 1]);
    expect(pages.flatMap(({ entries }) => entries.map(({ text }) => text))).toEqual(texts);
  });
});

describe('after an update of the program', () => {
  it('documents that an older version read are read again, and their readers are sent them, with a trace', async () => {
    const { document } = await provideNote(nurse, dossierId, 'Pansement refait.');
    const { cursor } = await pull(null);
    await asReadBy(EXTRACTOR_VERSION - 1);
    expect(await readAgain(running.server.commands)).toBe(1);
    const { documentId } = document;
    expect(await lastTraceOf(running.server, dossierId)).toMatchObject({ act: 'readAgain', documentId });
    expect((await pull(cursor)).entries.map((entry) => [entry.documentId, entry.text])).toEqual([
      [documentId, 'Pansement refait.'],
    ]);
    const [row] = await database().db.select().from(documentReading);
    expect(row?.extractor).toBe(EXTRACTOR_VERSION);
  });

  it('documents that nobody ever read are read', async () => {
    await provideNote(nurse, dossierId, 'Pansement refait.');
    await database().write((tx) => tx.delete(documentReading));
    expect((await pull(null)).entries[0]?.reading).toBeUndefined();
    expect(await readAgain(running.server.commands)).toBe(1);
    expect((await pull(null)).entries[0]?.reading).toMatchObject({ text: 'whole' });
  });

  it('nothing is read twice, and a stop leaves the rest for the next run', async () => {
    for (const text of ['Un.', 'Deux.', 'Trois.']) await provideNote(nurse, dossierId, text);
    await asReadBy(EXTRACTOR_VERSION - 1);
    let asked = 0;
    expect(await readAgain(running.server.commands, () => ++asked > 2)).toBe(2);
    expect(await readAgain(running.server.commands)).toBe(1);
    expect(await readAgain(running.server.commands)).toBe(0);
  });
});
