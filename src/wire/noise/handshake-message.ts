import { type Bytes, concat } from '#base/bytes.ts';
import { err, ok, type Result, unreachable } from '#base/result.ts';
import { MAX_NOISE_BYTES, TAG_BYTES } from './cipher-state.ts';
import type { NoiseError } from './errors.ts';
import { type HandshakeState, mixEphemeral, mixSecret, tokensFor } from './handshake-state.ts';
import { KEY_BYTES } from './key-pair.ts';
import type { Token } from './patterns.ts';
import { decryptAndHash, encryptAndHash } from './symmetric-state.ts';

type Written = { readonly state: HandshakeState; readonly message: Bytes };
type Read = { readonly state: HandshakeState; readonly rest: Bytes };

/** WriteMessage (Noise §5.3). Fails only where a key of the other side is of low order. */
export async function writeMessage(
  start: HandshakeState,
  payload: Uint8Array,
): Promise<Result<Written, NoiseError>> {
  let written: Written = { state: start, message: new Uint8Array(0) };
  for (const token of tokensFor(start, 'write')) {
    const next = await writeToken(written.state, token);
    if (!next.ok) return next;
    written = { state: next.value.state, message: concat(written.message, next.value.message) };
  }
  const { state: symmetric, sealed } = await encryptAndHash(written.state.symmetric, payload);
  const message = concat(written.message, sealed);
  if (message.length > MAX_NOISE_BYTES) throw new Error('too long for a Noise message');
  return ok({ state: { ...written.state, symmetric, turn: start.turn + 1 }, message });
}

async function writeToken(state: HandshakeState, token: Token): Promise<Result<Written, NoiseError>> {
  switch (token) {
    case 'e': {
      const localEphemeral = await state.generateEphemeral();
      const symmetric = await mixEphemeral(state, localEphemeral.publicKey);
      return ok({ state: { ...state, localEphemeral, symmetric }, message: localEphemeral.publicKey });
    }
    case 's': {
      const { state: symmetric, sealed } = await encryptAndHash(state.symmetric, state.localStatic.publicKey);
      return ok({ state: { ...state, symmetric }, message: sealed });
    }
    case 'ee':
    case 'es':
    case 'se':
    case 'ss':
    case 'psk': {
      const mixed = await mixSecret(state, token);
      return mixed.ok ? ok({ state: mixed.value, message: new Uint8Array(0) }) : mixed;
    }
    default:
      return unreachable(token);
  }
}

/** ReadMessage (Noise §5.3). */
export async function readMessage(
  start: HandshakeState,
  message: Bytes,
): Promise<Result<{ state: HandshakeState; payload: Bytes }, NoiseError>> {
  const tokens = tokensFor(start, 'read');
  if (message.length > MAX_NOISE_BYTES) return err({ type: 'malformed' });
  let read: Read = { state: start, rest: message };
  for (const token of tokens) {
    const next = await readToken(read, token);
    if (!next.ok) return next;
    read = next.value;
  }
  const opened = await decryptAndHash(read.state.symmetric, read.rest);
  if (!opened.ok) return opened;
  const { state: symmetric, plaintext: payload } = opened.value;
  return ok({ state: { ...read.state, symmetric, turn: start.turn + 1 }, payload });
}

async function readToken({ state, rest }: Read, token: Token): Promise<Result<Read, NoiseError>> {
  switch (token) {
    case 'e':
      return readEphemeral({ state, rest });
    case 's':
      return readStatic({ state, rest });
    case 'ee':
    case 'es':
    case 'se':
    case 'ss':
    case 'psk': {
      const mixed = await mixSecret(state, token);
      return mixed.ok ? ok({ state: mixed.value, rest }) : mixed;
    }
    default:
      return unreachable(token);
  }
}

async function readEphemeral({ state, rest }: Read): Promise<Result<Read, NoiseError>> {
  if (rest.length < KEY_BYTES) return err({ type: 'malformed' });
  const remoteEphemeral = rest.slice(0, KEY_BYTES);
  const symmetric = await mixEphemeral(state, remoteEphemeral);
  return ok({ state: { ...state, remoteEphemeral, symmetric }, rest: rest.subarray(KEY_BYTES) });
}

async function readStatic({ state, rest }: Read): Promise<Result<Read, NoiseError>> {
  const length = state.symmetric.cipher ? KEY_BYTES + TAG_BYTES : KEY_BYTES;
  if (rest.length < length) return err({ type: 'malformed' });
  const opened = await decryptAndHash(state.symmetric, rest.subarray(0, length));
  if (!opened.ok) return opened;
  const { state: symmetric, plaintext: remoteStatic } = opened.value;
  return ok({ state: { ...state, symmetric, remoteStatic }, rest: rest.subarray(length) });
}
