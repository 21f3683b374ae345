import { fromBase64Url, toBase64Url } from '#base/bytes.ts';
import type { Asker } from '#server/access.ts';
import type { Circumstances } from '#server/circumstances.ts';
import { sha256Hex } from '#server/hash.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { time } from '#wire/primitives.ts';
import canonicalize from 'canonicalize';
import * as z from 'zod/mini';

/** Where the moves of each shard stood, and when. */
const point = z.object({ at: time, positions: z.record(z.string(), z.int()) });
export type MarkPoint = z.infer<typeof point>;

/** Up to where a device knows what moved. Sealed: a device can neither read nor make one. */
const mark = z.object({
  /** Digest of who asks from which device, and of what verdicts look at outside the dossiers. */
  circumstances: z.string(),
  restoreEpoch: z.int(),
  /** Up to here it was told what moved; null while only a device without a session asked. */
  told: z.nullable(point),
  /** Up to here it was told which dossiers to let go of: further on where it asked without a session since. */
  lost: point,
});
export type Mark = z.infer<typeof mark>;

const PLACE = 'changes-mark';
/** After this all that is held is asked for once: whatever time alone changed shows then at the latest. */
export const MARK_MS = 24 * 3600 * 1000;

export const sealMark = (key: SealKey, facts: Mark): string => toBase64Url(sealJson(key, facts, PLACE));

/** Undefined where it is not one of ours, or from before a restore, or of other circumstances. */
export function openMark(
  key: SealKey,
  sealed: string,
  expected: Pick<Mark, 'circumstances' | 'restoreEpoch'>,
): Mark | undefined {
  const bytes = fromBase64Url(sealed);
  const facts = bytes && factsIn(key, bytes);
  const same =
    facts?.circumstances === expected.circumstances && facts.restoreEpoch === expected.restoreEpoch;
  return same ? facts : undefined;
}

/** The same as long as no verdict can have changed but by a dossier's own rows, or by time. */
export function circumstancesDigest({ professional, device }: Asker, circumstances: Circumstances): string {
  const { entitlements, matrix, mayHideFromAll } = circumstances;
  const { psIdNat, profession } = professional;
  const looksAt = { psIdNat, profession, device, entitlements, matrix: matrix.version, mayHideFromAll };
  return sha256Hex(canonicalize(looksAt) ?? '');
}

function factsIn(key: SealKey, sealed: Uint8Array): Mark | undefined {
  try {
    return openJson(key, sealed, PLACE, (value) => mark.parse(value));
  } catch {
    return undefined; // it comes from outside: whatever does not open is not ours
  }
}
