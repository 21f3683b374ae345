import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { NoiseError } from './errors.ts';
import { ownBytes } from './own-bytes.ts';

/** DHLEN of the function «25519» (Noise §12.1): bytes of a public key and of a shared secret. */
export const KEY_BYTES = 32;

/** An X25519 pair (RFC 7748 §5); the private key may be non-extractable. */
export type KeyPair = { readonly publicKey: Bytes; readonly privateKey: CryptoKey };

const X25519 = { name: 'X25519' } as const;

/** GENERATE_KEYPAIR (Noise §4.1). */
export async function generateKeyPair(options: { extractable: boolean }): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey(X25519, options.extractable, ['deriveBits']);
  if (!('privateKey' in pair)) throw new Error('X25519 gives a pair');
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { publicKey, privateKey: pair.privateKey };
}

/**
 * DH (Noise §12.1): the shared secret, 32 bytes. An all-zero one is refused: it comes from a point of low order, which
 * whoever chose it knows without any private key (RFC 7748 §6.1). WebCrypto refuses it too; this does not rely on it.
 */
export async function diffieHellman(
  privateKey: CryptoKey,
  publicKey: Uint8Array,
): Promise<Result<Bytes, NoiseError>> {
  if (publicKey.length !== KEY_BYTES) return err({ type: 'malformed' });
  const other = await crypto.subtle.importKey('raw', ownBytes(publicKey), X25519, true, []);
  const secret = await deriveSecret(privateKey, other);
  return secret && secret.some((byte) => byte !== 0) ? ok(secret) : err({ type: 'refusedKey' });
}

async function deriveSecret(privateKey: CryptoKey, other: CryptoKey): Promise<Bytes | undefined> {
  try {
    const bits = await crypto.subtle.deriveBits({ ...X25519, public: other }, privateKey, 8 * KEY_BYTES);
    return new Uint8Array(bits);
  } catch (cause) {
    // WebCrypto, X25519 «derive bits»: an all-zero secret is an OperationError; anything else is a bug of ours
    if (cause instanceof Error && cause.name === 'OperationError') return undefined;
    throw cause;
  }
}
