import { fromUtf8, type Bytes } from '#base/bytes.ts';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import * as z from 'zod/mini';
import { BACKUP_FORMAT, manifest, type Manifest, type ManifestFacts } from './manifest.ts';
import { BrokenSeal, type BackupKind } from './sealed-file.ts';

/**
 * The plaintext of a backup: members one after the other, the manifest last.
 *
 *     length of the head (32 bits, big endian) ‖ head (JSON: name, size) ‖ bytes
 */
export type MemberFile = { name: string; path: string };

const MANIFEST = 'manifest.json';
const LENGTH_BYTES = 4;
const MOST_HEAD_BYTES = 1024;
const READ_BYTES = 256 * 1024;

const head = z.object({ name: z.string(), size: z.int().check(z.nonnegative()) });
type Head = z.infer<typeof head>;

/** `onMember` is told of each member as it is done; one whose file is gone is left out and counted. */
export async function* writeMembers(
  kind: BackupKind,
  files: AsyncIterable<MemberFile> | Iterable<MemberFile>,
  facts: () => ManifestFacts,
  told: { written(bytes: number): void; gone(file: MemberFile): Promise<void> },
): AsyncGenerator<Uint8Array> {
  const members: Manifest['members'] = [];
  for await (const member of files) {
    const file = await open(member.path, 'r').catch(() => undefined);
    if (!file) {
      await told.gone(member);
      continue;
    }
    const { size } = await file.stat();
    const hash = createHash('sha256');
    yield headOf({ name: member.name, size });
    // a stream of its own length: what a file may grow by meanwhile is not of this backup
    if (size > 0)
      for await (const chunk of file.createReadStream({ end: size - 1, highWaterMark: READ_BYTES })) {
        const bytes = chunk as Uint8Array;
        hash.update(bytes);
        told.written(bytes.length);
        yield bytes;
      }
    await file.close().catch(() => undefined);
    members.push({ name: member.name, size, sha256: hash.digest('hex') });
  }
  const made: Manifest = { format: BACKUP_FORMAT, kind, ...facts(), members };
  const bytes = Buffer.from(JSON.stringify(made));
  yield headOf({ name: MANIFEST, size: bytes.length });
  yield bytes;
}

function headOf(given: Head): Buffer {
  const bytes = Buffer.from(JSON.stringify(given));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Where the bytes of a member go; undefined: nowhere, they are only checked. */
export type MemberSink = (
  name: string,
) => Promise<{ write(bytes: Uint8Array): Promise<void>; end(): Promise<void> } | undefined>;

/**
 * Reads all members, and holds them to the manifest. Undefined where the manifest is of a newer form; throws `BrokenSeal`
 * where anything is not what was written.
 */
export async function readMembers(
  parts: AsyncIterable<Bytes>,
  sink: MemberSink,
): Promise<Manifest | undefined> {
  const bytes = byteReader(parts);
  const seen: Manifest['members'] = [];
  for (;;) {
    const { name, size } = await readHead(bytes);
    if (name === MANIFEST) {
      const text = fromUtf8(await bytes.exactly(size));
      if (!(await bytes.atEnd())) throw new BrokenSeal();
      return heldTo(JSON.parse(text), seen);
    }
    const hash = createHash('sha256');
    const target = await sink(name);
    for await (const chunk of bytes.upTo(size)) {
      hash.update(chunk);
      await target?.write(chunk);
    }
    await target?.end();
    seen.push({ name, size, sha256: hash.digest('hex') });
  }
}

function heldTo(value: unknown, seen: Manifest['members']): Manifest | undefined {
  const read = manifest.safeParse(value);
  if (!read.success) return undefined;
  if (JSON.stringify(read.data.members) !== JSON.stringify(seen)) throw new BrokenSeal();
  return read.data;
}

async function readHead(bytes: ReturnType<typeof byteReader>): Promise<Head> {
  const length = Buffer.from(await bytes.exactly(LENGTH_BYTES)).readUInt32BE();
  if (length > MOST_HEAD_BYTES) throw new BrokenSeal();
  const parsed = head.safeParse(JSON.parse(fromUtf8(await bytes.exactly(length))));
  if (!parsed.success) throw new BrokenSeal();
  return parsed.data;
}

/** Takes bytes off a stream of parts. Throws `BrokenSeal` where it ends too early. */
function byteReader(parts: AsyncIterable<Bytes>) {
  const iterator = parts[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();

  async function fill(): Promise<boolean> {
    while (rest.length === 0) {
      const next = await iterator.next();
      if (next.done) return false;
      rest = next.value;
    }
    return true;
  }
  async function* upTo(size: number): AsyncGenerator<Uint8Array> {
    for (let left = size; left > 0;) {
      if (!(await fill())) throw new BrokenSeal();
      const taken = rest.subarray(0, left);
      rest = rest.subarray(taken.length);
      left -= taken.length;
      yield taken;
    }
  }
  return {
    upTo,
    atEnd: async () => !(await fill()),
    async exactly(size: number): Promise<Uint8Array> {
      const chunks: Uint8Array[] = [];
      for await (const chunk of upTo(size)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
  };
}
