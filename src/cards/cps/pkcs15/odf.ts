import { ok, type Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { childrenOf, context, DER } from '#cards/tlv/der.ts';
import { readTlvs } from '#cards/tlv/reader.ts';
import { parsePath, type Pkcs15Path } from './object.ts';

/** Where the directory files lie that we use. A type may have several. */
export interface ObjectDirectory {
  readonly privateKeys: readonly Pkcs15Path[];
  readonly certificates: readonly Pkcs15Path[];
  readonly dataObjects: readonly Pkcs15Path[];
  readonly authentication: readonly Pkcs15Path[];
}

/** EF(ODF), PKCS#15 v1.1 §6.2: PKCS15Objects ::= CHOICE { privateKeys [0], …, certificates [4], …, dataObjects [7], authObjects [8] }. */
export function parseOdf(file: Uint8Array): Result<ObjectDirectory, CardError> {
  const entries = readTlvs(file, 'ODF');
  if (!entries.ok) return entries;
  const found = new Map<number, Pkcs15Path[]>();
  for (const entry of entries.value) {
    const choice = childrenOf(entry, 'ODF');
    if (!choice.ok) return choice;
    for (const sequence of choice.value.filter(({ tag }) => tag === DER.sequence)) {
      const path = parsePath(sequence, 'ODF');
      if (!path.ok) return path;
      found.set(entry.tag, [...(found.get(entry.tag) ?? []), path.value]);
    }
  }
  return ok({
    privateKeys: found.get(context(0)) ?? [],
    certificates: found.get(context(4)) ?? [],
    dataObjects: found.get(context(7)) ?? [],
    authentication: found.get(context(8)) ?? [],
  });
}
