import * as z from 'zod/mini';
import { base64UrlOf, base64UrlUpTo, shortText } from './primitives.ts';

/**
 * What app and bridge say to each other inside the sealed channel (`bridge-channel/`). Verbs are meanings: no raw card
 * command, no digest, no address travels. The app asks, the bridge answers; the bridge alone sends events.
 */
export const BRIDGE_VERSION = 1;

/** In the first handshake message: from the app. */
export const bridgeHello = z.object({
  version: z.int(),
  /** Where the app was loaded from: a bridge of another address refuses. */
  origin: shortText,
  appName: shortText,
});
export type BridgeHello = z.infer<typeof bridgeHello>;

export const bridgeStatus = z.object({
  reader: z.nullable(shortText),
  cardPresent: z.boolean(),
  /** Where a code can be typed beside the app. */
  ownPinEntry: z.nullable(z.enum(['pinPad', 'screen'])),
});
export type BridgeStatus = z.infer<typeof bridgeStatus>;

/** In the second handshake message: from the bridge. */
export const bridgeWelcome = z.object({
  version: z.int(),
  origin: shortText,
  instanceId: shortText,
  bridgeName: shortText,
  status: bridgeStatus,
});
export type BridgeWelcome = z.infer<typeof bridgeWelcome>;

const id = z.int().check(z.positive());
const text = z.string().check(z.maxLength(500));
/** The card that the code was typed for; a bridge presents it to no other. */
const serialNumber = z.exactOptional(text);
/** `typed`: the digits follow the JSON in the same message, as bytes that can be wiped. */
const pin = z.enum(['typed', 'atStation']);

export const bridgeRequest = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('status'), id }),
  z.object({ verb: z.literal('readVitale'), id }),
  z.object({ verb: z.literal('cpsIdentity'), id }),
  z.object({
    verb: z.literal('cpsLogin'),
    id,
    nonce: base64UrlOf(32),
    jkt: base64UrlOf(32),
    pin,
    serialNumber,
  }),
  z.object({
    verb: z.literal('cpsUnlock'),
    id,
    vaultId: base64UrlUpTo(64),
    salt: base64UrlOf(32),
    pin,
    serialNumber,
  }),
]);
export type BridgeRequest = z.infer<typeof bridgeRequest>;

export const vitaleReading = z.object({
  persons: z.array(
    z.object({
      familyName: text,
      firstName: text,
      birthDate: text,
      nationality: z.exactOptional(text),
      nir: z.exactOptional(text),
    }),
  ),
  validFrom: z.exactOptional(text),
});
export const practiceSituation = z.object({
  name: text,
  structureId: z.exactOptional(text),
  sector: z.exactOptional(text),
});

/** Values of the answers, by verb; bytes as base64url. */
export const bridgeValues = {
  status: bridgeStatus,
  readVitale: vitaleReading,
  cpsIdentity: z.object({
    certificate: base64UrlUpTo(8192),
    serialNumber: text,
    triesLeft: z.nullable(z.int()),
  }),
  cpsLogin: z.object({
    certificate: base64UrlUpTo(8192),
    signature: base64UrlUpTo(1024),
    situations: z.array(practiceSituation).check(z.maxLength(16)),
  }),
  cpsUnlock: z.object({ secret: base64UrlOf(32) }),
} as const;
export type BridgeVerb = keyof typeof bridgeValues;

/** A `StationError` on its way: its type, and the few plain fields that it has. */
export const bridgeFailure = z.object({
  type: z.string().check(z.regex(/^[A-Z][A-Za-z0-9]{1,40}$/)),
  triesLeft: z.exactOptional(z.int()),
  sw: z.exactOptional(z.int()),
  step: z.exactOptional(text),
  what: z.exactOptional(text),
  atr: z.exactOptional(text),
  found: z.exactOptional(z.enum(['vitale', 'cps'])),
  because: z.exactOptional(text),
});

export const bridgeMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), id, value: z.unknown() }),
  z.object({ kind: z.literal('failure'), id, error: bridgeFailure }),
  /** The request is under way and waits; `digits` with `acceptance`. */
  z.object({
    kind: z.literal('waiting'),
    id,
    waitingFor: z.enum(['turn', 'acceptance', 'pin', 'nothing']),
    digits: z.exactOptional(z.string().check(z.regex(/^[0-9]{2}$/))),
  }),
  z.object({ kind: z.literal('cardChanged'), status: bridgeStatus }),
  /** The bridge ends this pairing: the app is to forget it. */
  z.object({ kind: z.literal('pairingEnded') }),
]);
export type BridgeMessage = z.infer<typeof bridgeMessage>;
