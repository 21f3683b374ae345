import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { childrenOf, context, DER, unsigned } from '#cards/tlv/der.ts';
import { findTag, readTlvs, type Tlv } from '#cards/tlv/reader.ts';

/** PKCS15Object (PKCS#15 v1.1 §6.1.1): its attributes, still encoded, level by level. */
export interface Pkcs15Object {
  /** SEQUENCE (30) for the plain choice, [n] for the others. */
  readonly choice: number;
  /** commonObjectAttributes: label, flags, authId, … */
  readonly common: readonly Tlv[];
  /** classAttributes: iD, usage, … */
  readonly classAttributes: readonly Tlv[];
  /** What [1] typeAttributes holds inside its SEQUENCE. */
  readonly typeAttributes: readonly Tlv[];
}

/** Reference to a file, or to a part of it (PKCS#15 §6.1.5). */
export interface Pkcs15Path {
  readonly path: Uint8Array;
  readonly index?: number;
  readonly length?: number;
}

/** The objects of a directory file. Padding after them is skipped. */
export function parseObjects(file: Uint8Array, what: string): Result<readonly Pkcs15Object[], CardError> {
  const level = readTlvs(file, what);
  if (!level.ok) return level;
  const objects: Pkcs15Object[] = [];
  for (const tlv of level.value) {
    const object = parseObject(tlv, what);
    if (!object.ok) return object;
    objects.push(object.value);
  }
  return ok(objects);
}

function parseObject(tlv: Tlv, what: string): Result<Pkcs15Object, CardError> {
  const parts = childrenOf(tlv, what);
  if (!parts.ok) return parts;
  const [common, classAttributes] = parts.value.filter(({ tag }) => tag === DER.sequence);
  const typed = findTag(parts.value, context(1));
  if (!common || !classAttributes || !typed) return err({ type: 'Malformed', what: `${what}: object` });
  const levels = [childrenOf(common, what), childrenOf(classAttributes, what), inside(typed, what)] as const;
  for (const level of levels) if (!level.ok) return level;
  const [commonList, classList, typeList] = levels.map((level) => (level.ok ? level.value : []));
  return ok({
    choice: tlv.tag,
    common: commonList ?? [],
    classAttributes: classList ?? [],
    typeAttributes: typeList ?? [],
  });
}

/** What the one SEQUENCE inside an explicit tag holds. */
function inside(explicit: Tlv, what: string): Result<readonly Tlv[], CardError> {
  const wrapped = childrenOf(explicit, what);
  if (!wrapped.ok) return wrapped;
  const sequence = findTag(wrapped.value, DER.sequence);
  return sequence ? childrenOf(sequence, what) : err({ type: 'Malformed', what });
}

/** Path ::= SEQUENCE { path OCTET STRING, index INTEGER OPTIONAL, length [0] INTEGER OPTIONAL }. */
export function parsePath(sequence: Tlv, what: string): Result<Pkcs15Path, CardError> {
  const parts = childrenOf(sequence, what);
  return parts.ok ? pathOf(parts.value, what) : parts;
}

/** From what stands inside that SEQUENCE. */
export function pathOf(parts: readonly Tlv[], what: string): Result<Pkcs15Path, CardError> {
  const path = findTag(parts, DER.octetString)?.value;
  if (!path || path.length < 2 || path.length > 16 || path.length % 2 !== 0) {
    return err({ type: 'Malformed', what: `${what}: path` });
  }
  const index = unsigned(findTag(parts, DER.integer));
  const length = unsigned(findTag(parts, 0x80));
  if ((index ?? 0) > MAX_OFFSET || (length ?? 0) > MAX_OFFSET) {
    return err({ type: 'Malformed', what: `${what}: part of a file` });
  }
  return ok({ path, ...(index !== undefined && { index }), ...(length !== undefined && { length }) });
}

/** READ BINARY addresses no further. */
const MAX_OFFSET = 0x7fff;
