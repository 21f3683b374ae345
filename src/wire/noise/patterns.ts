/** One thing that a handshake message does (Noise §7.1). */
export type DhToken = 'ee' | 'es' | 'se' | 'ss';
export type Token = 'e' | 's' | 'psk' | DhToken;

export type Role = 'initiator' | 'responder';

/** A handshake pattern: what each side knows of the other beforehand, then the messages, the initiator's first. */
export type Pattern = {
  readonly protocolName: string;
  /** Whose static key the other side already has, in the order in which they are hashed (§7.4: initiator's first). */
  readonly knownStatics: readonly Role[];
  readonly messages: readonly (readonly Token[])[];
};

/** The patterns in use, from Noise revision 34. */
export const PATTERNS = {
  /** §9.4 and §7.5: the initiator names itself, sealed to the responder; a secret shared beforehand seals message 2. */
  IKpsk2: {
    protocolName: 'Noise_IKpsk2_25519_AESGCM_SHA256',
    knownStatics: ['responder'],
    messages: [
      ['e', 'es', 's', 'ss'],
      ['e', 'ee', 'se', 'psk'],
    ],
  },
  /** §7.5: both know each other. */
  KK: {
    protocolName: 'Noise_KK_25519_AESGCM_SHA256',
    knownStatics: ['initiator', 'responder'],
    messages: [
      ['e', 'es', 'ss'],
      ['e', 'ee', 'se'],
    ],
  },
} as const satisfies Record<string, Pattern>;
