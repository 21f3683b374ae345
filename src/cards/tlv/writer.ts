import { concat, type Bytes } from '#base/bytes.ts';

/** A BER-TLV data object with the shortest definite length (DER). The tag is given as a number: 0x65, 0x7F21. */
export function tlv(tag: number, ...content: readonly Uint8Array[]): Bytes {
  const value = concat(...content);
  return concat(bigEndian(tag), encodeLength(value.length), value);
}

function encodeLength(length: number): Bytes {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes = bigEndian(length);
  return concat(Uint8Array.of(0x80 | bytes.length), bytes);
}

/** The shortest form of a non-negative number, at least one byte. */
function bigEndian(value: number): Bytes {
  const bytes: number[] = [];
  for (let rest = value; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256))
    bytes.unshift(rest % 256);
  return Uint8Array.from(bytes);
}
