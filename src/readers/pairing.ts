import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { StationError } from '#cards/station.ts';
import { pairingDigits } from '#wire/bridge-channel/digits.ts';
import { startPairing } from '#wire/bridge-channel/initiator.ts';
import { generateChannelKeys } from '#wire/bridge-channel/keys.ts';
import { parsePairingFragment, pairingTicket, type PairingOffer } from '#wire/bridge-channel/link.ts';
import { fromBase64Url, type Bytes } from '#base/bytes.ts';
import { BRIDGE_VERSION } from '#wire/bridge.ts';
import type { RelayClient } from '#wire/client/relay-client.ts';
import { createBridgeTalk, type BridgeTalk, type TalkDeps } from './bridge-talk.ts';
import type { BridgePairing } from './bridge-connection.ts';
import { createRelayLine } from './relay-line.ts';
import { relayRefusal } from './relay-refusal.ts';
import type { Timer } from '#base/timer.ts';

/** To be stored: the keys of this pairing, and what the bridge called itself. */
export type NewPairing = BridgePairing & {
  /** ECDSA P-256, not extractable: this side's name at the relay. */
  readonly relayKeys: CryptoKeyPair;
  /** Two digits that the bridge shows too. */
  readonly digits: string;
};

export type PairingDeps = {
  /** The relay for a key. */
  relayFor(keys: CryptoKeyPair): Pick<RelayClient, 'listen' | 'send'>;
  readonly origin: string;
  /** How the bridge's list of apps names this one. */
  readonly appName: string;
  readonly timer: Timer;
  readonly random: Random;
};

/**
 * Pairs with the bridge of a link (`wire/bridge-channel/link.ts`):
 *
 * | app                                  | relay                       | bridge                         |
 * |--------------------------------------|-----------------------------|--------------------------------|
 * | new keys for this pairing alone      |                             | offer(hash of the ticket)      |
 * | send(hello, ticket), IKpsk2          | ticket fits: handed on      |                                |
 * |                                      |                             | welcome                        |
 * | first request: proves the secret     |                             |                                |
 * |                                      | now paired, traced          | confirm, answer                |
 */
export async function pairWithBridge(
  deps: PairingDeps,
  fragment: string,
): Promise<Result<NewPairing, StationError>> {
  const offer = parsePairingFragment(fragment);
  if (!offer) return err({ type: 'PairingLinkInvalid' });
  const channelKeys = await generateChannelKeys();
  const relayKeys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]);
  const relay = deps.relayFor(relayKeys);
  const ticket = await pairingTicket(offer.secret);
  const talk = createBridgeTalk({
    ...deps,
    hello: { version: BRIDGE_VERSION, origin: deps.origin, appName: deps.appName },
    start: (payload) => startPairing({ keys: channelKeys, random: deps.random, ...offer }, payload),
    send: sendWithTicket(relay, offer, ticket),
    // the relay did not take the confirmation
    onEvent: ({ kind }) => kind === 'pairingEnded' && talk.drop({ type: 'PairingLinkInvalid' }),
    onWaiting: () => undefined,
    onChannel: () => undefined,
  });
  const met = await overTheRelay(deps, relay, offer, talk);
  if (!met.ok) return met;
  const { name, digits } = met.value;
  const { bridgeKey, address } = offer;
  return ok({ id: deps.random.uuid(), name, address, bridgeKey, channelKeys, relayKeys, digits });
}

/** The ticket opens the way until the bridge confirmed; no frame follows that. */
function sendWithTicket(
  relay: Pick<RelayClient, 'send'>,
  { address }: PairingOffer,
  ticket: Bytes,
): TalkDeps['send'] {
  return async (frame) => {
    const sent = await relay.send({ to: address, frame, ticket });
    if (sent.ok) return sent;
    const error = relayRefusal(sent.error);
    return err(error.type === 'PairingEnded' ? { type: 'PairingLinkInvalid' } : error);
  };
}

async function overTheRelay(
  { timer, random }: PairingDeps,
  relay: Pick<RelayClient, 'listen'>,
  { address }: PairingOffer,
  talk: BridgeTalk,
): Promise<Result<{ name: string; digits: string }, StationError>> {
  const line = createRelayLine({
    relay,
    timer,
    random,
    // nobody else has these keys yet
    exclusive: (run) => run(),
    onEvent(event) {
      const frame = event.kind === 'frame' && event.from === address ? fromBase64Url(event.frame) : undefined;
      if (frame) talk.receive(frame);
    },
    onState: (state) => state === 'away' && talk.drop({ type: 'RelayAway' }),
  });
  line.hold();
  try {
    const ready = await line.ready();
    return ready.ok ? await meet(talk) : ready;
  } finally {
    line.close();
  }
}

async function meet(talk: BridgeTalk): Promise<Result<{ name: string; digits: string }, StationError>> {
  const welcome = await talk.begin();
  const channel = talk.channel();
  if (!welcome.ok) return welcome;
  if (!channel) return err({ type: 'ChannelBroken' });
  // what the bridge waits for to confirm: only the reader of the link can seal it
  const answer = await talk.ask({ verb: 'status' });
  if (answer.ok) return ok({ name: welcome.value.bridgeName, digits: pairingDigits(channel.handshakeHash) });
  const { error } = answer;
  return err(error.type === 'SessionUnknown' ? { type: 'PairingLinkInvalid' } : error);
}
