import { type Bytes, equalBytes } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result, unwrap } from '#base/result.ts';
import { readMessage, writeMessage } from '../noise/handshake-message.ts';
import { finishHandshake, type HandshakeState, handshakeState } from '../noise/handshake-state.ts';
import { PATTERNS } from '../noise/patterns.ts';
import { type ChannelError, type SecureChannel, secureChannel } from './channel.ts';
import { frameBody, frameOf, frameType, SESSION_ID_BYTES } from './frames.ts';
import { channelErrorOf, generateEphemeral, PROLOGUE } from './handshake.ts';
import type { ChannelKeys } from './keys.ts';
import { pairingPsk } from './link.ts';
import { serially } from './serially.ts';

/** The first message is made; the reply of the bridge ends the handshake. */
export type PendingHandshake = {
  /** To be sent to the bridge. The relay learns nothing from it but the session id and the length. */
  frame: Bytes;
  sessionId: Bytes;
  /**
   * `malformed`: not the reply to this handshake; go on waiting. `broken`: altered, or not from this bridge, or without
   * the secret of the link; this handshake is over. `repeated`: it was finished before.
   */
  finish(reply: Uint8Array): Promise<Finished>;
};

type Finished = Result<{ channel: SecureChannel; payload: Bytes }, ChannelError>;

/**
 * The first meeting: Noise IKpsk2, the app begins. The bridge learns the app's key from it; the one-time secret of the
 * link proves each side to the other. The payload has no forward secrecy (it is sealed to the bridge's lasting key).
 * Throws for a bridge key of low order, which `parsePairingFragment` never gives.
 */
export async function startPairing(
  deps: { keys: ChannelKeys; bridgeKey: Bytes; secret: Bytes; random: Random },
  payload: Bytes,
): Promise<PendingHandshake> {
  const state = await initiate(deps, { pattern: PATTERNS.IKpsk2, psk: await pairingPsk(deps.secret) });
  return pending(state, { hello: 'pairHello', welcome: 'pairWelcome' }, deps.random, payload);
}

/** Every later meeting: Noise KK, both keys known. */
export async function startSession(
  deps: { keys: ChannelKeys; bridgeKey: Bytes; random: Random },
  payload: Bytes,
): Promise<PendingHandshake> {
  const state = await initiate(deps, { pattern: PATTERNS.KK, psk: undefined });
  return pending(state, { hello: 'hello', welcome: 'welcome' }, deps.random, payload);
}

const initiate = (
  deps: { keys: ChannelKeys; bridgeKey: Bytes },
  { pattern, psk }: { pattern: (typeof PATTERNS)['IKpsk2' | 'KK']; psk: Bytes | undefined },
): Promise<HandshakeState> =>
  handshakeState({
    pattern,
    role: 'initiator',
    prologue: PROLOGUE,
    localStatic: deps.keys,
    remoteStatic: deps.bridgeKey,
    psk,
    generateEphemeral,
  });

async function pending(
  start: HandshakeState,
  types: { hello: 'pairHello' | 'hello'; welcome: 'pairWelcome' | 'welcome' },
  random: Random,
  payload: Bytes,
): Promise<PendingHandshake> {
  const sessionId = random.bytes(SESSION_ID_BYTES);
  const { state, message } = unwrap(await writeMessage(start, payload));
  const isReply = (reply: Uint8Array) => {
    const head = frameType(reply);
    return head?.type === types.welcome && equalBytes(head.sessionId, sessionId);
  };
  return {
    frame: frameOf(types.hello, sessionId, message),
    sessionId,
    finish: finishing(state, sessionId, isReply),
  };
}

/** One reply is accepted, ever: a second channel from the same handshake would use its nonces again. */
function finishing(
  state: HandshakeState,
  sessionId: Bytes,
  isReply: (reply: Uint8Array) => boolean,
): PendingHandshake['finish'] {
  let over: ChannelError | undefined;
  return serially(async (reply: Uint8Array): Promise<Finished> => {
    if (!isReply(reply)) return err({ type: 'malformed' });
    if (over) return err(over);
    const finished = await readWelcome(state, sessionId, frameBody(reply));
    if (finished.ok) over = { type: 'repeated' };
    else if (finished.error.type === 'broken') over = finished.error;
    return finished;
  });
}

async function readWelcome(state: HandshakeState, sessionId: Bytes, message: Bytes): Promise<Finished> {
  const read = await readMessage(state, message);
  if (!read.ok) return err(channelErrorOf(read.error));
  const keys = await finishHandshake(read.value.state);
  // message 2 is sealed under secrets that only this bridge can reach, in answer to a key made for this session
  return ok({ channel: secureChannel({ sessionId, ...keys, confirmed: true }), payload: read.value.payload });
}
