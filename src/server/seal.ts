import { type Bytes, concat, fromUtf8, utf8 } from '#base/bytes.ts';

/**
 * Sealing at rest on the server: AES-256-GCM, 12 random bytes of nonce before the ciphertext. `place` is authenticated
 * and says where the sealed bytes belong, so that a row moved to another place does not open.
 */
const NONCE_BYTES = 12;

export async function importKey(raw: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new Uint8Array(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export async function sealBytes(key: CryptoKey, plain: Uint8Array, place: string): Promise<Buffer> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(parameters(iv, place), key, new Uint8Array(plain));
  return Buffer.from(concat(iv, new Uint8Array(sealed)));
}

/** Throws where the seal does not hold: at rest on our own disk that is damage or tampering, never an expected outcome. */
export async function openBytes(key: CryptoKey, sealed: Uint8Array, place: string): Promise<Bytes> {
  const iv = new Uint8Array(sealed.subarray(0, NONCE_BYTES));
  const body = new Uint8Array(sealed.subarray(NONCE_BYTES));
  return new Uint8Array(await crypto.subtle.decrypt(parameters(iv, place), key, body));
}

export const sealJson = (key: CryptoKey, value: unknown, place: string): Promise<Buffer> =>
  sealBytes(key, utf8(JSON.stringify(value)), place);

/** `parse` checks the form again: an older version may have written it. */
export async function openJson<T>(
  key: CryptoKey,
  sealed: Uint8Array,
  place: string,
  parse: (value: unknown) => T,
): Promise<T> {
  return parse(JSON.parse(fromUtf8(await openBytes(key, sealed, place))));
}

const parameters = (iv: Bytes, place: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(place),
});
