import { ok, type Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { DER } from '#cards/tlv/der.ts';
import { findTag } from '#cards/tlv/reader.ts';
import { parseObjects, parsePath, type Pkcs15Path } from './object.ts';

export interface CertificateEntry {
  /** The same as its private key's. */
  readonly id: Uint8Array;
  readonly value: Pkcs15Path;
}

/** X.509 certificates of EF(CDF) that lie in files of their own; other kinds ([0] and on) are ignored. */
export function parseCdf(file: Uint8Array): Result<readonly CertificateEntry[], CardError> {
  const objects = parseObjects(file, 'CDF');
  if (!objects.ok) return objects;
  const entries: CertificateEntry[] = [];
  for (const { choice, classAttributes, typeAttributes } of objects.value) {
    const id = findTag(classAttributes, DER.octetString)?.value;
    const indirect = findTag(typeAttributes, DER.sequence);
    if (choice !== DER.sequence || !id || !indirect) continue;
    const value = parsePath(indirect, 'CDF');
    if (!value.ok) return value;
    entries.push({ id, value: value.value });
  }
  return ok(entries);
}
