import type { Bytes } from '#base/bytes.ts';
import { PART_BYTES, partCount, partNonce, SEALED_PART_BYTES } from '#base/sealed-parts.ts';
import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * The parts of base/sealed-parts.ts by node:crypto: a part goes through the cipher as it comes, and no thread is asked for
 * each, which for 256 KiB costs more than the sealing.
 */
const ALGORITHM = 'aes-256-gcm';
const TAG_BYTES = SEALED_PART_BYTES - PART_BYTES;

/** How a content is sealed: `key` of 32 bytes, `size` of the plaintext, `context` authenticated with each part. */
export type PartSeal = { key: Uint8Array; size: number; context: Uint8Array };

/**
 * Seals a content that comes in pieces of any length. Each sealed part stands in `out` (SEALED_PART_BYTES), and is used
 * before the next is asked for. Throws where the content is not of the size.
 */
export async function* sealedParts(
  content: AsyncIterable<Uint8Array>,
  seal: PartSeal,
  out: Uint8Array,
): AsyncGenerator<Uint8Array> {
  const count = partCount(seal.size);
  let index = 0;
  let filled = 0;
  let cipher = cipherOf(seal, index);
  for await (const piece of content)
    for (let at = 0; at < piece.length;) {
      if (index === count) throw new Error('more bytes than the size says');
      const length = plainLength(seal.size, index);
      const bytes = piece.subarray(at, at + length - filled);
      out.set(cipher.update(bytes), filled);
      filled += bytes.length;
      at += bytes.length;
      if (filled < length) continue;
      cipher.final();
      out.set(cipher.getAuthTag(), length);
      yield out.subarray(0, length + TAG_BYTES);
      [index, filled] = [index + 1, 0];
      cipher = cipherOf(seal, index);
    }
  if (index !== count) throw new Error('fewer bytes than the size says');
}

/** Throws where the part is not what was sealed at this place. */
export function openSealedPart(sealed: Uint8Array, seal: PartSeal, index: number): Bytes {
  const length = Math.max(sealed.length - TAG_BYTES, 0);
  const decipher = createDecipheriv(ALGORITHM, seal.key, nonceOf(seal, index), { authTagLength: TAG_BYTES });
  decipher.setAAD(seal.context);
  decipher.setAuthTag(sealed.subarray(length));
  const plain = decipher.update(sealed.subarray(0, length));
  decipher.final();
  return new Uint8Array(plain.buffer, plain.byteOffset, plain.length);
}

function cipherOf(seal: PartSeal, index: number) {
  const cipher = createCipheriv(ALGORITHM, seal.key, nonceOf(seal, index), { authTagLength: TAG_BYTES });
  return cipher.setAAD(seal.context);
}

const nonceOf = ({ size }: PartSeal, index: number): Bytes =>
  partNonce({ index, last: index === partCount(size) - 1 });

const plainLength = (size: number, index: number): number => Math.min(PART_BYTES, size - index * PART_BYTES);
