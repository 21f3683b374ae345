import { equalBytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import type { CardError } from '#cards/errors.ts';
import { contextPrimitive, DER, hasBit, unsigned } from '#cards/tlv/der.ts';
import { findTag } from '#cards/tlv/reader.ts';
import { parseObjects, type Pkcs15Object } from './object.ts';

/** How the card wants its PIN presented. */
export interface PinAttributes {
  readonly authId?: Uint8Array;
  /** P2 of VERIFY. */
  readonly reference: number;
  readonly minLength: number;
  readonly maxLength: number;
  /** Present where the PIN is filled up to `storedLength` with `padChar`. */
  readonly padding?: { readonly storedLength: number; readonly padChar: number };
}

/** PasswordFlags (PKCS#15 v1.1 §6.8.2). */
const FLAG = { needsPadding: 5, unblockingPin: 6, soPin: 7 } as const;
/** PasswordType: the digits of both are sent as ASCII. */
const ASCII_NUMERIC = 1;
const UTF8 = 2;

/**
 * The user's PINs of EF(AODF) that we can present without guessing. A PIN whose reference or padding the card does
 * not state, or that is coded in another way, is left out.
 */
export function parseAodf(file: Uint8Array): Result<readonly PinAttributes[], CardError> {
  const objects = parseObjects(file, 'AODF');
  if (!objects.ok) return objects;
  const passwords = objects.value.filter(({ choice }) => choice === DER.sequence);
  return ok(passwords.map(parsePin).filter((pin) => pin !== undefined));
}

/**
 * PasswordAttributes ::= SEQUENCE { pwdFlags, pwdType ENUMERATED, minLength INTEGER, storedLength INTEGER,
 * maxLength INTEGER OPTIONAL, pwdReference [0] DEFAULT 0, padChar OCTET STRING OPTIONAL, … }.
 */
function parsePin({ classAttributes, typeAttributes }: Pkcs15Object): PinAttributes | undefined {
  const flags = findTag(typeAttributes, DER.bitString);
  if (!flags || hasBit(flags, FLAG.unblockingPin) || hasBit(flags, FLAG.soPin)) return undefined;
  const type = unsigned(findTag(typeAttributes, DER.enumerated));
  if (type !== ASCII_NUMERIC && type !== UTF8) return undefined;
  const [minLength, storedLength, maxLength] = typeAttributes
    .filter(({ tag }) => tag === DER.integer)
    .map((tlv) => unsigned(tlv));
  const reference = unsigned(findTag(typeAttributes, contextPrimitive(0)));
  if (reference === undefined || reference > 0xff || minLength === undefined || !storedLength)
    return undefined;
  const limits = { reference, minLength, maxLength: Math.min(maxLength ?? storedLength, storedLength) };
  const authId = findTag(classAttributes, DER.octetString)?.value;
  const identified = authId ? { ...limits, authId } : limits;
  if (!hasBit(flags, FLAG.needsPadding)) return identified;
  const padChar = findTag(typeAttributes, DER.octetString)?.value;
  if (padChar?.length !== 1 || storedLength > 16) return undefined;
  return { ...identified, padding: { storedLength, padChar: padChar[0] ?? 0 } };
}

/** The PIN that guards a key: by the key's authId; without one, only where there is a single PIN. */
export function pinFor(
  pins: readonly PinAttributes[],
  authId: Uint8Array | undefined,
): PinAttributes | undefined {
  if (!authId) return pins.length === 1 ? pins[0] : undefined;
  const named = pins.filter((pin) => pin.authId && equalBytes(pin.authId, authId));
  return named.length === 1 ? named[0] : undefined;
}
