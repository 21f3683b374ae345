import { type Bytes, utf8 } from '#base/bytes.ts';
import type { ByteSource } from '#base/byte-source.ts';
import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { SEALED_PART_BYTES } from '#base/sealed-parts.ts';
import { sourceOf, streamOf, type ByteRange, type SealedFile } from './blob-reading.ts';
import { removeFile, syncFolder, writeAll } from './durable.ts';
import { sealedParts } from './part-seal.ts';

/** A blob on disk: one file of sealed parts, named by its id, under a key that stands elsewhere. */
export interface BlobFiles {
  /**
   * Seals and stores a content that comes in pieces of any length; on disk for good when this resolves, and read back
   * from there. `accept` is asked after the last byte and before the file gets its name; false, and any failure, leave
   * nothing behind.
   */
  write(blob: BlobWrite, accept?: () => Promise<boolean>): Promise<boolean>;
  /**
   * The plaintext, or bytes `start` to `end` (exclusive) of it. Throws, or fails the stream, where the file is not
   * what was written: on our own disk that is damage or tampering.
   */
  read(blob: BlobKey, range?: ByteRange): Promise<ReadableStream<Bytes>>;
  /** The same, for reading here and there. */
  source(blob: BlobKey): ByteSource;
  /** Nothing happens where it is gone already. What a stopped process left of writing it goes too. */
  remove(blobId: string): Promise<void>;
}

export type BlobKey = {
  blobId: string;
  /** 32 bytes. */ key: Uint8Array;
  /** Bytes of the plaintext. */ size: number;
};
export type BlobWrite = BlobKey & { content: AsyncIterable<Uint8Array> };

/** Associated data of each part: a blob put in another's place does not open. */
const contextOf = (blobId: string): Bytes => utf8(`blob|${blobId}`);

const BLOB_ID = /^[0-9a-f-]{32,36}$/;
const unfinished = (path: string): string => `${path}.new`;

/** @param folder made where it is missing; two levels, so that none grows too large */
export function blobFiles(folder: string): BlobFiles {
  const pathOf = (blobId: string): string => {
    if (!BLOB_ID.test(blobId)) throw new Error('not the id of a blob');
    return join(folder, blobId.slice(0, 2), blobId);
  };
  const sealedFile = ({ blobId, key, size }: BlobKey): SealedFile => ({
    path: pathOf(blobId),
    key,
    size,
    context: contextOf(blobId),
  });
  return {
    write: (blob, accept) => writeBlob(sealedFile(blob), blob.content, accept),
    read: async (blob, range) => streamOf(sealedFile(blob), range),
    source: (blob) => sourceOf(sealedFile(blob)),
    async remove(blobId) {
      const path = pathOf(blobId);
      await removeFile(unfinished(path));
      await removeFile(path);
    },
  };
}

async function writeBlob(
  sealed: SealedFile,
  content: AsyncIterable<Uint8Array>,
  accept: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<boolean> {
  const { path } = sealed;
  await makeFolder(dirname(path));
  const accepted = await writeUnfinished(sealed, content, accept).catch(async (cause: unknown) => {
    await removeFile(unfinished(path));
    throw cause;
  });
  if (!accepted) {
    await removeFile(unfinished(path));
    return false;
  }
  await rename(unfinished(path), path);
  await syncFolder(dirname(path));
  return true;
}

/** Its name counts once the folder that holds it is on disk. */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) await syncFolder(dirname(folder));
}

async function writeUnfinished(
  sealed: SealedFile,
  content: AsyncIterable<Uint8Array>,
  accept: () => Promise<boolean>,
): Promise<boolean> {
  const file = await open(unfinished(sealed.path), 'w+', 0o600);
  const buffer = new Uint8Array(SEALED_PART_BYTES);
  try {
    const checksum = await writeParts(file, sealedParts(content, sealed, buffer));
    const [accepted] = await Promise.all([accept(), file.sync()]);
    if (accepted) await compare(file, checksum, buffer);
    return accepted;
  } finally {
    await file.close();
  }
}

/** Returns the CRC-32 of what was handed to the disk. */
async function writeParts(file: FileHandle, parts: AsyncIterable<Uint8Array>): Promise<number> {
  let [offset, checksum] = [0, 0];
  for await (const part of parts) {
    await writeAll(file, part, offset);
    checksum = crc32(part, checksum);
    offset += part.length;
  }
  return checksum;
}

/**
 * Throws where the disk gives back something else than it was handed. A checksum finds that as the seals would, which
 * cost a second copy of the content in memory; they are opened at each reading.
 */
async function compare(file: FileHandle, checksum: number, buffer: Uint8Array): Promise<void> {
  let [offset, found] = [0, 0];
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
    if (bytesRead === 0) break;
    found = crc32(buffer.subarray(0, bytesRead), found);
    offset += bytesRead;
  }
  if (found !== checksum) throw new Error('the disk gave back something else than it was handed');
}
