import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';

/** One BER-TLV data object (ISO/IEC 7816-4 §5.2.2, ISO/IEC 8825-1). */
export interface Tlv {
  /** The tag's bytes as one number: 0x65, 0x7F21, 0xBF8101. */
  readonly tag: number;
  readonly constructed: boolean;
  readonly value: Uint8Array;
}

export interface TlvTree extends Tlv {
  /** Empty for a primitive object. */
  readonly children: readonly TlvTree[];
}

const MAX_TAG_BYTES = 4;
const MAX_LENGTH_BYTES = 3;
const MAX_DEPTH = 16;

type Header = {
  readonly tag: number;
  readonly constructed: boolean;
  readonly start: number;
  readonly end: number;
};

const malformed = (what: string): CardError => ({ type: 'Malformed', what });
const isPadding = (byte: number): boolean => byte === 0x00 || byte === 0xff;

/** The objects of one level, in order. 00 between them and 00 or FF after the last are padding. Never reads beyond. */
export function readTlvs(bytes: Uint8Array, what: string): Result<readonly Tlv[], CardError> {
  const found: Tlv[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 0x00) at++;
    else if (bytes.subarray(at).every(isPadding)) break;
    else {
      const header = readHeader(bytes, at);
      if (!header || header.end > bytes.length) return err(malformed(`${what}: TLV`));
      const { tag, constructed, start, end } = header;
      found.push({ tag, constructed, value: bytes.subarray(start, end) });
      at = end;
    }
  }
  return ok(found);
}

/** The objects with all that constructed ones hold, at most 16 levels deep. */
export function readTlvTree(
  bytes: Uint8Array,
  what: string,
  depth = 0,
): Result<readonly TlvTree[], CardError> {
  if (depth > MAX_DEPTH) return err(malformed(`${what}: TLV too deep`));
  const level = readTlvs(bytes, what);
  if (!level.ok) return level;
  const trees: TlvTree[] = [];
  for (const tlv of level.value) {
    const children = tlv.constructed ? readTlvTree(tlv.value, what, depth + 1) : ok([]);
    if (!children.ok) return children;
    trees.push({ ...tlv, children: children.value });
  }
  return ok(trees);
}

/** Where the first object ends, as its header says: may lie beyond the bytes. Undefined without a whole header. */
export const declaredLength = (bytes: Uint8Array): number | undefined => readHeader(bytes, 0)?.end;

/** Undefined where the header is cut off, indefinite (80) or over our limits. */
function readHeader(bytes: Uint8Array, from: number): Header | undefined {
  const tag = readTag(bytes, from);
  if (!tag) return undefined;
  const length = readLength(bytes, tag.next);
  if (!length) return undefined;
  const constructed = ((bytes[from] ?? 0) & 0x20) !== 0;
  return { tag: tag.value, constructed, start: length.next, end: length.next + length.value };
}

type Read = { readonly value: number; readonly next: number };

function readTag(bytes: Uint8Array, from: number): Read | undefined {
  const first = bytes[from];
  if (first === undefined) return undefined;
  if ((first & 0x1f) !== 0x1f) return { value: first, next: from + 1 };
  let value = first;
  for (let at = from + 1; at < from + MAX_TAG_BYTES; at++) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    value = value * 256 + byte;
    if ((byte & 0x80) === 0) return { value, next: at + 1 };
  }
  return undefined;
}

function readLength(bytes: Uint8Array, from: number): Read | undefined {
  const first = bytes[from];
  if (first === undefined) return undefined;
  if (first < 0x80) return { value: first, next: from + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > MAX_LENGTH_BYTES || from + 1 + count > bytes.length) return undefined;
  const value = bytes.subarray(from + 1, from + 1 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  return { value, next: from + 1 + count };
}

export const findTag = <T extends Tlv>(tlvs: readonly T[], tag: number): T | undefined =>
  tlvs.find((tlv) => tlv.tag === tag);
