import * as z from 'zod/mini';
import { base64UrlOf, base64UrlUpTo, deviceId, shortText, time } from './primitives.ts';

/**
 * The relay: the server hands sealed frames from one key to another and can read nothing. Each side proves its key by
 * DPoP (a bridge and an app use a key of their own for this, an ECDSA P-256 pair); the address of a side is that key's
 * thumbprint. Nothing is stored: a frame for somebody who does not listen is answered `peerAway`.
 *
 * | procedure            | who           | effect                                                                 |
 * |----------------------|---------------|------------------------------------------------------------------------|
 * | relay.listen         | both          | stream of `relayEvent`; a newer one of the same key ends it (`streamReplaced`) |
 * | relay.send           | both          | a frame to a paired key, or, with the ticket of an open offer, to its bridge |
 * | relay.offer          | bridge        | opens one offer to pair (10 min, one taker); the server knows the ticket's hash only |
 * | relay.confirm        | bridge        | the taker of the offer is now paired; traced                            |
 * | relay.pairings       | both          | the pairings of the asking key                                          |
 * | relay.endPairing     | both          | ends one; traced; the other side is told                                |
 *
 * Refusals: `peerAway`, `notPaired`, `offerUnknown` (ticket wrong, too old, taken by another), `rateLimited` (calls of one
 * key, streams, offers or new pairings). A stream that falls (server stopped, not read) is opened again by its side.
 */
export const MAX_FRAME_BYTES = 64 * 1024;
/** A pairing that nobody used for this long is over. */
export const PAIRING_UNUSED_MS = 60 * 24 * 3_600_000;
export const OFFER_MS = 10 * 60_000;

export const relayFrame = base64UrlUpTo(MAX_FRAME_BYTES);

export const relaySendInput = z.object({
  to: deviceId,
  frame: relayFrame,
  /** Only while pairing: what the link's secret derives for the server (`pairingTicket`). */
  ticket: z.exactOptional(base64UrlOf(32)),
});

export const relayEvent = z.discriminatedUnion('kind', [
  /** First event, and a sign of life afterwards. */
  z.object({ kind: z.literal('alive'), serverTime: time }),
  z.object({ kind: z.literal('frame'), from: deviceId, frame: relayFrame }),
  /** The other side ended the pairing, or it expired. */
  z.object({ kind: z.literal('pairingEnded'), peer: deviceId }),
  /** A peer began or stopped to listen; `true` told again: it began anew, and knows nothing of what was under way. */
  z.object({ kind: z.literal('peer'), peer: deviceId, listening: z.boolean() }),
]);
export type RelayEvent = z.infer<typeof relayEvent>;

export const relayOfferInput = z.object({
  /** SHA-256 of the ticket. */
  ticketHash: base64UrlOf(32),
});

export const relayConfirmInput = z.object({ app: deviceId, appName: shortText, bridgeName: shortText });

export const relayPairing = z.object({
  bridge: deviceId,
  app: deviceId,
  bridgeName: shortText,
  appName: shortText,
  pairedAt: time,
  lastUsedAt: time,
});
export type RelayPairing = z.infer<typeof relayPairing>;
export const relayPairings = z.array(relayPairing);

export const relayEndInput = z.object({ peer: deviceId });
