import * as z from 'zod/mini';
import { base64UrlUpTo, shortText, time } from './primitives.ts';

/** A passkey of the professional: a second way, beside the card, to prove freshly who asks (emergency.ts). */
export const passkey = z.object({
  credentialId: z.string(),
  name: shortText,
  createdAt: time,
  lastUsedAt: z.nullable(time),
});
export type Passkey = z.infer<typeof passkey>;
export const passkeys = z.array(passkey);

/** PublicKeyCredentialCreationOptionsJSON (Web Authentication Level 3 §5.1.9), as far as the app hands it on. */
export const registrationOptions = z.object({
  challenge: base64UrlUpTo(128),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: base64UrlUpTo(64), name: z.string(), displayName: z.string() }),
  excludeCredentials: z.array(z.string()),
  timeout: z.int(),
});
export type RegistrationOptions = z.infer<typeof registrationOptions>;

/** RegistrationResponseJSON (§5.1.8), as far as it is looked at. */
export const registerPasskeyInput = z.object({
  name: shortText,
  id: z.string().check(z.maxLength(1400)),
  rawId: base64UrlUpTo(1023),
  clientDataJSON: base64UrlUpTo(4096),
  attestationObject: base64UrlUpTo(16384),
  transports: z.array(z.string().check(z.maxLength(20))).check(z.maxLength(10)),
});
export const removePasskeyInput = z.object({ credentialId: z.string().check(z.maxLength(1400)) });

export const assertionOptions = z.object({
  challenge: base64UrlUpTo(128),
  rpId: z.string(),
  allowCredentials: z.array(z.string()),
  timeout: z.int(),
});
export type AssertionOptions = z.infer<typeof assertionOptions>;
