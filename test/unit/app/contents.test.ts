import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DocumentId, DossierId } from '#base/brand.ts';
import { fromUtf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { PART_BYTES } from '#base/sealed-parts.ts';
import { prepareDocument } from '#app/prepare-document.ts';
import { sealedInMemory } from '#app/sealed-in-memory.ts';
import { newDossier } from '#test/support/app/new-dossier.ts';
import { addNote, atWork, contentOf, PRESENT, sent, titlesIn } from '#test/support/app/people.ts';
import { servedWorld, type AppDevice, type ServedWorld } from '#test/support/app/served-world.ts';
import { dossierNo, sampleHeader } from '#test/support/sync/sample.ts';

const LINE = 'Passage du matin, plaie propre.\n';
const TEXT = LINE.repeat(40_000);

let world: ServedWorld;
let reader: AppDevice;
let dossierId: DossierId;
let documentId: DocumentId;
beforeAll(async () => {
  world = await servedWorld();
  const { relais: author } = await atWork(world, 'cps-infirmiere');
  dossierId = await newDossier(author, 'vitale-desmaux');
  const file = new Blob([TEXT]);
  const prepared = unwrap(await author.prepareDocument(dossierId, { name: 'long.txt', file }));
  prepared.description.typeCode = '11506-3';
  documentId = unwrap(await author.addDocument(dossierId, prepared));
  await sent(author);
  author.lockVault();
  reader = await atWork(world, 'cps-urgentiste');
  await reader.relais.demoDesk?.insert('vitale-desmaux');
  unwrap(await reader.relais.authoriseMyself(dossierId, PRESENT));
  unwrap(await reader.relais.openDossier(dossierId));
  await vi.waitFor(async () => expect(await titlesIn(reader.relais, dossierId)).toEqual(['long']));
}, 60_000);
afterAll(async () => {
  reader.relais.lockVault();
  await world.stop();
});

const fetches = () => reader.network.requests.filter((request) => request.endsWith('/content'));

/** Changes one byte of a part that this device holds, as a disk might. */
async function spoilPart(index: number): Promise<void> {
  const names = (await Dexie.getDatabaseNames()).filter((name) => name.startsWith('relais-cache-'));
  for (const name of names) {
    const db = await new Dexie(name).open();
    const parts = db.table<unknown, [string, number]>('parts');
    const key = (await parts.toCollection().primaryKeys()).find(([, at]) => at === index);
    if (key) await parts.update(key, { sealed: new Uint8Array(PART_BYTES + 16) });
    db.close();
  }
}

describe('a content on a device', () => {
  test('is fetched once for two readers at the same time, and not again afterwards', async () => {
    const { relais } = reader;
    const both = await Promise.all([
      contentOf(relais, dossierId, documentId),
      contentOf(relais, dossierId, documentId),
    ]);
    expect(both.map((bytes) => fromUtf8(bytes) === TEXT)).toEqual([true, true]);
    expect(fetches()).toHaveLength(1);
    await contentOf(relais, dossierId, documentId);
    expect(fetches()).toHaveLength(1);
    expect(relais.view.transfers).toEqual([]);
  });

  test('of which a part was damaged says so, is dropped, and comes again from the server', async () => {
    const { relais } = reader;
    const { source } = unwrap(await relais.content(dossierId, documentId));
    await spoilPart(2);
    const before = fetches().length;
    expect((await source.slice(0, PART_BYTES)).ok).toBe(true);
    const damaged = { ok: false, error: { type: 'ContentDamaged' } };
    expect(await source.slice(2 * PART_BYTES, 2 * PART_BYTES + 5)).toEqual(damaged);
    await vi.waitFor(async () => expect(fromUtf8(await contentOf(relais, dossierId, documentId))).toBe(TEXT));
    expect(fetches()).toHaveLength(before + 1);
  });

  test('opened while it waits to be sent goes on being read once it was sent', async () => {
    const author = await atWork(world, 'cps-infirmiere');
    unwrap(await author.relais.openDossier(dossierId));
    author.network.state = 'down';
    const written = await addNote(author.relais, dossierId, 'relue');
    const { source } = unwrap(await author.relais.content(dossierId, written));
    author.network.state = 'up';
    await author.relais.syncNow();
    await sent(author.relais);
    expect(fromUtf8(unwrap(await source.whole()))).toBe('Note relue');
  });

  test('tells nothing any more once the vault is locked', async () => {
    const own = await atWork(world, 'cps-urgentiste');
    unwrap(await own.relais.openDossier(dossierId));
    const { source } = unwrap(await own.relais.content(dossierId, documentId));
    own.relais.lockVault();
    expect(await source.slice(0, 10)).toMatchObject({ ok: false });
    expect(await source.whole()).toMatchObject({ ok: false });
  });
});

test('a content in memory is sealed there, and is whole or is not', async () => {
  const content = await sealedInMemory(3);
  await content.write(Uint8Array.of(1, 2));
  expect(await content.slice(0, 2)).toEqual({ ok: false, error: { type: 'ContentDamaged' } });
  await content.write(Uint8Array.of(3));
  const hash = '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81';
  expect([await content.isWhole(hash), await content.isWhole(hash.replace('0', '1'))]).toEqual([true, false]);
  expect(unwrap(await content.slice(1, 9))).toEqual(Uint8Array.of(2, 3));
});

test('a file that is gone since it was chosen is refused, and not taken for a fault', async () => {
  const gone: Blob = new Blob(['Note']);
  vi.spyOn(gone, 'slice').mockReturnValue({
    ...gone,
    arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
  });
  const prepared = await prepareDocument(
    { name: 'note.txt', file: gone },
    sampleHeader(dossierNo(1)),
    new Date(),
  );
  expect(prepared).toEqual({ ok: false, error: { type: 'FileTruncated' } });
});
