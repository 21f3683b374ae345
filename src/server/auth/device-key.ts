import type { PublicJwk } from './dpop.ts';

/** The device's public key, to check the signatures of its commands. */
export function importDeviceKey(jwk: PublicJwk): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', { ...jwk }, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'verify',
  ]);
}
