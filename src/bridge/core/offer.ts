import type { DeviceId } from '#base/brand.ts';
import { sha256, type Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Timer } from '#base/timer.ts';
import { pairingLink, pairingTicket } from '#wire/bridge-channel/link.ts';
import type { RelayClient } from '#wire/client/relay-client.ts';
import { OFFER_MS } from '#wire/relay.ts';

/** A link that one app may use within ten minutes. */
export interface OpenOffer {
  readonly link: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}
export type OfferError = { type: 'ServerAway' };

export interface Offers {
  current(): OpenOffer | undefined;
  /** Of the open offer; undefined where there is none. */
  secret(): Bytes | undefined;
  /** A new one replaces the one before. */
  open(): Promise<Result<OpenOffer, OfferError>>;
  /** Tells the server again after it was restarted. */
  renew(): Promise<void>;
  end(): void;
}

export function createOffers(deps: {
  readonly relay: Pick<RelayClient, 'offer'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  readonly self: { readonly origin: string; readonly bridgeKey: Bytes; readonly address: DeviceId };
  /** Its ten minutes are over, and nobody came. */
  readonly onExpired: () => void;
}): Offers {
  let open: { offer: OpenOffer; secret: Bytes; ticketHash: Bytes; stop: () => void } | undefined;

  function end(): void {
    if (!open) return;
    open.stop();
    open.secret.fill(0);
    open = undefined;
  }
  function expire(): void {
    end();
    deps.onExpired();
  }

  return {
    current: () => open?.offer,
    secret: () => open?.secret,
    async open() {
      const secret = deps.random.bytes(32);
      const ticketHash = await sha256(await pairingTicket(secret));
      const told = await deps.relay.offer(ticketHash);
      if (!told.ok) return err({ type: 'ServerAway' });
      end();
      const offer = {
        link: pairingLink(deps.self.origin, { ...deps.self, secret }),
        expiresAt: deps.clock.now() + OFFER_MS,
      };
      open = { offer, secret, ticketHash, stop: deps.timer.after(OFFER_MS, expire) };
      return ok(offer);
    },
    async renew() {
      if (open) await deps.relay.offer(open.ticketHash);
    },
    end,
  };
}
