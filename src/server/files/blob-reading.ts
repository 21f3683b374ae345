import type { ByteSource } from '#base/byte-source.ts';
import type { Bytes } from '#base/bytes.ts';
import { PART_BYTES, SEALED_PART_BYTES, sealedSize, sliceOfParts } from '#base/sealed-parts.ts';
import { ok, unwrap } from '#base/result.ts';
import { open, type FileHandle } from 'node:fs/promises';
import { openSealedPart, type PartSeal } from './part-seal.ts';

/** A sealed file and what opens it. */
export type SealedFile = PartSeal & { path: string };
export type ByteRange = { start: number; end: number };

/** Throws, or fails the stream, where the file is not what was written. */
export async function streamOf(
  sealed: SealedFile,
  range: ByteRange = { start: 0, end: sealed.size },
): Promise<ReadableStream<Bytes>> {
  const { start, end } = range;
  if (start < 0 || end > sealed.size || start > end) throw new RangeError('outside the blob');
  const file = await openWhole(sealed);
  const parts = plainParts(file, sealed, range);
  return new ReadableStream<Bytes>({
    async pull(controller) {
      const next = await parts.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await parts.return(undefined);
      await file.close(); // a generator that never ran has no end to run
    },
  });
}

/** The part that was read last stays open: what looks at a content in small steps opens each part once. */
export function sourceOf(sealed: SealedFile): ByteSource {
  let held: { index: number; plain: Bytes } | undefined;
  async function openParts(indexes: readonly number[]): Promise<Bytes[]> {
    if (indexes.length === 1 && held && held.index === indexes[0]) return [held.plain];
    const file = await openWhole(sealed);
    const opened: Bytes[] = [];
    const buffer = new Uint8Array(Math.min(SEALED_PART_BYTES, sealedSize(sealed.size)));
    try {
      for (const index of indexes) {
        const plain = held?.index === index ? held.plain : await readPart(file, sealed, index, buffer);
        held = { index, plain };
        opened.push(plain);
      }
      return opened;
    } finally {
      await file.close();
    }
  }
  return {
    size: sealed.size,
    slice: async (start, end) =>
      unwrap(
        await sliceOfParts(sealed.size, { start, end }, async (indexes) => ok(await openParts(indexes))),
      ),
  };
}

async function openWhole({ path, size }: SealedFile): Promise<FileHandle> {
  const file = await open(path, 'r');
  if ((await file.stat()).size === sealedSize(size)) return file;
  await file.close();
  throw new Error('a blob is not of its size');
}

async function* plainParts(
  file: FileHandle,
  seal: PartSeal,
  { start, end }: ByteRange,
): AsyncGenerator<Bytes> {
  try {
    const buffer = new Uint8Array(SEALED_PART_BYTES);
    const lastWanted = Math.max(Math.ceil(end / PART_BYTES) - 1, 0);
    for (let index = Math.floor(start / PART_BYTES); index <= lastWanted && start < end; index++) {
      const at = index * PART_BYTES;
      const plain = await readPart(file, seal, index, buffer);
      yield plain.subarray(Math.max(start - at, 0), end - at);
    }
  } finally {
    await file.close();
  }
}

/** @param buffer for the sealed part; of the plaintext nothing stays in it */
async function readPart(file: FileHandle, seal: PartSeal, index: number, buffer: Uint8Array): Promise<Bytes> {
  const { bytesRead } = await file.read(buffer, 0, buffer.length, index * SEALED_PART_BYTES);
  try {
    return openSealedPart(buffer.subarray(0, bytesRead), seal, index);
  } catch (cause) {
    throw new Error('the seal of a blob is broken', { cause });
  }
}
