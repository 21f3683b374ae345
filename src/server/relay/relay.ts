import type { DeviceId } from '#base/brand.ts';
import { fromBase64Url, toHex } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Database } from '#server/database.server.ts';
import { sha256Hex } from '#server/hash.ts';
import type { TraceRecorder } from '#server/traces/recorder.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import type { RelayPairing } from '#wire/relay.ts';
import { Listeners, type ListenerBounds } from './listeners.ts';
import { openOffers } from './offers.ts';
import {
  beginPairing,
  endPairingOf,
  endUnusedPairings,
  findPairing,
  noteUse,
  pairingsOf,
  peerIn,
} from './pairings.ts';
import { tokenBuckets, type Rate } from './token-buckets.ts';

export type RelayDeps = { directory: Database; traces: TraceRecorder; clock: Clock };
export type RelayRefusal = Extract<WireErrorCode, 'peerAway' | 'notPaired' | 'offerUnknown' | 'rateLimited'>;
type Answer = Promise<Result<void, RelayRefusal>>;

export type RelayBounds = ListenerBounds & {
  /** Calls of one key. */
  calls: Rate;
  /** Pairings of the whole instance: anybody with a key may make one, and each leaves a trace for ever. */
  pairings: Rate;
  pairingsPerKey: number;
};

export const RELAY_BOUNDS: RelayBounds = {
  most: 2000,
  mostUnpaired: 400,
  calls: { burst: 100, perSecond: 20 },
  pairings: { burst: 60, perSecond: 1 / 60 },
  pairingsPerKey: 64,
};

/** A frame on its way: base64url, sealed by the two sides. It is looked into by nobody, logged and stored nowhere. */
type Sending = { to: DeviceId; frame: string; ticket?: string };

/**
 * Who may hand what to whom (`wire/relay.ts`). The server knows keys, names that the sides gave themselves, and sizes.
 * One per process: the streams and the offers are in its memory.
 */
export function createRelay(deps: RelayDeps, bounds: RelayBounds = RELAY_BOUNDS) {
  const { directory, clock } = deps;
  const listeners = new Listeners(bounds);
  const offers = openOffers(clock);
  const calls = tokenBuckets(clock, bounds.calls);
  const newPairings = tokenBuckets(clock, bounds.pairings);

  const deliver = (from: DeviceId, { to, frame }: Sending): Result<void, RelayRefusal> =>
    listeners.deliver(to, { kind: 'frame', from, frame }) ? ok(undefined) : err('peerAway');

  async function sendToPaired(from: DeviceId, sending: Sending): Answer {
    const now = clock.now();
    const pairing = await findPairing(directory.db, { one: from, other: sending.to }, now);
    if (!pairing) return err('notPaired');
    const sent = deliver(from, sending);
    if (sent.ok) await noteUse(directory, pairing, now);
    return sent;
  }

  /** The first frame that arrives with the ticket takes the offer; one that finds nobody leaves it open. */
  function sendWithTicket(from: DeviceId, sending: Sending, ticket: string): Result<void, RelayRefusal> {
    if (!offers.mayTake(sending.to, from, sha256Hex(bytesOf(ticket)))) return err('offerUnknown');
    const sent = deliver(from, sending);
    if (sent.ok) offers.take(sending.to, from);
    return sent;
  }

  return {
    listeners,

    /** Counts a call of this key; false where it makes too many. */
    admit: (key: DeviceId): boolean => calls.take(key),

    async send(from: DeviceId, sending: Sending): Answer {
      if (sending.ticket !== undefined) return sendWithTicket(from, sending, sending.ticket);
      return offers.joins(from, sending.to) ? deliver(from, sending) : sendToPaired(from, sending);
    },

    /** @param ticketHash SHA-256, base64url */
    offer(bridge: DeviceId, ticketHash: string): Result<void, RelayRefusal> {
      return offers.open(bridge, toHex(bytesOf(ticketHash))) ? ok(undefined) : err('rateLimited');
    },

    async confirm(bridge: DeviceId, paired: { app: DeviceId; appName: string; bridgeName: string }): Answer {
      const { app } = paired;
      const known = await pairingsOf(directory.db, bridge, clock.now());
      if (known.length >= bounds.pairingsPerKey) return err('rateLimited');
      if (!offers.confirm(bridge, app)) return err('offerUnknown');
      try {
        if (!newPairings.take('all')) return err('rateLimited');
        await beginPairing(deps, { bridge, ...paired }, clock.now());
      } finally {
        offers.close(bridge);
      }
      listeners.paired(bridge, app);
      return ok(undefined);
    },

    pairings: (key: DeviceId): Promise<RelayPairing[]> => pairingsOf(directory.db, key, clock.now()),

    async peersOf(key: DeviceId): Promise<DeviceId[]> {
      const rows = await pairingsOf(directory.db, key, clock.now());
      return rows.map((row) => peerIn(key, row));
    },

    async endPairing(key: DeviceId, peer: DeviceId): Answer {
      const pair = { one: key, other: peer };
      const by = ({ app }: RelayPairing) => (app === key ? 'byApp' : 'byBridge');
      const ended = await endPairingOf(deps, { pair, by, now: clock.now() });
      listeners.unpaired(key, peer);
      return ended ? ok(undefined) : err('notPaired');
    },

    /** By the operator; false where there was none. A server in another process notices at its next sign of life. */
    async endByOperator(pair: { bridge: DeviceId; app: DeviceId }): Promise<boolean> {
      const { bridge, app } = pair;
      const by = () => 'byOperator' as const;
      const ended = await endPairingOf(deps, { pair: { one: bridge, other: app }, by, now: clock.now() });
      listeners.unpaired(bridge, app);
      return ended;
    },

    /** Housekeeping. */
    async endUnused(): Promise<void> {
      for (const { bridge, app } of await endUnusedPairings(deps, clock.now()))
        listeners.unpaired(bridge, app);
    },
  };
}
export type Relay = ReturnType<typeof createRelay>;

/** The schema has let only base64url pass. */
const bytesOf = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();
