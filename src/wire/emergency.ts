import { ACCESS_MODES } from '#domain/access/action.ts';
import * as z from 'zod/mini';
import {
  base64UrlOf,
  base64UrlUpTo,
  codeText,
  dossierId,
  insC,
  reasonText,
  shortText,
  time,
  uuid,
} from './primitives.ts';

/**
 * Break-glass and centre 15: an access without the holder's authorisation, opened one by one, for a time, over the
 * network only. First a fresh proof of who asks, then the search: exact, and answered without telling «several» from
 * «none».
 */

/** WebAuthn AuthenticationResponseJSON (Web Authentication Level 3, §5.1.8), as far as it is looked at. */
export const passkeyAssertion = z.object({
  id: z.string().check(z.maxLength(1400)),
  rawId: base64UrlUpTo(1023),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64UrlUpTo(4096),
    authenticatorData: base64UrlUpTo(4096),
    signature: base64UrlUpTo(1024),
    userHandle: z.exactOptional(base64UrlUpTo(64)),
  }),
});
export type PasskeyAssertion = z.infer<typeof passkeyAssertion>;

/** The card signs the login message over a nonce of `auth.challenge`; the passkey one of `passkeys.challenge`. */
export const freshProof = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('card'),
    nonce: base64UrlOf(32),
    certificate: base64UrlUpTo(8192),
    signature: base64UrlUpTo(1024),
  }),
  z.object({ kind: z.literal('passkey'), assertion: passkeyAssertion }),
]);
export type FreshProof = z.infer<typeof freshProof>;

/** Exact: the identifier that a Vitale or a datamatrix yields, or the three traits as civil registers write them. */
export const emergencySearch = z.discriminatedUnion('by', [
  z.object({ by: z.literal('insC'), insC }),
  z.object({ by: z.literal('traits'), familyName: shortText, firstName: shortText, birthDate: shortText }),
]);
export type EmergencySearch = z.infer<typeof emergencySearch>;

export const openEmergencyInput = z.object({
  mode: z.enum(['bris_de_glace', 'centre_15']),
  search: emergencySearch,
  /** Why: demanded for break-glass, not asked for in a regulation centre. */
  reason: z.exactOptional(reasonText),
  proof: freshProof,
});
export type OpenEmergencyInput = z.infer<typeof openEmergencyInput>;

export const openEmergencyOutput = z.discriminatedUnion('kind', [
  /** `mode` is `normal`, and there is no access to end, where the asker was authorised anyway. */
  z.object({
    kind: z.literal('opened'),
    dossierId,
    mode: z.enum(ACCESS_MODES),
    accessId: z.nullable(uuid),
    until: z.nullable(time),
  }),
  /** None, or several: the two are not told apart. */
  z.object({ kind: z.literal('notFound') }),
  /** The holder refused this way in, or this professional; told as it is (EX: the opposition is shown). */
  z.object({ kind: z.literal('refused'), because: codeText }),
]);
export type OpenEmergencyOutput = z.infer<typeof openEmergencyOutput>;

export const endEmergencyInput = z.object({ dossierId, accessId: uuid });

/** The asker's own accesses: those open, and those of the last days, to write what they were for. */
export const myEmergency = z.object({
  dossierId,
  accessId: uuid,
  mode: z.enum(ACCESS_MODES),
  openedAt: time,
  until: time,
  endedAt: z.nullable(time),
  /** False while nothing was written of what it was for. */
  noted: z.boolean(),
});
export type MyEmergency = z.infer<typeof myEmergency>;
export const myEmergencies = z.array(myEmergency);
