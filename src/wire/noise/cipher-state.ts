import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { NoiseError } from './errors.ts';
import { ownBytes } from './own-bytes.ts';

/**
 * CipherState (Noise §5.1) of the cipher AESGCM (§12.4) as a value: each call gives the next state, and a failed one
 * leaves the state that it was called with.
 */
export type CipherState = { readonly key: CryptoKey; readonly nonce: bigint };

export const TAG_BYTES = 16;
/** A Noise message is at most this long, tag included (§3). */
export const MAX_NOISE_BYTES = 65_535;
/** 2^64-1 is kept for rekeying and never seals a message (§5.1). */
const REKEY_NONCE = 2n ** 64n - 1n;

/** InitializeKey: 32 bytes, the counter at zero. */
export async function cipherState(key: Bytes): Promise<CipherState> {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { key: imported, nonce: 0n };
}

/** EncryptWithAd. Throws where the counter is used up or the message too long: its callers stop long before. */
export async function encryptWithAd(
  { key, nonce }: CipherState,
  associated: Uint8Array,
  plaintext: Uint8Array,
): Promise<{ state: CipherState; ciphertext: Bytes }> {
  if (nonce >= REKEY_NONCE) throw new Error('no nonce left');
  if (plaintext.length > MAX_NOISE_BYTES - TAG_BYTES) throw new Error('too long for a Noise message');
  const sealed = await crypto.subtle.encrypt(algorithm(nonce, associated), key, ownBytes(plaintext));
  return { state: { key, nonce: nonce + 1n }, ciphertext: new Uint8Array(sealed) };
}

/** DecryptWithAd. */
export async function decryptWithAd(
  { key, nonce }: CipherState,
  associated: Uint8Array,
  ciphertext: Uint8Array,
): Promise<Result<{ state: CipherState; plaintext: Bytes }, NoiseError>> {
  if (nonce >= REKEY_NONCE) throw new Error('no nonce left');
  if (ciphertext.length < TAG_BYTES || ciphertext.length > MAX_NOISE_BYTES) return err({ type: 'malformed' });
  try {
    const opened = await crypto.subtle.decrypt(algorithm(nonce, associated), key, ownBytes(ciphertext));
    return ok({ state: { key, nonce: nonce + 1n }, plaintext: new Uint8Array(opened) });
  } catch {
    return err({ type: 'notAuthentic' });
  }
}

/** AESGCM: the nonce is 32 bits of zeros and the counter in 64 bits, big endian (§12.4). */
function algorithm(nonce: bigint, associated: Uint8Array): AesGcmParams {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setBigUint64(4, nonce);
  return { name: 'AES-GCM', iv, additionalData: ownBytes(associated), tagLength: 8 * TAG_BYTES };
}
