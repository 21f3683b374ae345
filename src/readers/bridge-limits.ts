import type { BridgeVerb } from '#wire/bridge.ts';

/** How long the bridge has for its part of a handshake, ms: it answers without asking anybody. */
export const HANDSHAKE_MS = 5000;

/** How long an answer may take where the bridge tells of nothing that it waits for, ms. */
export const ANSWER_MS: Readonly<Record<BridgeVerb, number>> = {
  status: 5000,
  readVitale: 20_000,
  cpsIdentity: 20_000,
  // a code that is typed at the bridge is announced as waiting
  cpsLogin: 30_000,
  cpsUnlock: 30_000,
};

/** How long once the bridge said that it waits for somebody: a turn, an acceptance, a code. */
export const WAITING_MS = 120_000;

/**
 * What may be asked again by itself when the bridge did not know the session any more. An act with a code never: each
 * presentation of a code is the user's.
 */
export const REPEATABLE: Readonly<Record<BridgeVerb, boolean>> = {
  status: true,
  readVitale: true,
  cpsIdentity: true,
  cpsLogin: false,
  cpsUnlock: false,
};
