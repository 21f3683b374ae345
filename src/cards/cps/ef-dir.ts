import { equalBytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import { childrenOf } from '../tlv/der.ts';
import { findTag, readTlvs } from '../tlv/reader.ts';

const TAG = { applicationTemplate: 0x61, applicationIdentifier: 0x4f, path: 0x51 } as const;

/** An application of the card, and where its directory lies. */
export interface CardApplication {
  readonly aid: Uint8Array;
  /** From 3F00; absent where EF.DIR does not give it. */
  readonly path?: Uint8Array;
}

/** The applications of EF.DIR (ISO/IEC 7816-4 §8.2.1.1, PKCS#15 v1.1 §5.4). */
export function parseEfDir(file: Uint8Array): Result<readonly CardApplication[], CardError> {
  const templates = readTlvs(file, 'EF.DIR');
  if (!templates.ok) return templates;
  const applications: CardApplication[] = [];
  for (const template of templates.value.filter(({ tag }) => tag === TAG.applicationTemplate)) {
    const parts = childrenOf(template, 'EF.DIR');
    if (!parts.ok) return parts;
    const aid = findTag(parts.value, TAG.applicationIdentifier)?.value;
    const path = findTag(parts.value, TAG.path)?.value;
    if (!aid || aid.length < 5 || aid.length > 16) continue;
    applications.push({ aid, ...(path && isAbsolute(path) && { path }) });
  }
  return ok(applications);
}

const isAbsolute = (path: Uint8Array): boolean =>
  path.length >= 4 && path.length <= 12 && path.length % 2 === 0 && path[0] === 0x3f && path[1] === 0x00;

/** RID of PKCS#15 as IAS-ECC cards write it: E8 28 BD 08 0F, then the issuer's own. */
const PKCS15_RID = Uint8Array.of(0xe8, 0x28, 0xbd, 0x08, 0x0f);

/** The expected application where EF.DIR names it; otherwise the first PKCS#15 one; otherwise the expected one all the same. */
export const choosePkcs15 = (
  applications: readonly CardApplication[],
  expected: Uint8Array,
): CardApplication =>
  applications.find(({ aid }) => equalBytes(aid, expected)) ??
  applications.find(({ aid }) => equalBytes(aid.subarray(0, 5), PKCS15_RID)) ?? { aid: expected };
