import { fromBase64Url, toBase64Url } from '#base/bytes.ts';
import type { DossierId, PsIdNat } from '#base/brand.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { dossierId, psIdNat } from '#wire/primitives.ts';
import * as z from 'zod/mini';

/** How far a reader has pulled one dossier, and under which rights. Sealed: a device can neither read nor make one. */
const cursorFacts = z.object({
  dossierId,
  reader: psIdNat,
  /** Rows changed up to this number were sent. */
  seq: z.int(),
  /** False while the pages of one pull go on: what was sent so far is not yet the whole. */
  complete: z.boolean(),
  rightsEpoch: z.string(),
  validUntil: z.int(),
  restoreEpoch: z.int(),
});
export type CursorFacts = z.infer<typeof cursorFacts>;

const PLACE = 'pull-cursor';
/** A device that stayed away longer pulls afresh. */
export const CURSOR_MS = 30 * 24 * 3600 * 1000;

export const sealCursor = (key: SealKey, facts: CursorFacts): string =>
  toBase64Url(sealJson(key, facts, PLACE));

/** Undefined where it is not one of ours, or for another reader, dossier, restore or time: the pull starts afresh. */
export function openCursor(
  key: SealKey,
  cursor: string,
  expected: { dossierId: DossierId; reader: PsIdNat; rightsEpoch: string; restoreEpoch: number; now: number },
): CursorFacts | undefined {
  const sealed = fromBase64Url(cursor);
  const facts = sealed && factsIn(key, sealed);
  if (!facts || facts.validUntil <= expected.now) return undefined;
  const same =
    facts.dossierId === expected.dossierId &&
    facts.reader === expected.reader &&
    facts.rightsEpoch === expected.rightsEpoch &&
    facts.restoreEpoch === expected.restoreEpoch;
  return same ? facts : undefined;
}

function factsIn(key: SealKey, sealed: Uint8Array): CursorFacts | undefined {
  try {
    return openJson(key, sealed, PLACE, (value) => cursorFacts.parse(value));
  } catch {
    return undefined; // it comes from outside: whatever does not open is not ours
  }
}
