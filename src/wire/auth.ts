import * as z from 'zod/mini';
import { actor } from './dossier.ts';
import { base64UrlOf, base64UrlUpTo, deviceId, shortText, time } from './primitives.ts';

/**
 * Sign-in: the app asks for a challenge (its DPoP proof names the device key), the card signs
 * `loginMessage(instanceId, origin, nonce, jkt)`, the app sends certificate and signature, and gets a session token
 * that is worth nothing without the device key.
 */
export const instance = z.object({
  instanceId: z.string(),
  kind: z.enum(['demo', 'production']),
  wireVersion: z.int(),
  serverTime: time,
});
export type Instance = z.infer<typeof instance>;

export const challenge = z.object({ nonce: base64UrlOf(32), expiresAt: time });

export const signInInput = z.object({
  nonce: base64UrlOf(32),
  /** DER of the card's authentication certificate. */
  certificate: base64UrlUpTo(8192),
  /** RS256 over the login message. */
  signature: base64UrlUpTo(1024),
  /** How the professional's list of devices names this one. */
  deviceName: shortText,
});
export type SignInInput = z.infer<typeof signInInput>;

export const session = z.object({
  token: base64UrlOf(32),
  expiresAt: time,
  professional: actor,
  device: deviceId,
  instanceId: z.string(),
});
export type Session = z.infer<typeof session>;
