import { fromBase64Url, toBase64Url } from '#base/bytes.ts';
import type { DossierId, PsIdNat } from '#base/brand.ts';
import { openJson, sealJson } from '#server/seal.ts';
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

export async function sealCursor(key: CryptoKey, facts: CursorFacts): Promise<string> {
  return toBase64Url(await sealJson(key, facts, PLACE));
}

/** Undefined where it is not one of ours, or for another reader, dossier, restore or time: the pull starts afresh. */
export async function openCursor(
  key: CryptoKey,
  cursor: string,
  expected: { dossierId: DossierId; reader: PsIdNat; rightsEpoch: string; restoreEpoch: number; now: number },
): Promise<CursorFacts | undefined> {
  const sealed = fromBase64Url(cursor);
  if (!sealed || sealed.length < 29) return undefined;
  const facts = await openJson(key, sealed, PLACE, (value) => cursorFacts.parse(value)).catch(
    () => undefined,
  );
  if (!facts || facts.validUntil <= expected.now) return undefined;
  const same =
    facts.dossierId === expected.dossierId &&
    facts.reader === expected.reader &&
    facts.rightsEpoch === expected.rightsEpoch &&
    facts.restoreEpoch === expected.restoreEpoch;
  return same ? facts : undefined;
}
