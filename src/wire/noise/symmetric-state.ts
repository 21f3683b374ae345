import { type Bytes, concat, sha256, utf8 } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';
import { type CipherState, cipherState, decryptWithAd, encryptWithAd } from './cipher-state.ts';
import type { NoiseError } from './errors.ts';
import { ownBytes } from './own-bytes.ts';

/** HASHLEN of SHA256 (Noise §12.5). */
const HASH_BYTES = 32;

/** SymmetricState (Noise §5.2) as a value. `cipher` is undefined until the first key is mixed in. */
export type SymmetricState = {
  readonly chainingKey: Bytes;
  /** Of all that was said so far: both sides hold the same, or the handshake fails. */
  readonly hash: Bytes;
  readonly cipher: CipherState | undefined;
};

/** InitializeSymmetric: a name of at most 32 bytes is padded with zeros, a longer one is hashed. */
export async function symmetricState(protocolName: string): Promise<SymmetricState> {
  const name = utf8(protocolName);
  const hash =
    name.length <= HASH_BYTES ? concat(name, new Uint8Array(HASH_BYTES - name.length)) : await sha256(name);
  return { chainingKey: hash, hash, cipher: undefined };
}

export async function mixHash(state: SymmetricState, data: Uint8Array): Promise<SymmetricState> {
  return { ...state, hash: await sha256(state.hash, data) };
}

export async function mixKey(state: SymmetricState, material: Bytes): Promise<SymmetricState> {
  const [chainingKey, key] = await derive(state.chainingKey, material, 2);
  return { ...state, chainingKey: part(chainingKey), cipher: await cipherState(part(key)) };
}

/** MixKeyAndHash: for pre-shared keys (§9.1). */
export async function mixKeyAndHash(state: SymmetricState, material: Bytes): Promise<SymmetricState> {
  const [chainingKey, hashed, key] = await derive(state.chainingKey, material, 3);
  const mixed = await mixHash({ ...state, chainingKey: part(chainingKey) }, part(hashed));
  return { ...mixed, cipher: await cipherState(part(key)) };
}

/** EncryptAndHash: as it is while there is no key yet. */
export async function encryptAndHash(
  state: SymmetricState,
  plaintext: Uint8Array,
): Promise<{ state: SymmetricState; sealed: Bytes }> {
  if (!state.cipher) return { state: await mixHash(state, plaintext), sealed: new Uint8Array(plaintext) };
  const { state: cipher, ciphertext } = await encryptWithAd(state.cipher, state.hash, plaintext);
  return { state: await mixHash({ ...state, cipher }, ciphertext), sealed: ciphertext };
}

/** DecryptAndHash. */
export async function decryptAndHash(
  state: SymmetricState,
  sealed: Uint8Array,
): Promise<Result<{ state: SymmetricState; plaintext: Bytes }, NoiseError>> {
  if (!state.cipher) return ok({ state: await mixHash(state, sealed), plaintext: new Uint8Array(sealed) });
  const opened = await decryptWithAd(state.cipher, state.hash, sealed);
  if (!opened.ok) return opened;
  const { state: cipher, plaintext } = opened.value;
  return ok({ state: await mixHash({ ...state, cipher }, sealed), plaintext });
}

/** Split: the key of the initiator's messages, then that of the responder's. */
export async function split(state: SymmetricState): Promise<readonly [CipherState, CipherState]> {
  const [first, second] = await derive(state.chainingKey, new Uint8Array(0), 2);
  return [await cipherState(part(first)), await cipherState(part(second))];
}

/**
 * HKDF (Noise §4.3): its outputs follow each other exactly as those of RFC 5869 with the chaining key as salt and no
 * info, which WebCrypto computes in one call.
 */
async function derive(chainingKey: Bytes, material: Bytes, outputs: 2 | 3): Promise<Bytes[]> {
  const key = await crypto.subtle.importKey('raw', ownBytes(material), 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: chainingKey, info: new Uint8Array(0) };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 8 * HASH_BYTES * outputs));
  return Array.from({ length: outputs }, (_, i) => bits.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

function part(bytes: Bytes | undefined): Bytes {
  if (!bytes) throw new Error('HKDF gave too few outputs');
  return bytes;
}
