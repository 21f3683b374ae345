/**
 * One value of DER (X.690 §8.1, §10.1): only what is needed to walk long lists without building a tree of them.
 * Offsets count in the bytes that were read from.
 */
export type DerValue = { tag: number; start: number; content: number; end: number };

export const DER = { integer: 0x02, sequence: 0x30, utcTime: 0x17, generalizedTime: 0x18 } as const;

/** Reads the value at `at`, which must end within `limit`. Throws where there is none in definite, shortest form. */
export function readDer(bytes: Uint8Array, at: number, limit = bytes.length): DerValue {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new Error('not a DER value');
  const octets = first < 0x80 ? 0 : first & 0x7f;
  const length = octets === 0 ? first : longLength(bytes.subarray(at + 2, at + 2 + octets), octets);
  const content = at + 2 + octets;
  if (first === 0x80 || content + length > limit) throw new Error('a DER value without its end');
  return { tag, start: at, content, end: content + length };
}

/** The values inside a constructed one, in their order. */
export function* childrenOf(bytes: Uint8Array, parent: DerValue): Generator<DerValue> {
  for (let at = parent.content; at < parent.end;) {
    const child = readDer(bytes, at, parent.end);
    yield child;
    at = child.end;
  }
}

function longLength(octets: Uint8Array, expected: number): number {
  const length = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  if (octets.length !== expected || expected > 4 || length < 0x80 || octets[0] === 0)
    throw new Error('not a DER length');
  return length;
}

/** The header of a value of this tag and length. */
export function derHeader(tag: number, length: number): number[] {
  if (length < 0x80) return [tag, length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [tag, 0x80 | octets.length, ...octets];
}
