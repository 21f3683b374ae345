import { equalBytes, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { fromPlain } from '#cards/station-errors.ts';
import type { BridgeError, StationError, StationWait } from '#cards/station.ts';
import type { SecureChannel } from '#wire/bridge-channel/channel.ts';
import { frameType, type FrameHead } from '#wire/bridge-channel/frames.ts';
import type { PendingHandshake } from '#wire/bridge-channel/initiator.ts';
import { decodeMessage, encodeMessage } from '#wire/bridge-channel/messages.ts';
import { serially } from '#wire/bridge-channel/serially.ts';
import {
  BRIDGE_VERSION,
  bridgeMessage,
  bridgeWelcome,
  type BridgeHello,
  type BridgeMessage,
  type BridgeRequest,
  type BridgeWelcome,
} from '#wire/bridge.ts';
import { ANSWER_MS, HANDSHAKE_MS, WAITING_MS } from './bridge-limits.ts';
import { BRIDGE_REFUSALS } from './relay-refusal.ts';
import type { Timer } from '#base/timer.ts';

export type TalkDeps = {
  readonly timer: Timer;
  readonly hello: BridgeHello;
  /** The first message of a handshake, around the hello. */
  start(payload: Bytes): Promise<PendingHandshake>;
  send(frame: Bytes): Promise<Result<void, BridgeError>>;
  /** What the bridge says unasked. */
  onEvent(event: Extract<BridgeMessage, { kind: 'cardChanged' | 'pairingEnded' }>): void;
  onWaiting(wait: StationWait | undefined): void;
  /** The channel is there, or is not any more. */
  onChannel(): void;
};

/** A request without its number. */
export type Asked = BridgeRequest extends infer R ? (R extends BridgeRequest ? Omit<R, 'id'> : never) : never;

/** `SessionUnknown`: the bridge did not take the request up, since it has no such session (any more). */
export type AskError = StationError | { type: 'SessionUnknown' };

/** What passes between one app and one bridge, over frames that somebody carries. */
export interface BridgeTalk {
  channel(): SecureChannel | undefined;
  /** A new channel. */
  begin(): Promise<Result<BridgeWelcome, StationError>>;
  /** One at a time, over an open channel. `secret` is copied into the sealed message; the copy is wiped. */
  ask(request: Asked, secret?: Bytes): Promise<Result<unknown, AskError>>;
  /** A frame that came; whatever it is. */
  receive(frame: Bytes): void;
  /** The channel cannot be used any more: what is under way fails with this. */
  drop(error: StationError): void;
}

type Handshake = {
  pending: PendingHandshake;
  settle(result: Result<BridgeWelcome, StationError>): void;
};
type Session = { sessionId: Bytes; channel: SecureChannel; lastId: number };
type Outstanding = {
  id: number;
  settle(result: Result<unknown, AskError>): void;
  /** Starts the time that the answer has anew. */
  allow(delayMs: number): void;
  usualMs: number;
};

/**
 * | app                        | bridge                     | on failure                                     |
 * |----------------------------|----------------------------|------------------------------------------------|
 * | hello (Noise message 1)    | welcome (Noise message 2)  | silence: BridgeSilent; altered: ChannelBroken  |
 * | request                    | waiting…, answer, failure  | silence: BridgeSilent, and the channel goes    |
 * |                            | cardChanged, pairingEnded  | unasked                                        |
 */
export function createBridgeTalk(deps: TalkDeps): BridgeTalk {
  let handshake: Handshake | undefined;
  let session: Session | undefined;
  let outstanding: Outstanding | undefined;

  async function begin(): Promise<Result<BridgeWelcome, StationError>> {
    drop({ type: 'ChannelBroken' });
    const pending = await deps.start(encodeMessage(deps.hello));
    return new Promise((resolve) => {
      const mine: Handshake = {
        pending,
        settle(result) {
          stop();
          if (handshake === mine) handshake = undefined;
          resolve(result);
        },
      };
      const stop = deps.timer.after(HANDSHAKE_MS, () => mine.settle(err({ type: 'BridgeSilent' })));
      handshake?.settle(err({ type: 'ChannelBroken' }));
      handshake = mine;
      void deps.send(pending.frame).then((sent) => {
        if (!sent.ok) mine.settle(sent);
      });
    });
  }

  async function onWelcome(mine: Handshake, frame: Bytes): Promise<void> {
    const finished = await mine.pending.finish(frame);
    // malformed or repeated: not the reply; it may still come
    if (!finished.ok && finished.error.type !== 'broken') return;
    if (handshake !== mine) return;
    if (!finished.ok) return mine.settle(err({ type: 'ChannelBroken' }));
    const welcome = welcomeIn(finished.value.payload, deps.hello.origin);
    if (welcome.ok) {
      session = { sessionId: mine.pending.sessionId, channel: finished.value.channel, lastId: 0 };
      deps.onChannel();
    }
    mine.settle(welcome);
  }

  async function ask(request: Asked, secret?: Bytes): Promise<Result<unknown, AskError>> {
    const mine = session;
    if (!mine) return err({ type: 'ChannelBroken' });
    const id = ++mine.lastId;
    const frame = await sealed(mine.channel, { ...request, id }, secret);
    if (session !== mine) return err({ type: 'ChannelBroken' });
    const answer = await new Promise<Result<unknown, AskError>>((resolve) => {
      const asked = waitFor(id, ANSWER_MS[request.verb], resolve);
      outstanding = asked;
      void deps.send(frame).then((sent) => {
        if (!sent.ok) asked.settle(sent);
      });
    });
    deps.onWaiting(undefined);
    // what was lost or is late leaves the two sides at odds: the next request begins anew
    if (!answer.ok && LOST.includes(answer.error.type) && session === mine) drop({ type: 'ChannelBroken' });
    return answer;
  }

  function waitFor(id: number, usualMs: number, resolve: Outstanding['settle']): Outstanding {
    let stop: () => void = () => undefined;
    const mine: Outstanding = {
      id,
      usualMs,
      settle(result) {
        stop();
        if (outstanding === mine) outstanding = undefined;
        resolve(result);
      },
      allow(delayMs) {
        stop();
        stop = deps.timer.after(delayMs, () => mine.settle(err({ type: 'BridgeSilent' })));
      },
    };
    mine.allow(usualMs);
    return mine;
  }

  function drop(error: StationError): void {
    const had = session !== undefined;
    session = undefined;
    handshake?.settle(err(error));
    outstanding?.settle(err(error));
    if (had) deps.onChannel();
  }

  function onRefuse({ sessionId, code }: Extract<FrameHead, { type: 'refuse' }>): void {
    if (handshake && equalBytes(handshake.pending.sessionId, sessionId))
      return handshake.settle(err(BRIDGE_REFUSALS[code]));
    if (!session || !equalBytes(session.sessionId, sessionId)) return;
    if (code === 'sessionUnknown') outstanding?.settle(err({ type: 'SessionUnknown' }));
    drop(BRIDGE_REFUSALS[code]);
  }

  async function onMessageFrame(mine: Session, frame: Bytes): Promise<void> {
    const opened = await mine.channel.open(frame);
    if (session !== mine) return;
    if (!opened.ok) {
      // anything else is an old frame, or one of another session
      if (opened.error.type === 'broken') drop({ type: 'ChannelBroken' });
      return;
    }
    const decoded = decodeMessage(opened.value);
    const message = decoded.ok ? bridgeMessage.safeParse(decoded.value.json) : undefined;
    if (!message?.success) return drop({ type: 'BridgeVersion' });
    onMessage(message.data);
  }

  function onMessage(message: BridgeMessage): void {
    if (message.kind === 'cardChanged' || message.kind === 'pairingEnded') return deps.onEvent(message);
    // late: its question was given up
    if (message.id !== outstanding?.id) return;
    if (message.kind === 'answer') return outstanding.settle(ok(message.value));
    if (message.kind === 'failure') return outstanding.settle(err(fromPlain(message.error)));
    const wait = waitOf(message);
    outstanding.allow(wait ? WAITING_MS : outstanding.usualMs);
    deps.onWaiting(wait);
  }

  const receive = serially(async (frame: Bytes): Promise<void> => {
    const head = frameType(frame);
    if (!head) return;
    if (head.type === 'refuse') onRefuse(head);
    else if (head.type === 'message') await (session && onMessageFrame(session, frame));
    else await (handshake && onWelcome(handshake, frame));
  });

  return { channel: () => session?.channel, begin, ask, drop, receive: (frame) => void receive(frame) };
}

/** After these nobody knows whether the bridge got the message, and its counter may be behind ours. */
const LOST: readonly AskError['type'][] = ['BridgeSilent', 'BridgeAway', 'RelayAway'];

async function sealed(
  channel: SecureChannel,
  request: BridgeRequest,
  secret: Bytes | undefined,
): Promise<Bytes> {
  const plaintext = encodeMessage(request, secret);
  try {
    return await channel.seal(plaintext);
  } finally {
    plaintext.fill(0);
  }
}

function welcomeIn(payload: Bytes, origin: string): Result<BridgeWelcome, StationError> {
  const decoded = decodeMessage(payload);
  const welcome = decoded.ok ? bridgeWelcome.safeParse(decoded.value.json) : undefined;
  if (!welcome?.success || welcome.data.version !== BRIDGE_VERSION) return err({ type: 'BridgeVersion' });
  return welcome.data.origin === origin ? ok(welcome.data) : err({ type: 'OriginMismatch' });
}

function waitOf({
  waitingFor,
  digits,
}: Extract<BridgeMessage, { kind: 'waiting' }>): StationWait | undefined {
  if (waitingFor === 'nothing') return undefined;
  return waitingFor === 'acceptance' ? { type: waitingFor, digits: digits ?? '' } : { type: waitingFor };
}
