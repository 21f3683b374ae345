import type { DossierId, PsIdNat } from '#base/brand.ts';
import { fromBase64Url, toBase64Url } from '#base/bytes.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { dossierId, psIdNat } from '#wire/primitives.ts';
import * as z from 'zod/mini';

/** How far somebody has read the lines of a dossier. Sealed, and of one length: it tells nothing of lines left out. */
const cursorFacts = z.object({ dossierId, reader: psIdNat, before: z.string() });

const PLACE = 'trace-cursor';
const DIGITS = 15;

/** @param before lines of a lower position in the dossier's chain are next */
export function sealLineCursor(
  key: SealKey,
  { dossierId, reader, before }: { dossierId: DossierId; reader: PsIdNat; before: number },
): string {
  const padded = String(before).padStart(DIGITS, '0');
  return toBase64Url(sealJson(key, { dossierId, reader, before: padded }, PLACE));
}

/** Undefined where it was not made here, or for another reader or dossier. */
export function openLineCursor(
  key: SealKey,
  cursor: string,
  expected: { dossierId: DossierId; reader: PsIdNat },
): number | undefined {
  const sealed = fromBase64Url(cursor);
  const facts = sealed && factsIn(key, sealed);
  if (facts?.dossierId !== expected.dossierId || facts.reader !== expected.reader) return undefined;
  return Number(facts.before);
}

function factsIn(key: SealKey, sealed: Uint8Array): z.infer<typeof cursorFacts> | undefined {
  try {
    return openJson(key, sealed, PLACE, (value) => cursorFacts.parse(value));
  } catch {
    return undefined; // it comes from outside: whatever does not open is not ours
  }
}
