import { equalBytes, toHex, utf8, type Bytes } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import { openPart, PART_BYTES, sealPart, SEALED_PART_BYTES } from '#base/sealed-parts.ts';
import { derive } from '#server/keys/key-store.ts';
import { open, type FileHandle } from 'node:fs/promises';

/**
 * A file sealed under the operator's key, written and read in parts, so that it never sits whole in memory:
 *
 *     magic (16) ‖ salt (32) ‖ check (16) ‖ sealed parts (base/sealed-parts.ts)
 *
 * The key is of this file alone (HKDF of the operator's key, kind and salt); `check` tells another operator's key from a
 * file that was altered. The last-part flag makes a truncated file fail.
 */
export type BackupKind = 'data' | 'keys';
export type SealedFileError = {
  type: 'Unreadable' | 'NotBackup' | 'OtherKind' | 'WrongKey' | 'Altered';
};

const MAGIC: Readonly<Record<BackupKind, string>> = { data: 'relais-backup-1\n', keys: 'relais-bkkeys-1\n' };
const MAGIC_BYTES = 16;
const SALT_BYTES = 32;
const CHECK_BYTES = 16;
const HEADER_BYTES = MAGIC_BYTES + SALT_BYTES + CHECK_BYTES;

type FileKey = { key: CryptoKey; context: Bytes; check: Bytes };

async function keyOf(operatorKey: Bytes, kind: BackupKind, salt: Uint8Array): Promise<FileKey> {
  const place = `${kind}|${toHex(salt)}`;
  const raw = await derive(operatorKey, `relais-backup-v1|${place}`);
  const check = await derive(operatorKey, `relais-backup-check-v1|${place}`);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { key, context: utf8(`backup|${place}`), check: check.slice(0, CHECK_BYTES) };
}

/** Seals what comes into a new file; on disk for good when this resolves. Never overwrites. Returns its bytes. */
export async function writeSealedFile(
  deps: { operatorKey: Bytes; random: Random },
  { path, kind }: { path: string; kind: BackupKind },
  content: AsyncIterable<Uint8Array>,
): Promise<number> {
  const salt = deps.random.bytes(SALT_BYTES);
  const sealing = await keyOf(deps.operatorKey, kind, salt);
  const file = await open(path, 'wx', 0o600);
  try {
    await file.appendFile(Buffer.concat([utf8(MAGIC[kind]), salt, sealing.check]));
    for await (const part of sealedParts(sealing, content)) await file.appendFile(part);
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

/** One part behind what came in, since only the end tells which is the last. */
async function* sealedParts(
  { key, context }: FileKey,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Bytes> {
  const part = Buffer.alloc(PART_BYTES);
  let filled = 0;
  let index = 0;
  for await (const chunk of content)
    for (let at = 0; at < chunk.length;) {
      if (filled === PART_BYTES) {
        yield await sealPart(key, { index, last: false, plaintext: part, context });
        index += 1;
        filled = 0;
      }
      const taken = Math.min(PART_BYTES - filled, chunk.length - at);
      part.set(chunk.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
    }
  yield await sealPart(key, { index, last: true, plaintext: part.subarray(0, filled), context });
}

/** What was sealed, part after part. Thrown by the generator where a part does not hold: see `BrokenSeal`. */
export type SealedContent = { size: number; parts: AsyncGenerator<Bytes> };

/** Thrown while the parts are read: the file is not what was written. */
export class BrokenSeal extends Error {}

/** Opens a file of this kind; its parts are opened, and checked, as they are asked for. */
export async function openSealedFile(
  operatorKey: Bytes,
  { path, kind }: { path: string; kind: BackupKind },
): Promise<Result<SealedContent, SealedFileError>> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return err({ type: 'Unreadable' });
  const opened = await openHeader(file, operatorKey, kind);
  if (opened.ok) return ok({ size: (await file.stat()).size, parts: plainParts(file, opened.value) });
  await file.close();
  return opened;
}

async function openHeader(
  file: FileHandle,
  operatorKey: Bytes,
  kind: BackupKind,
): Promise<Result<FileKey, SealedFileError>> {
  const header = Buffer.alloc(HEADER_BYTES);
  const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0).catch(() => ({ bytesRead: 0 }));
  const magic = header.subarray(0, MAGIC_BYTES).toString('latin1');
  if (magic !== MAGIC[kind])
    return err({ type: Object.values(MAGIC).includes(magic) ? 'OtherKind' : 'NotBackup' });
  if (bytesRead < HEADER_BYTES) return err({ type: 'Altered' });
  const opening = await keyOf(operatorKey, kind, header.subarray(MAGIC_BYTES, MAGIC_BYTES + SALT_BYTES));
  const holds = equalBytes(opening.check, header.subarray(MAGIC_BYTES + SALT_BYTES));
  return holds ? ok(opening) : err({ type: 'WrongKey' });
}

async function* plainParts(file: FileHandle, { key, context }: FileKey): AsyncGenerator<Bytes> {
  try {
    const length = (await file.stat()).size - HEADER_BYTES;
    const parts = Math.max(1, Math.ceil(length / SEALED_PART_BYTES));
    const buffer = Buffer.alloc(SEALED_PART_BYTES);
    for (let index = 0; index < parts; index++) {
      const at = HEADER_BYTES + index * SEALED_PART_BYTES;
      const { bytesRead } = await file.read(buffer, 0, SEALED_PART_BYTES, at);
      const sealed = buffer.subarray(0, bytesRead);
      const opened = await openPart(key, { index, last: index === parts - 1, sealed, context });
      if (!opened.ok) throw new BrokenSeal();
      yield opened.value;
    }
  } finally {
    await file.close();
  }
}
