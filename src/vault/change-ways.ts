import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Place } from './associated-data.ts';
import type { SealingKey } from './envelope.ts';
import type { VaultError } from './errors.ts';
import { importKey, rewrapKey } from './key-ring.ts';
import { VAULT_KEY } from './open-vault.ts';
import { OUTBOX_PLACE, vaultKeyBy, type VaultDeps } from './unlock.ts';
import { isNewWay, type RewrappedKey, type UnlockWay, type VaultRecord } from './vault-record.ts';
import type { WaySecret } from './way-secret.ts';
import { makeWay, resealed, rosterHolds, sealRoster, type NewWay } from './ways.ts';

/** What a rotation wraps anew, and where each stands (store/rewrapped-keys.ts). */
export type DossierKeys = {
  readonly rows: readonly RewrappedKey[];
  readonly placeOf: (dossierId: string) => Place;
};

/**
 * All changes of the ways need one of them once more: who finds a device unlocked adds no way of their own. Each gives a
 * record that takes the place of the old one in a single write.
 */
export async function addWay(
  deps: VaultDeps,
  record: VaultRecord,
  proof: WaySecret,
  added: NewWay,
): Promise<Result<VaultRecord, VaultError>> {
  const opened = await proven(deps, record, proof);
  if (!opened.ok) return opened;
  const { raw, key, ways } = opened.value;
  const { vaultId, generation } = record;
  const way = await makeWay(deps, { vaultId, generation, raw }, added);
  raw.fill(0);
  if (!way.ok) return way;
  const all = [...ways, way.value];
  return ok({ ...record, ways: all, roster: await sealRoster(deps.random, vaultId, key, all) });
}

/**
 * Takes a way away, or puts another in its place, and replaces the vault key: what the way once opened no longer opens
 * anything. The keys of dossiers and of the outbox are wrapped anew; what they sealed stays as it is. LastWay where none
 * would be left.
 */
export async function removeWay(
  deps: VaultDeps,
  record: VaultRecord,
  proof: WaySecret,
  change: { wayId: string; instead?: NewWay; dossierKeys: DossierKeys },
): Promise<Result<VaultRecord, VaultError>> {
  const opened = await proven(deps, record, proof);
  if (!opened.ok) return opened;
  const { raw, key: from, ways } = opened.value;
  raw.fill(0);
  const stay = ways.filter(({ id }) => id !== change.wayId);
  if (stay.length === 0 && !change.instead) return err({ type: 'LastWay' });
  const fresh = deps.random.bytes(32);
  const rotated = await rotate(deps, record, { from, fresh, stay, ...change });
  fresh.fill(0);
  return rotated;
}

type Rotation = {
  from: SealingKey;
  fresh: Bytes;
  stay: readonly UnlockWay[];
  instead?: NewWay;
  dossierKeys: DossierKeys;
};

async function rotate(
  deps: VaultDeps,
  record: VaultRecord,
  { from, fresh, stay, instead, dossierKeys }: Rotation,
): Promise<Result<VaultRecord, VaultError>> {
  const { random } = deps;
  const { vaultId } = record;
  const generation = record.generation + 1;
  const to: SealingKey = { id: VAULT_KEY, generation, key: await importKey(fresh) };
  const vault = { vaultId, generation, raw: fresh };
  const ways = await resealed(random, vault, stay);
  const added = instead && (await makeWay(deps, vault, instead));
  if (added && !added.ok) return added;
  if (added) ways.push(added.value);
  const wrapping = { vaultId, from, to, random };
  const outboxKey = await rewrapKey({ ...wrapping, place: OUTBOX_PLACE }, record.outboxKey);
  if (!outboxKey.ok) return outboxKey;
  const rewrapped: RewrappedKey[] = [];
  for (const { dossierId, wrapped } of dossierKeys.rows) {
    const key = await rewrapKey({ ...wrapping, place: dossierKeys.placeOf(dossierId) }, wrapped);
    // one that does not open any more opens no dossier either: a fresh pull makes another
    if (key.ok) rewrapped.push({ dossierId, wrapped: key.value });
  }
  const roster = await sealRoster(random, vaultId, to, ways);
  return ok({ ...record, generation, ways, outboxKey: outboxKey.value, roster, rewrapped });
}

/** The raw vault key, for the caller to wipe, and the ways as they stand; one of before gets keys of its own. */
async function proven(
  deps: VaultDeps,
  record: VaultRecord,
  proof: WaySecret,
): Promise<Result<{ raw: Bytes; key: SealingKey; ways: UnlockWay[] }, VaultError>> {
  const raw = await vaultKeyBy(deps, record, proof);
  if (!raw.ok) return raw;
  const key = { id: VAULT_KEY, generation: record.generation, key: await importKey(raw.value) };
  const known = record.ways.filter(isNewWay);
  // somebody who wrote on the disk would be given the next vault key
  if (!(await rosterHolds(record, key, known))) return err({ type: 'VaultDamaged' });
  const upgraded = await upgradedWays(deps, record, { raw: raw.value, proof });
  return upgraded.ok ? ok({ raw: raw.value, key, ways: [...upgraded.value, ...known] }) : upgraded;
}

/** The passphrase of before, which is the one that was just given, since it was the only way. */
async function upgradedWays(
  deps: VaultDeps,
  { vaultId, generation, ways }: VaultRecord,
  { raw, proof }: { raw: Bytes; proof: WaySecret },
): Promise<Result<UnlockWay[], VaultError>> {
  const upgraded: UnlockWay[] = [];
  for (const way of ways) {
    if (isNewWay(way)) continue;
    const { kind, salt, params } = way;
    const made = await makeWay(
      deps,
      { vaultId, generation, raw },
      { challenge: { kind, salt, params }, secret: proof, id: OLD_WAY },
    );
    if (!made.ok) return made;
    upgraded.push(made.value);
  }
  return ok(upgraded);
}

/** How the way of a record of before is named: it has no id of its own. */
export const OLD_WAY = 'passphrase';
export const wayIdOf = (way: VaultRecord['ways'][number]): string => (isNewWay(way) ? way.id : OLD_WAY);

/** The record with its way of before in today's form; undefined where it is already. */
export async function upgradedRecord(
  deps: VaultDeps,
  record: VaultRecord,
  proof: WaySecret,
): Promise<VaultRecord | undefined> {
  if (record.ways.every(isNewWay)) return undefined;
  const opened = await proven(deps, record, proof);
  if (!opened.ok) return undefined;
  const { raw, key, ways } = opened.value;
  raw.fill(0);
  return { ...record, ways, roster: await sealRoster(deps.random, record.vaultId, key, ways) };
}
