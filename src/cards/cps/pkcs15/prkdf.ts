import { ok, type Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { DER, hasBit, unsigned } from '#cards/tlv/der.ts';
import { findTag } from '#cards/tlv/reader.ts';
import { parseObjects, type Pkcs15Object } from './object.ts';

export interface PrivateKeyEntry {
  readonly id: Uint8Array;
  /** Which PIN guards it. */
  readonly authId?: Uint8Array;
  /** For MSE; absent where the card does not say. */
  readonly reference?: number;
  readonly usage: 'authentication' | 'signature' | 'other';
}

/** KeyUsageFlags (PKCS#15 v1.1 §6.3.2). */
const USAGE = { sign: 2, nonRepudiation: 9 } as const;

/** RSA private keys of EF(PrKDF); keys of other algorithms ([0] and on) are ignored. */
export function parsePrkdf(file: Uint8Array): Result<readonly PrivateKeyEntry[], CardError> {
  const objects = parseObjects(file, 'PrKDF');
  if (!objects.ok) return objects;
  const keys = objects.value.filter(({ choice }) => choice === DER.sequence).map(parseKey);
  return ok(keys.filter((key) => key !== undefined));
}

/** CommonKeyAttributes ::= SEQUENCE { iD, usage, native DEFAULT TRUE, accessFlags OPTIONAL, keyReference OPTIONAL, … }. */
function parseKey({ common, classAttributes }: Pkcs15Object): PrivateKeyEntry | undefined {
  const id = findTag(classAttributes, DER.octetString)?.value;
  if (!id) return undefined;
  const authId = findTag(common, DER.octetString)?.value;
  const reference = unsigned(findTag(classAttributes, DER.integer));
  return {
    id,
    ...(authId && { authId }),
    ...(reference !== undefined && reference <= 0xff && { reference }),
    usage: usageOf(classAttributes),
  };
}

function usageOf(classAttributes: Pkcs15Object['classAttributes']): PrivateKeyEntry['usage'] {
  const usage = findTag(classAttributes, DER.bitString);
  if (hasBit(usage, USAGE.nonRepudiation)) return 'signature';
  return hasBit(usage, USAGE.sign) ? 'authentication' : 'other';
}
