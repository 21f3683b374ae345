import { hex } from '#base/bytes.ts';
import type { KeyPair } from '#wire/noise/key-pair.ts';

/** PKCS#8 wrapping of a raw X25519 private key (RFC 8410 §7). */
const PKCS8_HEAD = hex('302e 0201 00 3005 0603 2b656e 0422 0420');

/** The pair of a private key given by a test vector; its public half is read from the exported key. */
export async function fixedKeyPair(privateKeyHex: string): Promise<KeyPair> {
  const pkcs8 = new Uint8Array([...PKCS8_HEAD, ...hex(privateKeyHex)]);
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, true, ['deriveBits']);
  const { x } = await crypto.subtle.exportKey('jwk', privateKey);
  return { privateKey, publicKey: new Uint8Array(Buffer.from(x ?? '', 'base64url')) };
}
