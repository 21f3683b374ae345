import { type Bytes, concat } from '#base/bytes.ts';
import { MAX_FRAME_BYTES } from '../relay.ts';

/**
 * What travels through the relay, in clear around sealed bytes:
 *
 *     version (1) ‖ type (1) ‖ session id (8) ‖ body
 */
const FRAME_VERSION = 1;
export const SESSION_ID_BYTES = 8;
const HEAD_BYTES = 2 + SESSION_ID_BYTES;

/** First byte of each type; the body of a `refuse` is one code, the other bodies are Noise messages. */
const TYPES = { pairHello: 1, pairWelcome: 2, hello: 3, welcome: 4, message: 5, refuse: 6 } as const;
const CODES = { sessionUnknown: 1, peerUnknown: 2, pairingRefused: 3, version: 4 } as const;

export type FrameType = keyof typeof TYPES;
export type RefuseCode = keyof typeof CODES;

/** A refusal bears no proof: the relay can make one. It explains a silence, and is no reason to forget a pairing. */
export type FrameHead =
  | { type: Exclude<FrameType, 'refuse'>; sessionId: Bytes }
  | { type: 'refuse'; sessionId: Bytes; code: RefuseCode };

/** The kind of a frame and the session that it claims; undefined where it is no frame of this version. */
export function frameType(frame: Uint8Array): FrameHead | undefined {
  if (frame.length <= HEAD_BYTES || frame.length > MAX_FRAME_BYTES || frame[0] !== FRAME_VERSION)
    return undefined;
  const type = nameOf(TYPES, frame[1]);
  const sessionId = new Uint8Array(frame.subarray(2, HEAD_BYTES));
  if (type !== 'refuse') return type && { type, sessionId };
  const code = frame.length === HEAD_BYTES + 1 ? nameOf(CODES, frame[HEAD_BYTES]) : undefined;
  return code && { type, sessionId, code };
}

/** What stands before the body; sealed messages are bound to it. */
export function frameHead(type: FrameType, sessionId: Uint8Array): Bytes {
  if (sessionId.length !== SESSION_ID_BYTES) throw new Error('a session id has 8 bytes');
  return concat(Uint8Array.of(FRAME_VERSION, TYPES[type]), sessionId);
}

export const frameOf = (type: FrameType, sessionId: Uint8Array, body: Uint8Array): Bytes =>
  concat(frameHead(type, sessionId), body);

export const frameBody = (frame: Uint8Array): Bytes => new Uint8Array(frame.subarray(HEAD_BYTES));

/** Says why a frame is not answered. Not authentic: see FrameHead. */
export const refuseFrame = (sessionId: Uint8Array, code: RefuseCode): Bytes =>
  frameOf('refuse', sessionId, Uint8Array.of(CODES[code]));

function nameOf<Name extends string>(
  table: Readonly<Record<Name, number>>,
  byte: number | undefined,
): Name | undefined {
  for (const name in table) if (table[name] === byte) return name;
  return undefined;
}
