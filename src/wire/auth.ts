import { ENTITLEMENTS } from '#domain/access/question.ts';
import * as z from 'zod/mini';
import { actor } from './actor.ts';
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
  /** Ed25519 public key (raw, 32 bytes) that signs the heads of the trace trees; pinned by each device. */
  headKey: base64UrlOf(32),
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
  /** What the operator grants to this professional by name. */
  entitlements: z.array(z.enum(ENTITLEMENTS)),
  device: deviceId,
  instanceId: z.string(),
});
export type Session = z.infer<typeof session>;
