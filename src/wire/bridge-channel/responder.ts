import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result, unwrap } from '#base/result.ts';
import { readMessage, writeMessage } from '../noise/handshake-message.ts';
import { finishHandshake, type HandshakeState, handshakeState } from '../noise/handshake-state.ts';
import { PATTERNS } from '../noise/patterns.ts';
import { type ChannelError, type SecureChannel, secureChannel } from './channel.ts';
import { frameBody, frameOf, frameType } from './frames.ts';
import { channelErrorOf, generateEphemeral, PROLOGUE } from './handshake.ts';
import type { ChannelKeys } from './keys.ts';
import { pairingPsk } from './link.ts';

/**
 * The first message of an app, opened. What it says is **not proved yet**: in a pairing the secret enters with message 2
 * only, and a session's first message can be an old one played again. So look at the payload, answer, and act on
 * nothing until `channel.confirmed`: that is, until a first message of the app was opened.
 */
export type OpenedHello = {
  /** 32 bytes: the app's public key. */
  appKey: Bytes;
  payload: Bytes;
  /** The frame to send, and the channel that it opens; once a hello. */
  reply(payload: Bytes): Promise<{ frame: Bytes; channel: SecureChannel }>;
};

/** `malformed`: no such frame. `broken`: altered, not meant for this bridge, or not from this app. */
export async function answerPairing(
  deps: { keys: ChannelKeys; secret: Bytes },
  frame: Uint8Array,
): Promise<Result<OpenedHello, ChannelError>> {
  const start = await handshakeState({
    pattern: PATTERNS.IKpsk2,
    role: 'responder',
    prologue: PROLOGUE,
    localStatic: deps.keys,
    remoteStatic: undefined,
    psk: await pairingPsk(deps.secret),
    generateEphemeral,
  });
  return openHello(start, { hello: 'pairHello', welcome: 'pairWelcome' }, frame);
}

/** `appKey`: of the pairing that the relay names as the sender; where that is a lie, the result is `broken`. */
export async function answerSession(
  deps: { keys: ChannelKeys; appKey: Bytes },
  frame: Uint8Array,
): Promise<Result<OpenedHello, ChannelError>> {
  const start = await handshakeState({
    pattern: PATTERNS.KK,
    role: 'responder',
    prologue: PROLOGUE,
    localStatic: deps.keys,
    remoteStatic: deps.appKey,
    psk: undefined,
    generateEphemeral,
  });
  return openHello(start, { hello: 'hello', welcome: 'welcome' }, frame);
}

async function openHello(
  start: HandshakeState,
  types: { hello: 'pairHello' | 'hello'; welcome: 'pairWelcome' | 'welcome' },
  frame: Uint8Array,
): Promise<Result<OpenedHello, ChannelError>> {
  const head = frameType(frame);
  if (head?.type !== types.hello) return err({ type: 'malformed' });
  const read = await readMessage(start, frameBody(frame));
  if (!read.ok) return err(channelErrorOf(read.error));
  const { state, payload } = read.value;
  if (!state.remoteStatic) throw new Error('message 1 names the app');
  return ok({ appKey: state.remoteStatic, payload, reply: replying(state, types.welcome, head.sessionId) });
}

function replying(
  opened: HandshakeState,
  welcome: 'pairWelcome' | 'welcome',
  sessionId: Bytes,
): OpenedHello['reply'] {
  return async (payload) => {
    // cannot fail: whatever key of the app is of low order was met, and refused, in message 1
    const { state, message } = unwrap(await writeMessage(opened, payload));
    const channel = secureChannel({ sessionId, ...(await finishHandshake(state)), confirmed: false });
    return { frame: frameOf(welcome, sessionId, message), channel };
  };
}
