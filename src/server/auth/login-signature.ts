import type { Bytes } from '#base/bytes.ts';
import type { ParsedCertificate } from './x509.ts';

/** Shorter keys are within reach of factoring; cards older than the CPS3 had 1024 bits. */
const MIN_MODULUS_BITS = 2048;
const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/**
 * Whether the card's key signed the message (RS256, RFC 7518 §3.3). `keyUnfit` where the certificate's key is not RSA,
 * or too short to believe.
 */
export async function checkLoginSignature(
  { pki }: ParsedCertificate,
  message: Bytes,
  signature: Bytes,
): Promise<'good' | 'bad' | 'keyUnfit'> {
  const key = await importRsa(new Uint8Array(pki.subjectPublicKeyInfo.toSchema().toBER()));
  if (!key || modulusBits(key) < MIN_MODULUS_BITS) return 'keyUnfit';
  return (await crypto.subtle.verify(RS256, key, signature, message)) ? 'good' : 'bad';
}

async function importRsa(spki: Bytes): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('spki', spki, RS256, false, ['verify']);
  } catch {
    return undefined; // another algorithm, or no key at all
  }
}

function modulusBits({ algorithm }: CryptoKey): number {
  return 'modulusLength' in algorithm && typeof algorithm.modulusLength === 'number'
    ? algorithm.modulusLength
    : 0;
}
