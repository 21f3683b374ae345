import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { concat, type Bytes } from '#base/bytes.ts';
import { PART_BYTES, sealedSize } from '#base/sealed-parts.ts';
import { blobFiles, type BlobFiles, type BlobKey } from '#server/files/blob-file.ts';

const ID = '3f2b8c1e-0000-4000-8000-00000000000a';
const OTHER = '3f2b8c1e-0000-4000-8000-00000000000b';

const bytesOf = (size: number): Bytes => Uint8Array.from({ length: size }, (_, index) => (index * 7) & 255);

/** As a body comes: not in parts. */
const PIECE = 100_000;

async function* piecesOf(content: Bytes): AsyncGenerator<Bytes> {
  for (let at = 0; at < content.length; at += PIECE) yield content.slice(at, at + PIECE);
}

describe('blobs on disk', () => {
  let folder: string;
  let files: BlobFiles;
  const path = (id: string) => join(folder, id.slice(0, 2), id);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relais-test-'));
    files = blobFiles(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function stored(size: number, blobId = ID): Promise<{ content: Bytes; blob: BlobKey }> {
    const content = bytesOf(size);
    const blob = { blobId, key: new Uint8Array(32).fill(5), size };
    expect(await files.write({ ...blob, content: piecesOf(content) })).toBe(true);
    return { content, blob };
  }
  const readWhole = async (blob: BlobKey): Promise<Bytes> => files.source(blob).slice(0, blob.size);
  async function range(blob: BlobKey, start: number, end: number): Promise<Bytes> {
    const parts: Bytes[] = [];
    for await (const part of await files.read(blob, { start, end })) parts.push(part);
    return concat(...parts);
  }

  it.each([1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES])(
    'of %i bytes come back',
    async (size) => {
      const { content, blob } = await stored(size);
      expect(Buffer.from(await readWhole(blob)).equals(content)).toBe(true);
      expect((await readFile(path(ID))).length).toBe(sealedSize(size));
    },
  );

  it('come back in ranges, over the edges of parts', async () => {
    const { content, blob } = await stored(2 * PART_BYTES + 100);
    for (const [start, end] of [
      [0, 1],
      [PART_BYTES - 1, PART_BYTES + 1],
      [PART_BYTES, 2 * PART_BYTES],
      [2 * PART_BYTES + 99, 2 * PART_BYTES + 100],
      [5, 5],
    ] as const)
      expect(Buffer.from(await range(blob, start, end)).equals(content.subarray(start, end))).toBe(true);
    await expect(files.read(blob, { start: 0, end: content.length + 1 })).rejects.toThrow(RangeError);
  });

  it('do not open when cut, altered, moved to another id or under another key', async () => {
    const { blob } = await stored(PART_BYTES + 10);
    const sealed = await readFile(path(ID));
    await writeFile(path(OTHER), sealed);
    await expect(readWhole({ ...blob, blobId: OTHER })).rejects.toThrow();
    await expect(readWhole({ ...blob, key: new Uint8Array(32).fill(6) })).rejects.toThrow();
    sealed[100] = (sealed[100] ?? 0) ^ 1;
    await writeFile(path(ID), sealed);
    await expect(readWhole(blob)).rejects.toThrow();
    await truncate(path(ID), PART_BYTES + 16);
    await expect(readWhole(blob)).rejects.toThrow();
    await expect(readWhole({ ...blob, size: PART_BYTES })).rejects.toThrow();
  });

  it('are not there when refused at the end, or interrupted', async () => {
    const content = bytesOf(10);
    const blob = { blobId: ID, key: new Uint8Array(32), size: 10 };
    expect(await files.write({ ...blob, content: piecesOf(content) }, async () => false)).toBe(false);
    await expect(readWhole(blob)).rejects.toThrow();
    await expect(
      files.write({ ...blob, size: 11 * PART_BYTES, content: piecesOf(content) }),
    ).rejects.toThrow();
    await expect(readWhole(blob)).rejects.toThrow();
  });

  it('are closed when nobody reads on', async () => {
    const { blob } = await stored(3 * PART_BYTES);
    await (await files.read(blob)).cancel();
    await files.remove(ID);
    await files.remove(ID);
    await expect(readWhole(blob)).rejects.toThrow();
  });

  it('have no path for a name', async () => {
    await expect(async () => files.remove('../../etc/passwd')).rejects.toThrow('not the id');
  });
});
