import { type Bytes, concat, utf8 } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Place } from './associated-data.ts';
import type { SealingKey } from './envelope.ts';
import type { VaultError } from './errors.ts';
import { importKey } from './key-ring.ts';
import { acceptableParams, passphraseBytes, type DeriveKey } from './passphrase.ts';
import type { OldPassphraseWay, UnlockWay, WayChallenge } from './vault-record.ts';

/**
 * What somebody who unlocks brings. `output` of a passkey: 32 bytes of its PRF (Web Authentication Level 3, §10.1.4); of
 * a card: 32 bytes derived from its signature, mixed with `deviceSecret`. Bytes are wiped by whoever made them.
 */
export type WaySecret =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'passkey'; readonly wayId: string; readonly output: Bytes }
  | {
      readonly kind: 'card';
      readonly wayId: string;
      readonly output: Bytes;
      readonly deviceSecret: CryptoKey;
    };

/** Labels say what a derivation is for: the same output never serves for two things. */
const PASSKEY_LABEL = 'relais-vault-passkey-v1\0';
const CARD_LABEL = 'relais-vault-card-v1\0';

type Input = { deriveKey: DeriveKey; vaultId: string; challenge: WayChallenge; secret: WaySecret };

/** The key that a secret gives for a way; an error where the way is of another kind, or its parameters are damage. */
export async function keyOfSecret({
  deriveKey,
  vaultId,
  challenge,
  secret,
}: Input): Promise<Result<SealingKey, VaultError>> {
  const raw = await rawKey(deriveKey, vaultId, challenge, secret);
  if (!raw.ok) return raw;
  const key = await importKey(raw.value);
  raw.value.fill(0);
  return ok({ id: challenge.kind, generation: 1, key });
}

async function rawKey(
  deriveKey: DeriveKey,
  vaultId: string,
  challenge: WayChallenge,
  secret: WaySecret,
): Promise<Result<Bytes, VaultError>> {
  if (challenge.kind === 'passphrase' && secret.kind === 'passphrase') {
    const { salt, params } = challenge;
    if (!acceptableParams(params)) return err({ type: 'VaultDamaged' });
    const bytes = passphraseBytes(secret.passphrase);
    // a passphrase that was never accepted is a wrong one: its length is no news to who guesses
    if (!bytes.ok) return err({ type: 'WrongPassphrase' });
    const derived = await deriveKey({ passphrase: bytes.value, salt, params });
    bytes.value.fill(0);
    return ok(derived);
  }
  if (challenge.kind === 'passkey' && secret.kind === 'passkey')
    return ok(await derive(secret.output, challenge.salt, utf8(PASSKEY_LABEL + vaultId)));
  if (challenge.kind === 'card' && secret.kind === 'card') {
    const mixed = await withDeviceSecret(secret.deviceSecret, secret.output);
    const derived = await derive(mixed, challenge.salt, utf8(CARD_LABEL + vaultId));
    mixed.fill(0);
    return ok(derived);
  }
  return err({ type: 'WrongKey' });
}

/** HKDF-SHA-256 (RFC 5869), 32 bytes. */
async function derive(input: Bytes, salt: Bytes, info: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', input, 'HKDF', false, ['deriveBits']);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, 256),
  );
}

/** HMAC-SHA-256 under a key that does not leave this browser: what the card gave opens nothing elsewhere. */
const withDeviceSecret = async (secret: CryptoKey, output: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.sign('HMAC', secret, concat(utf8(CARD_LABEL), output)));

/** What makes a way what it is stands in the place of what it seals: altered, it does not open. */
export const wayPlace = (challenge: WayChallenge | OldPassphraseWay, id = ''): Place => ({
  store: 'vault',
  row: [...describe(challenge), ...(id === '' ? [] : [id])].join('/'),
  dossier: '',
});

function describe(challenge: WayChallenge | OldPassphraseWay): string[] {
  if (challenge.kind === 'passkey') return ['passkey', challenge.credentialId];
  if (challenge.kind === 'card') return ['card', challenge.card];
  const { memoryKiB, iterations, parallelism } = challenge.params;
  return ['passphrase', `m=${memoryKiB}`, `t=${iterations}`, `p=${parallelism}`];
}

/** Whether a secret is meant for this way. Of passphrases each is tried. */
export const isFor = (secret: WaySecret, way: UnlockWay): boolean =>
  secret.kind === way.kind && (secret.kind === 'passphrase' || secret.wayId === way.id);
