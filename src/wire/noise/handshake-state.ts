import type { Bytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import { type CipherState } from './cipher-state.ts';
import { diffieHellman, type KeyPair } from './key-pair.ts';
import type { NoiseError } from './errors.ts';
import type { DhToken, Pattern, Role, Token } from './patterns.ts';
import {
  mixHash,
  mixKey,
  mixKeyAndHash,
  split,
  type SymmetricState,
  symmetricState,
} from './symmetric-state.ts';

/** What one side brings to a handshake. */
export type HandshakeSetup = {
  readonly pattern: Pattern;
  readonly role: Role;
  readonly prologue: Uint8Array;
  readonly localStatic: KeyPair;
  /** The other's static key, where the pattern supposes it known. */
  readonly remoteStatic: Bytes | undefined;
  /** 32 bytes, where the pattern has one. */
  readonly psk: Bytes | undefined;
  readonly generateEphemeral: () => Promise<KeyPair>;
};

/**
 * HandshakeState (Noise §5.3) as a value. A message that was not accepted changes nothing; whether the handshake may go
 * on after it is for the caller to decide.
 */
export type HandshakeState = Omit<HandshakeSetup, 'prologue'> & {
  readonly localEphemeral: KeyPair | undefined;
  readonly remoteEphemeral: Bytes | undefined;
  readonly symmetric: SymmetricState;
  /** How many messages went by. */
  readonly turn: number;
};

/** Initialize: the prologue, then the static keys known beforehand. */
export async function handshakeState({ prologue, ...setup }: HandshakeSetup): Promise<HandshakeState> {
  let symmetric = await mixHash(await symmetricState(setup.pattern.protocolName), prologue);
  for (const owner of setup.pattern.knownStatics)
    symmetric = await mixHash(
      symmetric,
      owner === setup.role ? setup.localStatic.publicKey : present(setup.remoteStatic),
    );
  return { ...setup, symmetric, localEphemeral: undefined, remoteEphemeral: undefined, turn: 0 };
}

/** The tokens of the message that is due. Throws where it is not this side's turn: a bug of the caller. */
export function tokensFor(state: HandshakeState, act: 'write' | 'read'): readonly Token[] {
  const tokens = state.pattern.messages[state.turn];
  const mine = state.turn % 2 === (state.role === 'initiator' ? 0 : 1);
  if (!tokens || mine !== (act === 'write')) throw new Error('not the turn of this side');
  return tokens;
}

/** Mixes an ephemeral public key in, sent or received; where there is a pre-shared key, as key material too (§9.2). */
export async function mixEphemeral(state: HandshakeState, publicKey: Bytes): Promise<SymmetricState> {
  const hashed = await mixHash(state.symmetric, publicKey);
  return state.psk ? mixKey(hashed, publicKey) : hashed;
}

/** The tokens that send nothing: a shared secret or the pre-shared key is mixed in. */
export async function mixSecret(
  state: HandshakeState,
  token: DhToken | 'psk',
): Promise<Result<HandshakeState, NoiseError>> {
  if (token === 'psk')
    return ok({ ...state, symmetric: await mixKeyAndHash(state.symmetric, present(state.psk)) });
  const { local, remote } = dhKeys(state, token);
  const secret = await diffieHellman(local.privateKey, remote);
  if (!secret.ok) return secret;
  return ok({ ...state, symmetric: await mixKey(state.symmetric, secret.value) });
}

/** The first letter of a token names the initiator's key, the second the responder's (§7.1). */
function dhKeys(state: HandshakeState, token: DhToken): { local: KeyPair; remote: Bytes } {
  const [initiators, responders] = token;
  const [mine, others] = state.role === 'initiator' ? [initiators, responders] : [responders, initiators];
  return {
    local: mine === 'e' ? present(state.localEphemeral) : state.localStatic,
    remote: present(others === 'e' ? state.remoteEphemeral : state.remoteStatic),
  };
}

/** After the last message: the cipher of each direction, and the hash that names this handshake (§11.2). */
export async function finishHandshake(
  state: HandshakeState,
): Promise<{ send: CipherState; receive: CipherState; handshakeHash: Bytes }> {
  if (state.turn !== state.pattern.messages.length) throw new Error('the handshake is not over');
  const [initiators, responders] = await split(state.symmetric);
  const handshakeHash = state.symmetric.hash;
  return state.role === 'initiator'
    ? { send: initiators, receive: responders, handshakeHash }
    : { send: responders, receive: initiators, handshakeHash };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the pattern asks for a key that is not there');
  return value;
}
