import type { DeviceId } from '#base/brand.ts';
import { fromBase64Url, type Bytes } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import { retryDelayMs } from '#base/retry-delay.ts';
import type { BridgeError, StationError, StationState, StationWait } from '#cards/station.ts';
import { startSession } from '#wire/bridge-channel/initiator.ts';
import type { ChannelKeys } from '#wire/bridge-channel/keys.ts';
import { serially } from '#wire/bridge-channel/serially.ts';
import { BRIDGE_VERSION, type BridgeStatus } from '#wire/bridge.ts';
import type { RelayClient } from '#wire/client/relay-client.ts';
import type { RelayEvent } from '#wire/relay.ts';
import { REPEATABLE } from './bridge-limits.ts';
import { createBridgeTalk, type Asked } from './bridge-talk.ts';
import { parseAnswer } from './bridge-values.ts';
import { createRelayLine, type LineState, type RelayLineDeps } from './relay-line.ts';
import { relayRefusal } from './relay-refusal.ts';
import type { Timer } from '#base/timer.ts';

/** A bridge that this device was paired with. Keys are this pairing's alone. */
export type BridgePairing = {
  readonly id: string;
  readonly name: string;
  /** Where the relay finds it. */
  readonly address: DeviceId;
  /** X25519, 32 bytes. */
  readonly bridgeKey: Bytes;
  readonly channelKeys: ChannelKeys;
};

export type BridgeConnectionDeps = {
  readonly pairing: BridgePairing;
  /** With the relay key of this pairing. */
  readonly relay: Pick<RelayClient, 'listen' | 'send'>;
  /** Where this app was loaded from. */
  readonly origin: string;
  readonly appName: string;
  readonly timer: Timer;
  readonly random: Random;
  readonly exclusive: RelayLineDeps['exclusive'];
  /** The bridge names itself at each meeting. */
  onNamed(bridgeName: string): void;
  /** The bridge, or the server, ended the pairing: it is to be forgotten. */
  onEnded(): void;
  /** State or problem are others. */
  onChange(): void;
};

/** Stream, channel and card of one paired bridge, kept up while somebody watches, and made for each act. */
export interface BridgeConnection {
  state(): StationState;
  /** Why it cannot be used at all. */
  problem(): StationError | undefined;
  /** One act at a time, in the order in which they were asked for. The secret is the caller's to wipe. */
  act(request: Asked, secret?: Bytes): Promise<Result<unknown, StationError>>;
  watch(): () => void;
  wake(): void;
  close(): void;
}

/** Nothing of a bridge's own doing: it may answer the next time. */
const PASSING: readonly StationError['type'][] = ['BridgeSilent', 'ChannelBroken'];
/** These stay until something changes on the other side. */
const LASTING: readonly StationError['type'][] = ['PairingEnded', 'OriginMismatch', 'BridgeVersion'];

export function createBridgeConnection(deps: BridgeConnectionDeps): BridgeConnection {
  const { pairing, relay, origin, timer, random } = deps;
  let status: BridgeStatus | undefined;
  let waitingFor: StationWait | undefined;
  let problem: StationError | undefined;
  let over = false;
  let greeting = false;
  /** The other side came back while we were still greeting it. */
  let greetAgain = false;
  let watchers = 0;
  let failures = 0;
  let stopRetry: () => void = () => undefined;
  const changed = (): void => deps.onChange();

  const line = createRelayLine({ ...deps, onEvent, onState });
  const talk = createBridgeTalk({
    timer,
    hello: { version: BRIDGE_VERSION, origin, appName: deps.appName },
    start: (payload) =>
      startSession({ keys: pairing.channelKeys, bridgeKey: pairing.bridgeKey, random }, payload),
    send,
    onEvent(event) {
      if (event.kind === 'pairingEnded') return ended();
      status = event.status;
      changed();
    },
    onWaiting(wait) {
      waitingFor = wait;
      changed();
    },
    onChannel() {
      if (!talk.channel()) retry();
      changed();
    },
  });

  async function send(frame: Bytes): Promise<Result<void, BridgeError>> {
    const sent = await relay.send({ to: pairing.address, frame });
    if (sent.ok) return sent;
    const error = relayRefusal(sent.error);
    if (error.type === 'PairingEnded') ended();
    return err(error);
  }

  function onState(state: LineState): void {
    if (state !== 'listening') talk.drop({ type: 'RelayAway' });
    changed();
  }

  function onEvent(event: RelayEvent): void {
    if (event.kind === 'alive') return;
    if (event.kind === 'frame') {
      const frame = event.from === pairing.address ? fromBase64Url(event.frame) : undefined;
      if (frame) talk.receive(frame);
    } else if (event.peer === pairing.address) {
      if (event.kind === 'pairingEnded') ended();
      else onPeer(event.listening);
    }
  }

  /** Told of all peers at the begin of a stream, and of each that comes and goes. */
  function onPeer(listening: boolean): void {
    // it began anew: what was agreed before may be forgotten there
    if (talk.channel() || !listening) talk.drop({ type: 'BridgeAway' });
    failures = 0;
    if (listening && !over) problem = undefined;
    if (listening) greet();
    changed();
  }

  /** The server says so, or the bridge in the channel: a bare refusal bears no proof and ends nothing. */
  function ended(): void {
    if (over) return;
    over = true;
    fail({ type: 'PairingEnded' });
    talk.drop({ type: 'PairingEnded' });
    deps.onEnded();
  }

  function fail(error: StationError): void {
    problem = error;
    changed();
  }

  /** While somebody watches, there is a channel. The bridge tells of its card once it heard us on that. */
  function greet(): void {
    stopRetry();
    if (greeting) greetAgain = true;
    if (watchers === 0 || greeting || over || talk.channel()) return;
    greeting = true;
    greetAgain = false;
    void act({ verb: 'status' }).then((answer) => {
      greeting = false;
      const told = answer.ok ? parseAnswer.status(answer.value) : answer;
      if (told.ok) {
        failures = 0;
        status = told.value;
        changed();
      } else if (greetAgain) greet();
      else if (PASSING.includes(told.error.type)) retry();
    });
  }

  function retry(): void {
    stopRetry();
    if (watchers > 0) stopRetry = timer.after(retryDelayMs(failures++, random), greet);
  }

  async function connect(): Promise<Result<void, StationError>> {
    const ready = await line.ready();
    if (!ready.ok || talk.channel()) return ready;
    const welcome = await talk.begin();
    if (!welcome.ok) {
      if (LASTING.includes(welcome.error.type)) fail(welcome.error);
      return welcome;
    }
    problem = undefined;
    status = welcome.value.status;
    deps.onNamed(welcome.value.bridgeName);
    changed();
    return ok(undefined);
  }

  type Ask = { request: Asked; secret: Bytes | undefined };
  /** One act at a time, in the order in which they were asked for. */
  const inTurn = serially(async ({ request, secret }: Ask): Promise<Result<unknown, StationError>> => {
    for (let repeat = REPEATABLE[request.verb]; ; repeat = false) {
      const connected = await connect();
      if (!connected.ok) return connected;
      const answer = await talk.ask(request, secret);
      if (answer.ok) return answer;
      const { error } = answer;
      if (error.type !== 'SessionUnknown') return err(error);
      if (!repeat) return err({ type: 'ChannelBroken' });
    }
  });

  async function act(request: Asked, secret?: Bytes): Promise<Result<unknown, StationError>> {
    if (over) return err({ type: 'PairingEnded' });
    const release = line.hold();
    try {
      return await inTurn({ request, secret });
    } finally {
      release();
    }
  }

  return {
    act,
    problem: () => problem,
    state: () => ({
      connected: talk.channel() !== undefined,
      cardPresent: talk.channel() !== undefined && status?.cardPresent === true,
      ownPinEntry: status?.ownPinEntry ?? undefined,
      waitingFor,
    }),
    watch() {
      watchers++;
      const release = line.hold();
      greet();
      let watching = true;
      return () => {
        if (!watching) return;
        watching = false;
        watchers--;
        release();
      };
    },
    wake() {
      line.wake();
      greet();
    },
    close() {
      watchers = 0;
      stopRetry();
      line.close();
    },
  };
}
