import { equalBytes, fromBase64Url, toBase64Url } from '#base/bytes.ts';
import { diffieHellman, generateKeyPair, KEY_BYTES, type KeyPair } from '../noise/key-pair.ts';

/** The lasting X25519 pair of one side: the bridge's own, or the one that an app made for one bridge. */
export type ChannelKeys = KeyPair;

/** As a bridge keeps them in its state file: 32 bytes each, base64url. */
export type StoredChannelKeys = { publicKey: string; privateKey: string };

/** Not extractable unless asked: in a browser the private key then never leaves WebCrypto. */
export const generateChannelKeys = (options: { extractable?: boolean } = {}): Promise<ChannelKeys> =>
  generateKeyPair({ extractable: options.extractable ?? false });

/** Only for extractable keys; of others WebCrypto throws. */
export async function exportChannelKeys(keys: ChannelKeys): Promise<StoredChannelKeys> {
  const { d } = await crypto.subtle.exportKey('jwk', keys.privateKey);
  if (d === undefined) throw new Error('a private key has d (RFC 8037 §2)');
  return { publicKey: toBase64Url(keys.publicKey), privateKey: d };
}

/** Undefined where the file was damaged: not keys, or two halves that do not belong together. */
export async function importChannelKeys(
  stored: StoredChannelKeys,
  options: { extractable?: boolean } = {},
): Promise<ChannelKeys | undefined> {
  const publicKey = fromBase64Url(stored.publicKey);
  if (publicKey?.length !== KEY_BYTES) return undefined;
  const privateKey = await importPrivateKey(stored, options.extractable ?? false);
  if (!privateKey) return undefined;
  const keys = { publicKey, privateKey };
  return (await belongTogether(keys)) ? keys : undefined;
}

async function importPrivateKey(
  { publicKey: x, privateKey: d }: StoredChannelKeys,
  extractable: boolean,
): Promise<CryptoKey | undefined> {
  const jwk = { kty: 'OKP', crv: 'X25519', x, d };
  try {
    return await crypto.subtle.importKey('jwk', jwk, { name: 'X25519' }, extractable, ['deriveBits']);
  } catch {
    return undefined;
  }
}

/** Not every implementation compares the two halves of a JWK: a third pair must meet both on the same secret. */
async function belongTogether(keys: ChannelKeys): Promise<boolean> {
  const third = await generateKeyPair({ extractable: false });
  const seen = await diffieHellman(third.privateKey, keys.publicKey);
  const held = await diffieHellman(keys.privateKey, third.publicKey);
  return seen.ok && held.ok && equalBytes(seen.value, held.value);
}
