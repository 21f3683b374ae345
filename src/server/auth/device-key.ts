import type { PublicJwk } from './dpop.ts';

/** The keys of the devices that asked lately: importing one costs more than checking a signature with it. */
const KEPT = 1000;

/** Imports public keys of devices, for DPoP proofs and for the signatures of commands (ECDSA P-256 with SHA-256). */
export type DeviceKeys = { importKey(jwk: PublicJwk): Promise<CryptoKey> };

export function deviceKeys(): DeviceKeys {
  const imported = new Map<string, Promise<CryptoKey>>();
  return {
    importKey(jwk) {
      const name = `${jwk.x}.${jwk.y}`;
      const known = imported.get(name);
      if (known) return known;
      const key = importDeviceKey(jwk);
      if (imported.size >= KEPT) imported.delete(imported.keys().next().value ?? name);
      imported.set(name, key);
      // a key that is not on the curve is not kept
      key.catch(() => imported.delete(name));
      return key;
    },
  };
}

export function importDeviceKey({ crv, kty, x, y }: PublicJwk): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', { crv, kty, x, y }, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'verify',
  ]);
}
