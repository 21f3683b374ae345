import type { Bytes } from '#base/bytes.ts';
import { toBase64Url, utf8, fromUtf8 } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { ok, type Result } from '#base/result.ts';
import type { Place } from './associated-data.ts';
import { openBytes, sealBytes, type Envelope, type SealingKey } from './envelope.ts';
import type { VaultError } from './errors.ts';
import type { DeriveKey } from './passphrase.ts';
import type { UnlockWay, VaultRecord, WayChallenge } from './vault-record.ts';
import { makeWayKeys, sealToWay } from './way-keys.ts';
import { keyOfSecret, type WaySecret } from './way-secret.ts';

/** What a new way is asked with, and its secret as it was just given. */
export type NewWay = { challenge: WayChallenge; secret: WaySecret; id?: string };
type Vault = { vaultId: string; generation: number; raw: Bytes };
type WayDeps = { random: Random; deriveKey: DeriveKey; now?: () => number };

export async function makeWay(
  deps: WayDeps,
  { vaultId, generation, raw }: Vault,
  { challenge, secret, id = deps.random.uuid() }: NewWay,
): Promise<Result<UnlockWay, VaultError>> {
  const { random, deriveKey } = deps;
  const secretKey = await keyOfSecret({ deriveKey, vaultId, challenge, secret });
  if (!secretKey.ok) return secretKey;
  const keys = await makeWayKeys({ vaultId, id, secretKey: secretKey.value, random }, challenge);
  const { publicKey } = keys;
  const sealed = await sealToWay({ vaultId, id, generation, publicKey, random }, raw);
  return ok({ ...challenge, id, addedAt: deps.now?.() ?? 0, ...keys, ...sealed });
}

const ROSTER_PLACE: Place = { store: 'vault', row: 'roster', dossier: '' };

/** Public keys by way, sealed: only who had the vault open can have named them. */
export const sealRoster = (
  random: Random,
  vaultId: string,
  key: SealingKey,
  ways: readonly UnlockWay[],
): Promise<Envelope> => sealBytes({ vaultId, key, place: ROSTER_PLACE, random }, utf8(rosterOf(ways)));

/** False where a way stands in the record that nobody with the vault open put there. */
export async function rosterHolds(
  { vaultId, roster }: VaultRecord,
  key: SealingKey,
  ways: readonly UnlockWay[],
): Promise<boolean> {
  if (!roster) return ways.length === 0;
  const opened = await openBytes({ vaultId, key, place: ROSTER_PLACE }, roster);
  return opened.ok && fromUtf8(opened.value) === rosterOf(ways);
}

const rosterOf = (ways: readonly UnlockWay[]): string =>
  JSON.stringify(ways.map(({ id, publicKey }) => [id, toBase64Url(publicKey)]));

/** The ways with the new vault key sealed to each. */
export const resealed = (
  random: Random,
  { vaultId, generation, raw }: Vault,
  ways: readonly UnlockWay[],
): Promise<UnlockWay[]> =>
  Promise.all(
    ways.map(async (way) => ({
      ...way,
      ...(await sealToWay({ vaultId, generation, random, id: way.id, publicKey: way.publicKey }, raw)),
    })),
  );
