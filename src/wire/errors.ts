/** Every error that crosses the border between app and server. It becomes a sentence in ui/messages. */
export const WIRE_ERROR_CODES = [
  'badRequest',
  'unknownProcedure',
  'wireVersion',
  'originRefused',
  'tooLarge',
  'dpopMissing',
  'dpopInvalid',
  /** The proof lacks the server's nonce; the answer carries one in DPoP-Nonce. */
  'dpopNonce',
  'sessionMissing',
  'sessionEnded',
  'deviceUnknown',
  /** This device was reported lost: it is to destroy what it holds and say so (wire/devices.ts). */
  'wipeAsked',
  'forbidden',
  'notFound',
  'nonceUnknown',
  'loginSignatureInvalid',
  'certificateUnreadable',
  'certificateUntrusted',
  'certificateExpired',
  'certificateRevoked',
  'certificatePurpose',
  'revocationListMissing',
  'professionalUnknown',
  'uploadRefused',
  /** A fresh proof of another professional than the one signed in. */
  'otherProfessional',
  /** The card was presented too long ago for this: sign in with it again. */
  'signInNotFresh',
  /** WebAuthn: unknown credential, wrong challenge, no user verification, or a signature that does not hold. */
  'passkeyRefused',
  /** Relay: the other side does not listen; nothing is kept for it. */
  'peerAway',
  /** Relay: no pairing of these two keys, or one that ended. */
  'notPaired',
  /** Relay: ticket wrong, too old, or taken by another key. */
  'offerUnknown',
  /** Relay: the same key opened a newer stream, which ended this one. */
  'streamReplaced',
  'rateLimited',
  'internal',
] as const;
export type WireErrorCode = (typeof WIRE_ERROR_CODES)[number];

/** In `data.relais` of a tRPC error, and the JSON body of an error of the other endpoints. */
export type WireError = { code: WireErrorCode; because?: string };

export function isWireError(value: unknown): value is WireError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    WIRE_ERROR_CODES.some((code) => code === value.code)
  );
}
