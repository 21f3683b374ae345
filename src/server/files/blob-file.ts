import { concat, type Bytes, utf8 } from '#base/bytes.ts';
import {
  openPart,
  PART_BYTES,
  partCount,
  sealPart,
  SEALED_PART_BYTES,
  sealedSize,
} from '#base/sealed-parts.ts';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from './durable.ts';

/** A blob on disk: one file of sealed parts, named by its id, under a key that stands elsewhere. */
export interface BlobFiles {
  /**
   * Seals and stores the parts, each of PART_BYTES but the last; on disk for good when this resolves. `accept` is asked
   * after the last part and before the file gets its name; false leaves nothing behind.
   */
  write(blob: BlobWrite, accept?: () => Promise<boolean>): Promise<boolean>;
  /**
   * The plaintext, or bytes `start` to `end` (exclusive) of it. Throws, or fails the stream, where the file is not
   * what was written: on our own disk that is damage or tampering.
   */
  read(blob: BlobKey, range?: ByteRange): Promise<ReadableStream<Bytes>>;
  readBytes(blob: BlobKey, range?: ByteRange): Promise<Bytes>;
  /** Nothing happens where it is gone already. */
  remove(blobId: string): Promise<void>;
}

export type BlobKey = {
  blobId: string;
  /** 32 bytes. */ key: Uint8Array;
  /** Bytes of the plaintext. */ size: number;
};
export type BlobWrite = BlobKey & { parts: AsyncIterable<Uint8Array> };
export type ByteRange = { start: number; end: number };

/** Associated data of each part: a blob put in another's place does not open. */
const contextOf = (blobId: string): Bytes => utf8(`blob|${blobId}`);

const BLOB_ID = /^[0-9a-f-]{32,36}$/;

/** @param folder made where it is missing; two levels, so that none grows too large */
export function blobFiles(folder: string): BlobFiles {
  const pathOf = (blobId: string): string => {
    if (!BLOB_ID.test(blobId)) throw new Error('not the id of a blob');
    return join(folder, blobId.slice(0, 2), blobId);
  };
  return {
    write: (blob, accept) => writeBlob(pathOf(blob.blobId), blob, accept),
    read: (blob, range) => readBlob(pathOf(blob.blobId), blob, range),
    readBytes: async (blob, range) => collect(await readBlob(pathOf(blob.blobId), blob, range)),
    remove: (blobId) => rm(pathOf(blobId), { force: true }),
  };
}

async function writeBlob(path: string, blob: BlobWrite, accept?: () => Promise<boolean>): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.new`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await writeParts(file, blob);
    await file.sync();
  } finally {
    await file.close();
  }
  if (accept && !(await accept())) {
    await rm(unfinished);
    return false;
  }
  await rename(unfinished, path);
  await syncFolder(dirname(path));
  await syncFolder(dirname(dirname(path)));
  return true;
}

async function writeParts(file: FileHandle, { blobId, key, size, parts }: BlobWrite): Promise<void> {
  const sealKey = await importContentKey(key);
  const last = partCount(size) - 1;
  let index = 0;
  for await (const plaintext of parts) {
    const part = { index, last: index === last, plaintext, context: contextOf(blobId) };
    await file.appendFile(await sealPart(sealKey, part));
    index += 1;
  }
  if (index !== last + 1) throw new Error('a blob has other parts than its size says');
}

async function readBlob(
  path: string,
  blob: BlobKey,
  range: ByteRange = { start: 0, end: blob.size },
): Promise<ReadableStream<Bytes>> {
  const { start, end } = range;
  if (start < 0 || end > blob.size || start > end) throw new RangeError('outside the blob');
  const file = await open(path, 'r');
  if ((await file.stat()).size !== sealedSize(blob.size)) {
    await file.close();
    throw new Error('a blob is not of its size');
  }
  const parts = plainParts(file, blob, range);
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

async function* plainParts(
  file: FileHandle,
  blob: BlobKey,
  { start, end }: ByteRange,
): AsyncGenerator<Bytes> {
  try {
    const key = await importContentKey(blob.key);
    const lastWanted = Math.max(Math.ceil(end / PART_BYTES) - 1, 0);
    for (let index = Math.floor(start / PART_BYTES); index <= lastWanted && start < end; index++) {
      const at = index * PART_BYTES;
      const plain = await readPart(file, { ...blob, key }, index);
      yield plain.slice(Math.max(start - at, 0), end - at);
    }
  } finally {
    await file.close();
  }
}

async function readPart(
  file: FileHandle,
  { blobId, key, size }: { blobId: string; key: CryptoKey; size: number },
  index: number,
): Promise<Bytes> {
  const buffer = new Uint8Array(SEALED_PART_BYTES);
  const { bytesRead } = await file.read(buffer, 0, SEALED_PART_BYTES, index * SEALED_PART_BYTES);
  const last = index === partCount(size) - 1;
  const sealed = buffer.subarray(0, bytesRead);
  const opened = await openPart(key, { index, last, sealed, context: contextOf(blobId) });
  if (!opened.ok) throw new Error('the seal of a blob is broken');
  return opened.value;
}

async function collect(stream: ReadableStream<Bytes>): Promise<Bytes> {
  const parts: Bytes[] = [];
  for await (const part of stream) parts.push(part);
  return concat(...parts);
}

/** Parts are sealed by base/sealed-parts.ts, on device and server alike: by WebCrypto, which large contents suit. */
const importContentKey = (raw: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', new Uint8Array(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);
