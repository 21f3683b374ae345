import { createPublicKey, type KeyObject } from 'node:crypto';
import type { PublicJwk } from './public-jwk.ts';

/** The keys of the devices that asked lately: reading one costs more than checking a signature with it. */
const KEPT = 1000;

/** Public keys of devices, for DPoP proofs and for the signatures of commands (ECDSA P-256 with SHA-256). */
export type DeviceKeys = {
  /** Throws where the point is not on the curve. */
  keyOf(jwk: PublicJwk): KeyObject;
};

export function deviceKeys(): DeviceKeys {
  const kept = new Map<string, KeyObject>();
  return {
    keyOf(jwk) {
      const name = `${jwk.x}.${jwk.y}`;
      const known = kept.get(name);
      if (known) return known;
      const key = deviceKey(jwk);
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? name);
      kept.set(name, key);
      return key;
    },
  };
}

export const deviceKey = ({ crv, kty, x, y }: PublicJwk): KeyObject =>
  createPublicKey({ key: { crv, kty, x, y }, format: 'jwk' });
