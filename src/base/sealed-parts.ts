import { type Bytes, concat } from './bytes.ts';
import { err, ok, type Result } from './result.ts';

/**
 * A content sealed in parts, so that it never sits whole in memory and may be read from the middle: the STREAM
 * construction (Hoang, Reyhanitabar, Rogaway, Vizár, CRYPTO 2015) over AES-256-GCM.
 *
 *     nonce of a part = 7 zero bytes ‖ index (32 bits, big endian) ‖ 1 for the last part, else 0
 *
 * The last-part flag makes truncation show, the index reordering. Every content has a fresh key: nonces never repeat
 * under one key. `context` is authenticated with each part and names where the content belongs.
 */
export const PART_BYTES = 256 * 1024;
const TAG_BYTES = 16;
export const SEALED_PART_BYTES = PART_BYTES + TAG_BYTES;

export type SealedPartError = { type: 'SealBroken' };

/** Number of parts of a content; an empty one has one empty part. */
export const partCount = (size: number): number => Math.max(1, Math.ceil(size / PART_BYTES));
/** Bytes that a content of `size` bytes takes when sealed. */
export const sealedSize = (size: number): number => size + partCount(size) * TAG_BYTES;

export async function sealPart(
  key: CryptoKey,
  part: { index: number; last: boolean; plaintext: Uint8Array; context: Uint8Array },
): Promise<Bytes> {
  const sealed = await crypto.subtle.encrypt(algorithm(part), key, new Uint8Array(part.plaintext));
  return new Uint8Array(sealed);
}

export async function openPart(
  key: CryptoKey,
  part: { index: number; last: boolean; sealed: Uint8Array; context: Uint8Array },
): Promise<Result<Bytes, SealedPartError>> {
  try {
    return ok(new Uint8Array(await crypto.subtle.decrypt(algorithm(part), key, new Uint8Array(part.sealed))));
  } catch {
    return err({ type: 'SealBroken' });
  }
}

/** Seals a content that is in memory anyway; the parts, one after the other. */
export async function sealParts(key: CryptoKey, content: Uint8Array, context: Uint8Array): Promise<Bytes[]> {
  const parts = partCount(content.length);
  return Promise.all(
    Array.from({ length: parts }, (_, index) =>
      sealPart(key, {
        index,
        last: index === parts - 1,
        plaintext: content.subarray(index * PART_BYTES, (index + 1) * PART_BYTES),
        context,
      }),
    ),
  );
}

/** Opens all parts of a content; fails where one is missing, moved, altered or too many. */
export async function openParts(
  key: CryptoKey,
  sealed: readonly Uint8Array[],
  context: Uint8Array,
): Promise<Result<Bytes, SealedPartError>> {
  const opened = await Promise.all(
    sealed.map((part, index) =>
      openPart(key, { index, last: index === sealed.length - 1, sealed: part, context }),
    ),
  );
  const plain: Bytes[] = [];
  for (const part of opened) {
    if (!part.ok) return part;
    plain.push(part.value);
  }
  return plain.length > 0 ? ok(concat(...plain)) : err({ type: 'SealBroken' });
}

/** One part as it is sealed: `last` closes the content. */
export type PlainPart = { index: number; last: boolean; bytes: Uint8Array };

/** Takes bytes as they come and hands on whole parts; `written` counts what was taken, the part begun included. */
export type PartGatherer<E> = {
  readonly written: number;
  /** More than the announced size is a fault of the caller. */
  write(bytes: Uint8Array): Promise<Result<void, E>>;
};

/**
 * Gathers a content of a known size into parts of PART_BYTES, and hands on each as soon as it is full.
 * @param start bytes that earlier parts hold already: whole parts, or the whole content
 */
export function gatherParts<E>(
  { size, start }: { size: number; start: number },
  put: (part: PlainPart) => Promise<Result<void, E>>,
): PartGatherer<E> {
  let written = start;
  let filled = 0;
  const buffer = new Uint8Array(Math.min(PART_BYTES, Math.max(size, 1)));
  async function flush(): Promise<Result<void, E>> {
    const part = { index: Math.ceil(written / PART_BYTES) - 1, last: written === size };
    const done = await put({ ...part, bytes: buffer.subarray(0, filled) });
    filled = 0;
    return done;
  }
  return {
    get written() {
      return written;
    },
    async write(bytes) {
      if (written + bytes.length > size) throw new RangeError('more bytes than announced');
      for (let at = 0; at < bytes.length;) {
        const piece = bytes.subarray(at, at + PART_BYTES - filled);
        buffer.set(piece, filled);
        filled += piece.length;
        written += piece.length;
        at += piece.length;
        if (filled < PART_BYTES && written < size) continue;
        const done = await flush();
        if (!done.ok) return done;
      }
      return ok(undefined);
    },
  };
}

/** Bytes from `start` up to `end`, at most the size, of a content of which `open` opens the parts that hold them. */
export async function sliceOfParts<E>(
  size: number,
  { start, end }: { start: number; end: number },
  open: (indexes: readonly number[]) => Promise<Result<readonly Bytes[], E>>,
): Promise<Result<Bytes, E>> {
  const stop = Math.min(end, size);
  const first = Math.floor(start / PART_BYTES);
  const count = Math.max(0, Math.ceil(stop / PART_BYTES) - first);
  const parts = await open(Array.from({ length: count }, (_, i) => first + i));
  if (!parts.ok) return parts;
  const out = new Uint8Array(Math.max(0, stop - start));
  parts.value.forEach((part, i) => {
    const at = (first + i) * PART_BYTES;
    out.set(part.subarray(Math.max(0, start - at), stop - at), Math.max(0, at - start));
  });
  return ok(out);
}

/** Of the part at this place; see above. */
export function partNonce({ index, last }: { index: number; last: boolean }): Bytes {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, index);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

const algorithm = (part: { index: number; last: boolean; context: Uint8Array }): AesGcmParams => ({
  name: 'AES-GCM',
  iv: partNonce(part),
  additionalData: new Uint8Array(part.context),
});
