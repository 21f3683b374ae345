import type { DeviceId } from '#base/brand.ts';
import { fromBase64Url, type Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, type Result } from '#base/result.ts';
import type { Timer } from '#base/timer.ts';
import { frameType, refuseFrame, type RefuseCode } from '#wire/bridge-channel/frames.ts';
import type { ChannelKeys } from '#wire/bridge-channel/keys.ts';
import type { BridgeStatus } from '#wire/bridge.ts';
import type { RelayClient } from '#wire/client/relay-client.ts';
import type { RelayEvent } from '#wire/relay.ts';
import { sendFrame, type AppLink } from './app-link.ts';
import { createAppLinks } from './app-links.ts';
import { createConnection, type ServerState } from './connection.ts';
import type { BridgeSelf } from './greeting.ts';
import { createHandshakes } from './handshakes.ts';
import { createMessageServer } from './message-server.ts';
import { createOffers, type OfferError, type OpenOffer } from './offer.ts';
import { createPairingKeeper } from './pairing-keeper.ts';
import type { Approvals, BridgePairing, Notice, PairingStore, PinScreen, Stations } from './ports.ts';
import { bridgeStatusOf } from './status.ts';

export interface HostDeps {
  readonly relay: RelayClient;
  readonly keys: ChannelKeys;
  /** Thumbprint of the key by which this bridge speaks to the relay. */
  readonly address: DeviceId;
  readonly origin: string;
  readonly bridgeName: string;
  /** The server that was met first: `state/pinned-server.ts`. */
  readonly server: { instanceId(): string | null; isOurs(instanceId: string): Promise<boolean> };
  readonly stations: Stations;
  readonly pairings: PairingStore;
  readonly approvals: Approvals;
  /** Absent where nobody sits at the bridge. */
  readonly pinScreen?: PinScreen | undefined;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  readonly networkMark: () => string;
  readonly onNotice: (notice: Notice) => void;
}

/** One bridge: apps on one side, the cards of this machine on the other. */
export interface BridgeHost {
  start(): void;
  /** Ends every session; what was being read is let go by its own dialogue. */
  stop(): void;
  serverState(): ServerState;
  status(): BridgeStatus;
  offer(): OpenOffer | undefined;
  openOffer(): Promise<Result<OpenOffer, OfferError>>;
  endOffer(): void;
  pairings(): readonly (BridgePairing & { readonly inUse: boolean })[];
  /** Tells the app and the server; holds even where neither can be reached now. */
  revoke(address: DeviceId): Promise<void>;
}

/**
 * Who speaks first: the app, by a hello. Frames of one app are taken in their order; requests run beside them, one per
 * app, one at the cards at a time. See docs/readers.md for the table of messages.
 */
export function createBridgeHost(deps: HostDeps): BridgeHost {
  const { relay, clock, timer, random, stations, pairings } = deps;
  const notice = deps.onNotice;
  const links = createAppLinks();
  const status = (): BridgeStatus => bridgeStatusOf(stations.list(), deps.pinScreen !== undefined);
  const self: BridgeSelf = {
    origin: deps.origin,
    bridgeName: deps.bridgeName,
    instanceId: () => deps.server.instanceId(),
    status,
  };
  const offers = createOffers({
    relay,
    clock,
    timer,
    random,
    self: { origin: deps.origin, bridgeKey: deps.keys.publicKey, address: deps.address },
    onExpired: () => notice({ type: 'offerEnded' }),
  });
  const keeper = createPairingKeeper({ relay, clock, timer, pairings, links, notice });
  const refuse = (to: DeviceId, sessionId: Bytes, code: RefuseCode): void =>
    void sendFrame({ relay, timer }, to, refuseFrame(sessionId, code));
  const handshakes = createHandshakes({ ...deps, self, links, offers, notice, refuse });
  const messages = createMessageServer({ ...deps, self, links, notice, keeper });
  const connection = createConnection({
    relay,
    clock,
    timer,
    random,
    isOurInstance: (instanceId) => deps.server.isOurs(instanceId),
    networkMark: deps.networkMark,
    onState,
    onEvent,
  });
  const inboxes = new Map<DeviceId, Promise<void>>();
  /** Apps that do not listen now: what they would miss would break their session, so they are told when they are back. */
  const away = new Set<DeviceId>();
  let stopStations: () => void = () => undefined;

  function onState(state: ServerState): void {
    if (state === 'listening') {
      notice({ type: 'listening' });
      void offers.renew();
      void keeper.compareWithServer();
    } else if (state === 'otherInstance' || state === 'otherVersion') notice({ type: state });
    else if (state === 'away') notice({ type: 'serverAway' });
  }

  function onEvent(event: RelayEvent): void {
    if (event.kind === 'pairingEnded') void keeper.endedByApp(event.peer);
    if (event.kind === 'peer') onPeer(event.peer, event.listening);
    if (event.kind !== 'frame') return;
    const { from, frame } = event;
    const before = inboxes.get(from) ?? Promise.resolve();
    const after = before
      .then(() => onFrame(from, fromBase64Url(frame) ?? new Uint8Array()))
      // a frame that nobody foresaw must not stop the ones after it
      .catch((thrown: unknown) => notice({ type: 'fault', thrown }))
      .finally(() => {
        if (inboxes.get(from) === after) inboxes.delete(from);
      });
    inboxes.set(from, after);
  }

  async function onFrame(from: DeviceId, frame: Bytes): Promise<void> {
    const head = frameType(frame);
    if (head?.type === 'pairHello') return handshakes.pair(from, head.sessionId, frame);
    if (head?.type === 'hello') return handshakes.resume(from, head.sessionId, frame);
    if (head?.type !== 'message') return;
    const opened = await handshakes.open(from, head.sessionId, frame);
    if (opened) messages.onMessage(opened.link, opened.plaintext);
  }

  function onPeer(peer: DeviceId, listening: boolean): void {
    const wasAway = away.delete(peer);
    if (!listening) away.add(peer);
    else if (wasAway) links.of(peer).forEach(tellStatus);
  }

  const tellStatus = (link: AppLink): void => {
    if (pairings.find(link.address) && !away.has(link.address))
      link.send({ kind: 'cardChanged', status: status() });
  };

  function onCardChanged(): void {
    notice({ type: 'cardChanged' });
    links.all().forEach(tellStatus);
  }

  return {
    start() {
      stopStations = stations.onChange(onCardChanged);
      keeper.start();
      connection.start();
    },
    stop() {
      stopStations();
      keeper.stop();
      offers.end();
      connection.stop();
      for (const link of links.all()) links.end(link);
    },
    serverState: () => connection.state(),
    status,
    offer: () => offers.current(),
    async openOffer() {
      // never at another server that answers there
      if (connection.state() !== 'listening') return err({ type: 'ServerAway' });
      const opened = await offers.open();
      if (opened.ok) notice({ type: 'offered', expiresAt: opened.value.expiresAt });
      return opened;
    },
    endOffer: () => offers.end(),
    pairings: () =>
      pairings.list().map((pairing) => ({ ...pairing, inUse: links.of(pairing.address).length > 0 })),
    revoke: (address) => keeper.revoke(address),
  };
}
