import { fromBase64Url } from '#base/bytes.ts';
import {
  isContentHash,
  isDeviceId,
  isDocumentId,
  isDossierId,
  isPsIdNat,
  type ContentHash,
  type DeviceId,
  type DocumentId,
  type DossierId,
  type InsC,
  type PsIdNat,
} from '#base/brand.ts';
import * as z from 'zod/mini';

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));

export const dossierId = z.custom<DossierId>((value) => typeof value === 'string' && isDossierId(value));
export const documentId = z.custom<DocumentId>((value) => typeof value === 'string' && isDocumentId(value));
export const psIdNat = z.custom<PsIdNat>((value) => typeof value === 'string' && isPsIdNat(value));
export const deviceId = z.custom<DeviceId>((value) => typeof value === 'string' && isDeviceId(value));
export const contentHash = z.custom<ContentHash>(
  (value) => typeof value === 'string' && isContentHash(value),
);
/** Form only; its key is checked by the domain. */
export const insC = z.custom<InsC>((value) => typeof value === 'string' && /^[0-9]{22}$/.test(value));

/** base64url text of exactly `length` bytes, or of at most `max`. */
export const base64UrlOf = (length: number) =>
  z.string().check(z.refine((value) => fromBase64Url(value)?.length === length));
export const base64UrlUpTo = (max: number) =>
  z.string().check(
    z.refine((value) => {
      const bytes = fromBase64Url(value);
      return bytes !== undefined && bytes.length > 0 && bytes.length <= max;
    }),
  );

/** Milliseconds since 1970. */
export const time = z.int().check(z.nonnegative());
/** Opaque mark of one state of a row. */
export const version = z.string().check(z.minLength(1), z.maxLength(64));
/** ISO 8601 date or date-time, zone kept as written. */
export const isoTime = z
  .string()
  .check(z.regex(/^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/));

/** A random UUID, lower case. */
export const uuid = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));

export const shortText = text(200);
export const reasonText = text(1000);
export const codeText = text(64);
