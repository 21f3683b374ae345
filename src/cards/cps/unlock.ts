import { utf8, type Bytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import type { CpsUnlock, Pin } from '../station.ts';
import { createMemoryCpsCache, type CpsCache } from './card-cache.ts';
import { wipePin } from './pin.ts';
import { signAfterPin } from './sign-after-pin.ts';
import { UNLOCK_LABEL, unlockMessage, type UnlockChallenge } from './unlock-message.ts';

/**
 * The secret with which a CPS opens a vault: HKDF-SHA-256 of its signature over `unlockMessage` (RS256 with PKCS#1 v1.5
 * padding: the same card, vault, salt and origin sign the same). The signature itself is wiped, as is the code.
 */
export async function cpsUnlock(
  channel: CardChannel,
  request: UnlockChallenge & { readonly pin: Pin; readonly serialNumber?: string },
  cache: CpsCache = createMemoryCpsCache(),
): Promise<Result<CpsUnlock, CardError>> {
  const { pin, salt, serialNumber } = request;
  try {
    const message = await unlockMessage(request);
    const signed = await signAfterPin(channel, { message, pin, serialNumber }, cache);
    if (!signed.ok) return signed;
    const { signature } = signed.value;
    const secret = await deriveSecret(signature, salt);
    signature.fill(0);
    return ok({ secret });
  } finally {
    wipePin(pin);
  }
}

/** 32 bytes (RFC 5869): input the signature, salt of the vault, info the label of the message. */
async function deriveSecret(signature: Bytes, salt: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', signature, 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(UNLOCK_LABEL) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 256));
}
