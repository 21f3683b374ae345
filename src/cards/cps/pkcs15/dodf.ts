import { fromUtf8 } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { DER } from '#cards/tlv/der.ts';
import { findTag, type Tlv } from '#cards/tlv/reader.ts';
import { parseObjects, parsePath, pathOf, type Pkcs15Path } from './object.ts';

export interface DataObjectEntry {
  readonly label: string;
  readonly value: Pkcs15Path;
}

/** Data objects of EF(DODF) that lie in files of their own (PKCS#15 v1.1 §6.7); other kinds ([0], [1]) are ignored. */
export function parseDodf(file: Uint8Array): Result<readonly DataObjectEntry[], CardError> {
  const objects = parseObjects(file, 'DODF');
  if (!objects.ok) return objects;
  const entries: DataObjectEntry[] = [];
  for (const { choice, common, typeAttributes } of objects.value) {
    const label = labelOf(common);
    const value = valuePath(typeAttributes);
    if (choice === DER.sequence && label !== undefined && value.ok) {
      entries.push({ label, value: value.value });
    }
  }
  return ok(entries);
}

/** The path stands alone in typeAttributes; some cards wrap it once more, as in EF(CDF). */
function valuePath(typeAttributes: readonly Tlv[]): Result<Pkcs15Path, CardError> {
  const wrapped = findTag(typeAttributes, DER.sequence);
  return wrapped ? parsePath(wrapped, 'DODF') : pathOf(typeAttributes, 'DODF');
}

function labelOf(common: readonly Tlv[]): string | undefined {
  const label = findTag(common, DER.utf8String)?.value;
  try {
    return label && fromUtf8(label);
  } catch {
    return undefined; // not UTF-8: no object that we look for
  }
}
