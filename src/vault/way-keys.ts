import { type Bytes, concat, utf8 } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { err, type Result } from '#base/result.ts';
import type { Place } from './associated-data.ts';
import { openBytes, sealBytes, type SealingKey } from './envelope.ts';
import type { VaultError } from './errors.ts';
import { importKey } from './key-ring.ts';
import type { UnlockWay, WayChallenge } from './vault-record.ts';
import { wayPlace } from './way-secret.ts';

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const LABEL = 'relais-vault-way-v1\0';

type Sealed = Pick<UnlockWay, 'ephemeral' | 'wrappedVaultKey'>;

/** Seals the vault key to a way's public key: a pair made for this once, then HKDF, then AES-GCM. */
export async function sealToWay(
  way: { vaultId: string; id: string; generation: number; publicKey: Bytes; random: Random },
  vaultKey: Bytes,
): Promise<Sealed> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const ephemeral = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const theirs = await crypto.subtle.importKey('raw', way.publicKey, CURVE, false, []);
  const key = await sharedKey(pair.privateKey, theirs, { ...way, ephemeral });
  const { vaultId, random, id } = way;
  return {
    ephemeral,
    wrappedVaultKey: await sealBytes({ vaultId, key, place: keyPlace(id), random }, vaultKey),
  };
}

/** The raw vault key, for the caller to wipe. WrongKey where the secret was not this way's. */
export async function openByWay(
  deps: { vaultId: string; generation: number; secretKey: SealingKey },
  way: UnlockWay,
): Promise<Result<Bytes, VaultError>> {
  const { vaultId, generation, secretKey } = deps;
  const place = wayPlace(way, way.id);
  const pkcs8 = await openBytes({ vaultId, key: secretKey, place }, way.privateKey);
  if (!pkcs8.ok) return err({ type: way.kind === 'passphrase' ? 'WrongPassphrase' : 'WrongKey' });
  const keys = await importPair(pkcs8.value, way.ephemeral);
  pkcs8.value.fill(0);
  if (!keys) return err({ type: 'VaultDamaged' });
  const key = await sharedKey(keys.ours, keys.theirs, { ...way, vaultId, generation });
  const raw = await openBytes({ vaultId, key, place: keyPlace(way.id) }, way.wrappedVaultKey);
  return raw.ok && raw.value.length !== 32 ? err({ type: 'VaultDamaged' }) : raw;
}

/** A key pair whose private half only this secret opens. */
export async function makeWayKeys(
  deps: { vaultId: string; id: string; secretKey: SealingKey; random: Random },
  challenge: WayChallenge,
): Promise<Pick<UnlockWay, 'publicKey' | 'privateKey'>> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits']);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const place = wayPlace(challenge, deps.id);
  const privateKey = await sealBytes({ ...deps, key: deps.secretKey, place }, pkcs8);
  pkcs8.fill(0);
  return { publicKey, privateKey };
}

async function importPair(
  pkcs8: Bytes,
  point: Bytes,
): Promise<{ ours: CryptoKey; theirs: CryptoKey } | undefined> {
  try {
    const ours = await crypto.subtle.importKey('pkcs8', pkcs8, CURVE, false, ['deriveBits']);
    return { ours, theirs: await crypto.subtle.importKey('raw', point, CURVE, false, []) };
  } catch {
    return undefined;
  }
}

async function sharedKey(
  ours: CryptoKey,
  theirs: CryptoKey,
  { vaultId, id, generation, publicKey, ephemeral }: Named,
): Promise<SealingKey> {
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, ours, 256);
  const hkdf = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveBits']);
  new Uint8Array(shared).fill(0);
  // both halves are named: the key is of this pair and of no other
  const info = utf8(`${LABEL}${vaultId}/${id}/${generation}`);
  const salt = concat(ephemeral, publicKey);
  const bits = new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, hkdf, 256),
  );
  const key = await importKey(bits);
  bits.fill(0);
  return { id, generation, key };
}
type Named = { vaultId: string; id: string; generation: number; publicKey: Bytes; ephemeral: Bytes };

const keyPlace = (id: string): Place => ({ store: 'vault', row: `way/${id}`, dossier: '' });
