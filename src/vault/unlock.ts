import type { Bytes } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Place } from './associated-data.ts';
import { openBytes, SEAL_SCHEMA_VERSION, type SealingKey } from './envelope.ts';
import type { VaultError } from './errors.ts';
import { freshKey, importKey, unwrapKey } from './key-ring.ts';
import { OUTBOX_KEY, openVaultOver, VAULT_KEY, type OpenVault } from './open-vault.ts';
import { ARGON2_FLOOR, passphraseBytes, type Argon2Params, type DeriveKey } from './passphrase.ts';
import { isNewWay, type OldPassphraseWay, type VaultRecord } from './vault-record.ts';
import { openByWay } from './way-keys.ts';
import { isFor, keyOfSecret, wayPlace, type WaySecret } from './way-secret.ts';
import { makeWay, sealRoster } from './ways.ts';

export type VaultDeps = {
  random: Random;
  deriveKey: DeriveKey;
  /** Milliseconds since 1970: when a way was added. Absent: not noted. */
  now?: () => number;
};

/** A new vault, open, and the record to store. The vault key itself is kept nowhere in the clear. */
export async function createVault(
  deps: VaultDeps,
  passphrase: string,
  params: Argon2Params = ARGON2_FLOOR,
): Promise<Result<{ vault: OpenVault; record: VaultRecord }, VaultError>> {
  const secret = passphraseBytes(passphrase);
  if (!secret.ok) return secret;
  secret.value.fill(0);
  const made = await freshVault(deps);
  const { vaultId, raw, vaultKey } = made;
  const challenge = { kind: 'passphrase', salt: deps.random.bytes(16), params } as const;
  const way = await makeWay(
    deps,
    { vaultId, generation: 1, raw },
    { challenge, secret: { kind: 'passphrase', passphrase } },
  );
  raw.fill(0);
  if (!way.ok) return way;
  const ways = [way.value];
  const record: VaultRecord = {
    vaultId,
    generation: 1,
    schemaVersion: SEAL_SCHEMA_VERSION,
    ways,
    outboxKey: made.outbox.wrapped,
    roster: await sealRoster(deps.random, vaultId, vaultKey, ways),
  };
  return ok({ vault: vaultOf(deps, vaultId, vaultKey, made.outbox.key), record });
}

/** A vault whose key is in memory alone: nothing opens again what it sealed once it is locked. */
export async function createPassingVault(deps: VaultDeps): Promise<OpenVault> {
  const { vaultId, raw, vaultKey, outbox } = await freshVault(deps);
  raw.fill(0);
  return vaultOf(deps, vaultId, vaultKey, outbox.key);
}

async function freshVault(deps: VaultDeps) {
  const vaultId = deps.random.uuid();
  const raw = deps.random.bytes(32);
  const vaultKey: SealingKey = { id: VAULT_KEY, generation: 1, key: await importKey(raw) };
  const outbox = await freshKey({ vaultId, parent: vaultKey, place: OUTBOX_PLACE, random: deps.random });
  return { vaultId, raw, vaultKey, outbox };
}

/**
 * WrongPassphrase where no way opens with it: a wrong word and an altered record look the same. WrongKey likewise, for
 * a passkey or a card.
 */
export async function unlockVault(
  deps: VaultDeps,
  record: VaultRecord,
  given: string | WaySecret,
): Promise<Result<OpenVault, VaultError>> {
  const secret = typeof given === 'string' ? ({ kind: 'passphrase', passphrase: given } as const) : given;
  const raw = await vaultKeyBy(deps, record, secret);
  return raw.ok ? openWith(deps, record, raw.value) : raw;
}

/** The raw vault key, for the caller to wipe at once. */
export async function vaultKeyBy(
  deps: VaultDeps,
  record: VaultRecord,
  secret: WaySecret,
): Promise<Result<Bytes, VaultError>> {
  const { vaultId, generation } = record;
  for (const way of record.ways) {
    if (isNewWay(way) ? !isFor(secret, way) : secret.kind !== 'passphrase') continue;
    const secretKey = await keyOfSecret({ deriveKey: deps.deriveKey, vaultId, challenge: way, secret });
    if (!secretKey.ok) return secretKey;
    const raw = isNewWay(way)
      ? await openByWay({ vaultId, generation, secretKey: secretKey.value }, way)
      : await openByOldWay(record, way, secretKey.value);
    // of several passphrases another may be the one; what is damaged is damaged
    if (raw.ok || raw.error.type === 'VaultDamaged') return raw;
  }
  return err({ type: secret.kind === 'passphrase' ? 'WrongPassphrase' : 'WrongKey' });
}

async function openByOldWay(
  { vaultId, generation }: VaultRecord,
  way: OldPassphraseWay,
  secretKey: SealingKey,
): Promise<Result<Bytes, VaultError>> {
  const key = { ...secretKey, generation };
  const raw = await openBytes({ vaultId, key, place: wayPlace(way) }, way.wrappedVaultKey);
  return raw.ok ? raw : err({ type: 'WrongPassphrase' });
}

/** Wipes the raw key. */
export async function openWith(
  deps: VaultDeps,
  record: VaultRecord,
  raw: Bytes,
): Promise<Result<OpenVault, VaultError>> {
  const vaultKey = { id: VAULT_KEY, generation: record.generation, key: await importKey(raw) };
  raw.fill(0);
  const wrapping = { vaultId: record.vaultId, parent: vaultKey, place: OUTBOX_PLACE };
  const outbox = await unwrapKey(wrapping, record.outboxKey);
  return outbox.ok ? ok(vaultOf(deps, record.vaultId, vaultKey, outbox.value)) : outbox;
}

const vaultOf = (deps: VaultDeps, vaultId: string, vaultKey: SealingKey, outbox: SealingKey): OpenVault =>
  openVaultOver({ vaultId, keys: [vaultKey, { ...outbox, id: OUTBOX_KEY }], random: deps.random });

export const OUTBOX_PLACE: Place = { store: 'vault', row: 'outbox', dossier: '' };
