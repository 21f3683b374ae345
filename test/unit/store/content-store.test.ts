import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { sha256, toHex, type Bytes } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { PART_BYTES } from '#base/sealed-parts.ts';
import { storeWhole } from '#store/content-store.ts';
import { contentsOf, type OpenContents } from '#test/support/store/content-store.ts';
import { steadyClock } from '#test/support/store/memory-store.ts';
import { newVault } from '#test/support/vault/quick-vault.ts';

const SIZE = 3 * PART_BYTES + 1000;
const content: Bytes = Uint8Array.from({ length: SIZE }, (_, i) => (i * 31 + (i >> 8)) & 255);
const hashOf = async (bytes: Bytes) => toHex(await sha256(bytes));
const at = { ref: 'document', dossier: '', parentKey: 'outbox', size: SIZE };
const damaged = { ok: false, error: { type: 'ContentDamaged' } };

async function expectWhole({ contents }: OpenContents, blobId: string): Promise<void> {
  const stored = unwrap(await contents.read(blobId));
  expect(stored && { size: stored.size, sha256: stored.sha256 }).toEqual({
    size: SIZE,
    sha256: await hashOf(content),
  });
  const slice = stored ? unwrap(await stored.slice(0, SIZE)) : new Uint8Array(0);
  expect(Buffer.from(slice).equals(content)).toBe(true);
}

describe('a content that comes with interruptions', () => {
  test('goes on after its whole parts, over a new start, and is verified as it was stored', async () => {
    const { vault } = await newVault();
    const first = contentsOf(vault);
    const writer = unwrap(await first.contents.resume(at));
    unwrap(await writer.write(content.subarray(0, 2 * PART_BYTES + 77)));
    expect(writer.written).toBe(2 * PART_BYTES + 77);
    first.close();
    const again = contentsOf(vault);
    const next = unwrap(await again.contents.resume(at));
    expect([next.blobId, next.written]).toEqual([writer.blobId, 2 * PART_BYTES]);
    expect(unwrap(await again.contents.findByRef(at.ref))).toBeUndefined();
    unwrap(await next.write(content.subarray(next.written)));
    unwrap(await next.finish(await hashOf(content)));
    expect(unwrap(await again.contents.findByRef(at.ref))).toBe(writer.blobId);
    await expectWhole(again, writer.blobId);
    again.close();
  });

  test('needs no more bytes where the last part came before the end was noted', async () => {
    const open = contentsOf((await newVault()).vault);
    const writer = unwrap(await open.contents.resume(at));
    unwrap(await writer.write(content));
    const next = unwrap(await open.contents.resume(at));
    expect(next.written).toBe(SIZE);
    unwrap(await next.finish(await hashOf(content)));
    await expectWhole(open, next.blobId);
    open.close();
  });

  test('goes on before a part that is missing, and from nothing under another key', async () => {
    const open = contentsOf((await newVault()).vault);
    const writer = unwrap(await open.contents.resume(at));
    unwrap(await writer.write(content.subarray(0, 3 * PART_BYTES)));
    await open.db.parts.delete([writer.blobId, 1]);
    expect(unwrap(await open.contents.resume(at)).written).toBe(PART_BYTES);
    const other = unwrap(await open.contents.resume({ ...at, parentKey: 'vault' }));
    expect([other.written, other.blobId === writer.blobId]).toEqual([0, false]);
    open.close();
  });

  test('goes with all its parts where what was stored is something else', async () => {
    const open = contentsOf((await newVault()).vault);
    for (const spoil of ['altered', 'other'] as const) {
      const writer = unwrap(await open.contents.resume(at));
      unwrap(await writer.write(spoil === 'other' ? new Uint8Array(SIZE) : content));
      if (spoil === 'altered')
        await open.db.parts.update([writer.blobId, 2], { sealed: new Uint8Array(PART_BYTES + 16) });
      expect(await writer.finish(await hashOf(content))).toEqual(damaged);
      expect([await open.db.parts.count(), await open.db.blobs.count()]).toEqual([0, 0]);
    }
    open.close();
  });

  test('of which somebody took the row meanwhile leaves no parts behind', async () => {
    const open = contentsOf((await newVault()).vault);
    const writer = unwrap(await open.contents.resume(at));
    unwrap(await writer.write(content.subarray(0, PART_BYTES)));
    await open.db.blobs.delete(writer.blobId);
    await open.db.parts.clear();
    expect((await writer.write(content.subarray(PART_BYTES))).ok).toBe(false);
    expect(await open.db.parts.count()).toBe(0);
    open.close();
  });

  test('stays a day after it was last gone on with', async () => {
    let now = 0;
    const open = contentsOf((await newVault()).vault, { ...steadyClock, now: () => now });
    const HOUR = 3_600_000;
    const writer = unwrap(await open.contents.resume(at));
    unwrap(await writer.write(content.subarray(0, PART_BYTES)));
    now = 23 * HOUR;
    unwrap(await open.contents.resume(at));
    now = 30 * HOUR;
    unwrap(await open.contents.sweep());
    expect(unwrap(await open.contents.resume(at)).written).toBe(PART_BYTES);
    now = 55 * HOUR;
    unwrap(await open.contents.sweep());
    expect(unwrap(await open.contents.resume(at)).written).toBe(0);
    open.close();
  });
});

test('contents whose places were exchanged on disk do not pass for each other', async () => {
  const open = contentsOf((await newVault()).vault);
  const mine = { ...at, ref: 'a' };
  const a = unwrap(await storeWhole(open.contents, mine, content));
  const b = unwrap(await storeWhole(open.contents, { ...at, ref: 'b' }, new Uint8Array(SIZE)));
  await open.db.blobs.update(a, { ref: 'b' });
  await open.db.blobs.update(b, { ref: 'a' });
  const found = unwrap(await open.contents.findByRef('a')) ?? '';
  expect(unwrap(await open.contents.read(found))?.sha256).not.toBe(await hashOf(content));
  open.close();
});

test('a content stored before hashes were kept is hashed when it is opened', async () => {
  const { vault } = await newVault();
  const open = contentsOf(vault);
  const blobId = unwrap(await storeWhole(open.contents, at, content));
  const row = await open.db.blobs.get(blobId);
  const place = { store: 'cached', row: blobId, dossier: '' };
  const old = unwrap(await vault.sealJson(row?.key.id ?? '', place, { size: SIZE }));
  await open.db.blobs.update(blobId, { facts: old });
  await expectWhole(open, blobId);
  open.close();
});
