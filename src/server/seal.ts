import { utf8, type Bytes } from '#base/bytes.ts';
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

/**
 * Sealing of rows at rest on the server: AES-256-GCM; nonce (12 random bytes) ‖ ciphertext ‖ tag (16 bytes). `place` is
 * authenticated and says where the sealed bytes belong, so that a row moved to another place does not open. Synchronous:
 * rows are small, and a hop to the thread pool inside a write transaction would cost more than the cipher.
 */
export type SealKey = KeyObject;

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param raw 32 bytes */
export const sealKey = (raw: Bytes): SealKey => createSecretKey(raw);

export function sealBytes(key: SealKey, plain: Uint8Array, place: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(utf8(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws where the seal does not hold: at rest on our own disk that is damage or tampering, never an expected outcome. */
export function openBytes(key: SealKey, sealed: Uint8Array, place: string): Bytes {
  const { buffer, byteOffset, length } = openBuffer(key, sealed, place);
  return new Uint8Array(buffer, byteOffset, length);
}

function openBuffer(key: SealKey, sealed: Uint8Array, place: string): Buffer<ArrayBuffer> {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('a sealed row is too short');
  const body = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(body);
  decipher.final(); // throws where the tag does not fit; GCM holds nothing back that it could add
  return plain;
}

export const sealJson = (key: SealKey, value: unknown, place: string): Buffer =>
  sealBytes(key, utf8(JSON.stringify(value)), place);

/** `parse` checks the form again: an older version may have written it. */
export function openJson<T>(
  key: SealKey,
  sealed: Uint8Array,
  place: string,
  parse: (value: unknown) => T,
): T {
  return parse(JSON.parse(openBuffer(key, sealed, place).toString()));
}
