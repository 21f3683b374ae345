import { fromBase64 } from '#base/bytes.ts';
import type { CachedPath, CachedPin, CpsCacheEntry } from './card-cache.ts';
import { MAX_SITUATIONS, MAX_SITUATION_TEXT, type PracticeSituation } from './situation.ts';

/**
 * An entry as it comes from a disk or an IndexedDB: undefined where anything about it is not as we write it. Unknown
 * fields are dropped.
 */
export function parseCacheEntry(value: unknown): CpsCacheEntry | undefined {
  if (!isRecord(value) || value.version !== 1) return undefined;
  const { kind, changeMark, aid, path, keyReference, certificate } = value;
  const pin = parsePin(value.pin);
  const dataDirectories = listOf(value.dataDirectories, parsePath, MAX_DIRECTORIES);
  const situations = optional(value.situations, (list) => listOf(list, parseSituation, MAX_SITUATIONS));
  if (kind !== 'cps3' && kind !== 'cps4') return undefined;
  if (!isHex(changeMark, 0, 64) || !isHex(aid, 5, 16) || !isByte(keyReference)) return undefined;
  if (path !== undefined && !isHex(path, 2, 16)) return undefined;
  if (!isCertificate(certificate) || !pin || !dataDirectories || situations === 'invalid') return undefined;
  return {
    version: 1,
    kind,
    changeMark,
    aid,
    ...(path !== undefined && { path }),
    keyReference,
    pin,
    certificate,
    dataDirectories,
    ...(situations && { situations }),
  };
}

const MAX_DIRECTORIES = 4;
const MAX_CERTIFICATE = 32_768;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown, max: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
const isByte = (value: unknown): value is number => isCount(value, 0xff);

/** Whole bytes in hex, between `min` and `max` of them. */
const isHex = (value: unknown, min: number, max: number): value is string =>
  typeof value === 'string' &&
  value.length >= 2 * min &&
  value.length <= 2 * max &&
  /^([0-9a-f]{2})*$/.test(value);

const isCertificate = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length > 0 &&
  value.length <= MAX_CERTIFICATE &&
  fromBase64(value) !== undefined;

function optional<T>(value: unknown, parse: (value: unknown) => T | undefined): T | undefined | 'invalid' {
  return value === undefined ? undefined : (parse(value) ?? 'invalid');
}

function listOf<T>(
  value: unknown,
  parse: (item: unknown) => T | undefined,
  max: number,
): readonly T[] | undefined {
  if (!Array.isArray(value) || value.length > max) return undefined;
  const items = value.map(parse).filter((item) => item !== undefined);
  return items.length === value.length ? items : undefined;
}

function parsePin(value: unknown): CachedPin | undefined {
  if (!isRecord(value)) return undefined;
  const { reference, minLength, maxLength } = value;
  const padding = optional(value.padding, parsePadding);
  if (!isByte(reference) || !isCount(minLength, 16) || !isCount(maxLength, 16)) return undefined;
  if (padding === 'invalid' || (padding && padding.storedLength < maxLength)) return undefined;
  return { reference, minLength, maxLength, ...(padding && { padding }) };
}

function parsePadding(value: unknown): CachedPin['padding'] {
  if (!isRecord(value) || !isCount(value.storedLength, 16) || !isByte(value.padChar)) return undefined;
  return { storedLength: value.storedLength, padChar: value.padChar };
}

function parsePath(value: unknown): CachedPath | undefined {
  if (!isRecord(value) || !isHex(value.path, 2, 16)) return undefined;
  const { path, index, length } = value;
  if (index !== undefined && !isCount(index, 0x7fff)) return undefined;
  if (length !== undefined && !isCount(length, 0x7fff)) return undefined;
  return { path, ...(index !== undefined && { index }), ...(length !== undefined && { length }) };
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_SITUATION_TEXT;

function parseSituation(value: unknown): PracticeSituation | undefined {
  if (!isRecord(value) || !isText(value.name)) return undefined;
  const { name, structureId, sector } = value;
  if (structureId !== undefined && !isText(structureId)) return undefined;
  if (sector !== undefined && !isText(sector)) return undefined;
  return { name, ...(structureId !== undefined && { structureId }), ...(sector !== undefined && { sector }) };
}
