import { type Bytes, concat, equalBytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { type CipherState, decryptWithAd, encryptWithAd, TAG_BYTES } from '../noise/cipher-state.ts';
import { MAX_FRAME_BYTES } from '../relay.ts';
import { frameBody, frameHead, frameType, SESSION_ID_BYTES } from './frames.ts';
import { serially } from './serially.ts';

/**
 * `repeated`: an old counter, to be ignored. `malformed`: no frame of this session, to be ignored. `broken`: altered,
 * or something before it is missing: the channel is dead and opens nothing any more; begin a new session.
 */
export type ChannelError = { type: 'repeated' } | { type: 'broken' } | { type: 'malformed' };

/** Both ends of a finished handshake hold one. Each direction has its own key; calls are served in their order. */
export interface SecureChannel {
  /** The same on both sides, and on no other channel (Noise §11.2). */
  readonly handshakeHash: Bytes;
  /**
   * Whether the other side has proved itself in this very session. The app's channel is from the start; the bridge's
   * only after the first message that opened: before it, act on nothing and replace no older session.
   */
  readonly confirmed: boolean;
  /** Whether `open` gave `broken` once. `seal` still works then, so that no caller has to expect it to fail. */
  readonly broken: boolean;
  /**
   * A frame of type `message`. At most MAX_PLAINTEXT_BYTES, and MAX_MESSAGES in all; more throws. Keeps no copy of the
   * plaintext, which may be wiped once the promise is settled.
   */
  seal(plaintext: Uint8Array): Promise<Bytes>;
  open(frame: Uint8Array): Promise<Result<Bytes, ChannelError>>;
}

/** Body of a message: counter (4, big endian, in clear: the Noise nonce of this message) ‖ sealed bytes. */
const COUNTER_BYTES = 4;
const OVERHEAD_BYTES =
  frameHead('message', new Uint8Array(SESSION_ID_BYTES)).length + COUNTER_BYTES + TAG_BYTES;
export const MAX_PLAINTEXT_BYTES = MAX_FRAME_BYTES - OVERHEAD_BYTES;
/** In each direction: where the counter would repeat, the channel ends. NIST SP 800-38D §8.3 allows as many. */
export const MAX_MESSAGES = 2 ** 32 - 1;

/** The channel of a handshake that is over. */
export function secureChannel(session: {
  sessionId: Bytes;
  send: CipherState;
  receive: CipherState;
  handshakeHash: Bytes;
  confirmed: boolean;
}): SecureChannel {
  const receiver = receiving(session);
  return {
    handshakeHash: session.handshakeHash,
    get confirmed() {
      return receiver.state.confirmed;
    },
    get broken() {
      return receiver.state.broken;
    },
    seal: sealing(session),
    open: receiver.open,
  };
}

function sealing({ sessionId, send }: { sessionId: Bytes; send: CipherState }): SecureChannel['seal'] {
  let cipher = send;
  return serially(async (plaintext: Uint8Array) => {
    if (plaintext.length > MAX_PLAINTEXT_BYTES) throw new Error('too long for a frame');
    if (cipher.nonce >= MAX_MESSAGES) throw new Error('too many messages for one channel');
    const head = messageHead(sessionId, Number(cipher.nonce));
    const sealed = await encryptWithAd(cipher, head, plaintext);
    cipher = sealed.state;
    return concat(head, sealed.ciphertext);
  });
}

function receiving(session: { sessionId: Bytes; receive: CipherState; confirmed: boolean }) {
  const state = { cipher: session.receive, confirmed: session.confirmed, broken: false };
  const open = serially(async (frame: Uint8Array): Promise<Result<Bytes, ChannelError>> => {
    const opened = await openMessage(session.sessionId, state, frame);
    if (!opened.ok) {
      if (opened.error.type === 'broken') state.broken = true;
      return opened;
    }
    state.cipher = opened.value.state;
    state.confirmed = true;
    return ok(opened.value.plaintext);
  });
  return { state, open };
}

async function openMessage(
  sessionId: Bytes,
  { cipher, broken }: { cipher: CipherState; broken: boolean },
  frame: Uint8Array,
): Promise<Result<{ state: CipherState; plaintext: Bytes }, ChannelError>> {
  if (broken) return err({ type: 'broken' });
  const body = messageBody(sessionId, frame);
  if (!body) return err({ type: 'malformed' });
  const counter = new DataView(body.buffer).getUint32(0);
  if (counter < cipher.nonce) return err({ type: 'repeated' });
  if (counter > cipher.nonce || counter >= MAX_MESSAGES) return err({ type: 'broken' });
  const opened = await decryptWithAd(cipher, messageHead(sessionId, counter), body.subarray(COUNTER_BYTES));
  return opened.ok ? opened : err({ type: 'broken' });
}

/** Undefined where the frame is not a message of this session, or too short for one. */
function messageBody(sessionId: Bytes, frame: Uint8Array): Bytes | undefined {
  const head = frameType(frame);
  if (head?.type !== 'message' || !equalBytes(head.sessionId, sessionId)) return undefined;
  const body = frameBody(frame);
  return body.length >= COUNTER_BYTES + TAG_BYTES ? body : undefined;
}

/** All that stands in clear; it is the associated data of the seal. */
function messageHead(sessionId: Bytes, counter: number): Bytes {
  const bytes = new Uint8Array(COUNTER_BYTES);
  new DataView(bytes.buffer).setUint32(0, counter);
  return concat(frameHead('message', sessionId), bytes);
}
