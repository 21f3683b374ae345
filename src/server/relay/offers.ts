import type { DeviceId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { OFFER_MS } from '#wire/relay.ts';

type Offer = {
  /** SHA-256 (hex) of the ticket, which itself the server learns from the taker only. */
  ticketHash: string;
  expiresAt: number;
  taker: DeviceId | undefined;
  confirming: boolean;
};

/** Offers open at a time, of all bridges together. */
const MOST_OFFERS = 1000;

/**
 * Offers to pair, one per bridge, in memory alone: after a restart the bridge makes a new one.
 *
 *   open ──first frame with the ticket──▶ taken ──confirm──▶ paired (gone)
 *     └───────────── 10 min ─────────────┴──▶ gone
 */
export function openOffers(clock: Clock) {
  const offers = new Map<DeviceId, Offer>();

  const live = (bridge: DeviceId): Offer | undefined => {
    const offer = offers.get(bridge);
    return offer && offer.expiresAt > clock.monotonic() ? offer : undefined;
  };

  function forgetOld(): void {
    for (const bridge of offers.keys()) if (!live(bridge)) offers.delete(bridge);
  }

  return {
    /** Replaces an earlier offer of this bridge; false where too many are open. */
    open(bridge: DeviceId, ticketHash: string): boolean {
      forgetOld();
      if (offers.size >= MOST_OFFERS && !offers.has(bridge)) return false;
      const expiresAt = clock.monotonic() + OFFER_MS;
      offers.set(bridge, { ticketHash, expiresAt, taker: undefined, confirming: false });
      return true;
    },

    /** Whether this key may take the offer, or has taken it. */
    mayTake(bridge: DeviceId, app: DeviceId, ticketHash: string): boolean {
      const offer = live(bridge);
      if (!offer || app === bridge || offer.ticketHash !== ticketHash) return false;
      return offer.taker === undefined || offer.taker === app;
    },

    take(bridge: DeviceId, app: DeviceId): void {
      const offer = live(bridge);
      if (offer) offer.taker = app;
    },

    /** Between a bridge and the taker of its offer, either way. */
    joins(one: DeviceId, other: DeviceId): boolean {
      return live(one)?.taker === other || live(other)?.taker === one;
    },

    /** The bridge accepts the taker; false for anybody else, and the second time. */
    confirm(bridge: DeviceId, app: DeviceId): boolean {
      const offer = live(bridge);
      if (!offer || offer.taker !== app || offer.confirming) return false;
      offer.confirming = true;
      return true;
    },

    /** Pairs are written before the offer goes, so that frames under way always find one of the two. */
    close(bridge: DeviceId): void {
      offers.delete(bridge);
    },
  };
}
export type Offers = ReturnType<typeof openOffers>;
