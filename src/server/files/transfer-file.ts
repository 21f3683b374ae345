import type { Bytes } from '#base/bytes.ts';
import { PART_BYTES } from '#base/sealed-parts.ts';
import { createCipheriv, type Cipher } from 'node:crypto';
import { constants, mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, removeFile, syncFolder, writeAll } from './durable.ts';

/**
 * The bytes of an upload on their way, never in clear on disk: AES-256-CTR under a key of this upload alone, the
 * counter being the place in the file (block of 16 bytes), so that writing goes on at any offset. CTR says nothing of
 * damage: the hash of the whole, asked when complete, does. Bytes are only ever added: no place is written twice.
 */
export interface TransferFiles {
  create(uploadId: string): Promise<void>;
  /** Bytes on disk: where the sender goes on, after a crash too. Zero where there is no file. */
  length(uploadId: string): Promise<number>;
  /** Adds what the stream brings, up to its end or its failure; on disk for good when this resolves. */
  append(uploadId: string, key: Bytes, content: AsyncIterable<unknown>): Promise<number>;
  /** The plaintext in parts of PART_BYTES. */
  parts(uploadId: string, key: Bytes): AsyncGenerator<Bytes>;
  remove(uploadId: string): Promise<void>;
}

const BLOCK_BYTES = 16;

export function transferFiles(folder: string): TransferFiles {
  const pathOf = (uploadId: string): string => join(folder, `${uploadId}.part`);
  return {
    async create(uploadId) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await (await open(pathOf(uploadId), 'wx', 0o600)).close();
      await syncFolder(folder);
    },
    length: (uploadId) => lengthOf(pathOf(uploadId)),
    append: (uploadId, key, content) => append(pathOf(uploadId), key, content),
    parts: (uploadId, key) => plainParts(pathOf(uploadId), key),
    remove: (uploadId) => removeFile(pathOf(uploadId)),
  };
}

async function lengthOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

async function append(path: string, key: Bytes, content: AsyncIterable<unknown>): Promise<number> {
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    let { size: offset } = await file.stat();
    const cipher = cipherAt(key, offset);
    for await (const chunk of content) {
      const sealed = cipher.update(bytesOf(chunk));
      await writeAll(file, sealed, offset);
      offset += sealed.length;
    }
    return offset;
  } finally {
    await file.sync();
    await file.close();
  }
}

async function* plainParts(path: string, key: Bytes): AsyncGenerator<Bytes> {
  const file = await open(path, 'r');
  try {
    const cipher = cipherAt(key, 0); // in CTR mode opening is sealing again
    const buffer = new Uint8Array(PART_BYTES);
    for (let offset = 0; ;) {
      const length = await readFull(file, buffer, offset);
      if (length === 0) return;
      yield new Uint8Array(cipher.update(buffer.subarray(0, length)));
      offset += length;
    }
  } finally {
    await file.close();
  }
}

async function readFull(file: FileHandle, buffer: Uint8Array, offset: number): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

/** NIST SP 800-38A §6.5: the counter block is the number of the 16-byte block, 128 bits, big endian. */
function cipherAt(key: Bytes, offset: number): Cipher {
  const counter = Buffer.alloc(BLOCK_BYTES);
  counter.writeBigUInt64BE(BigInt(Math.floor(offset / BLOCK_BYTES)), 8);
  const cipher = createCipheriv('aes-256-ctr', key, counter);
  cipher.update(Buffer.alloc(offset % BLOCK_BYTES)); // what of the first block is used already
  return cipher;
}

/** A piece of a body, as streams hand it on. */
export function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new Error('a body came in something else than bytes');
}
