import type { Bytes } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Place } from './associated-data.ts';
import { openBytes, sealBytes, SEAL_SCHEMA_VERSION, type SealingKey } from './envelope.ts';
import type { VaultError } from './errors.ts';
import { freshKey, importKey, unwrapKey } from './key-ring.ts';
import { OUTBOX_KEY, openVaultOver, VAULT_KEY, type OpenVault } from './open-vault.ts';
import {
  acceptableParams,
  ARGON2_FLOOR,
  passphraseBytes,
  type Argon2Params,
  type DeriveKey,
} from './passphrase.ts';
import type { UnlockWay, VaultRecord } from './vault-record.ts';

export type VaultDeps = { random: Random; deriveKey: DeriveKey };

/** A new vault, open, and the record to store. The vault key itself is kept nowhere in the clear. */
export async function createVault(
  deps: VaultDeps,
  passphrase: string,
  params: Argon2Params = ARGON2_FLOOR,
): Promise<Result<{ vault: OpenVault; record: VaultRecord }, VaultError>> {
  const secret = passphraseBytes(passphrase);
  if (!secret.ok) return secret;
  const vaultId = deps.random.uuid();
  const raw = deps.random.bytes(32);
  const vaultKey: SealingKey = { id: VAULT_KEY, generation: 1, key: await importKey(raw) };
  const way = await passphraseWay(deps, { vaultId, generation: 1, raw, secret: secret.value, params });
  raw.fill(0);
  const outbox = await freshKey({ vaultId, parent: vaultKey, place: OUTBOX_PLACE, random: deps.random });
  const record: VaultRecord = {
    vaultId,
    generation: 1,
    schemaVersion: SEAL_SCHEMA_VERSION,
    ways: [way],
    outboxKey: outbox.wrapped,
  };
  return ok({ vault: vaultOf(deps, record, vaultKey, outbox.key), record });
}

/** WrongPassphrase where no way opens with it: a wrong word and an altered record look the same. */
export async function unlockVault(
  deps: VaultDeps,
  record: VaultRecord,
  passphrase: string,
): Promise<Result<OpenVault, VaultError>> {
  const secret = passphraseBytes(passphrase);
  // a passphrase that was never accepted is a wrong one: its length is no news to who guesses
  if (!secret.ok) return err({ type: 'WrongPassphrase' });
  for (const way of record.ways) {
    if (!acceptableParams(way.params)) return err({ type: 'VaultDamaged' });
    const raw = await vaultKeyBy(deps, record, way, secret.value);
    if (raw.ok) return openWith(deps, record, raw.value);
  }
  return err({ type: 'WrongPassphrase' });
}

async function openWith(
  deps: VaultDeps,
  record: VaultRecord,
  raw: Bytes,
): Promise<Result<OpenVault, VaultError>> {
  const vaultKey = { id: VAULT_KEY, generation: record.generation, key: await importKey(raw) };
  raw.fill(0);
  const wrapping = { vaultId: record.vaultId, parent: vaultKey, place: OUTBOX_PLACE };
  const outbox = await unwrapKey(wrapping, record.outboxKey);
  return outbox.ok ? ok(vaultOf(deps, record, vaultKey, outbox.value)) : outbox;
}

const vaultOf = (deps: VaultDeps, record: VaultRecord, vaultKey: SealingKey, outbox: SealingKey): OpenVault =>
  openVaultOver({
    vaultId: record.vaultId,
    keys: [vaultKey, { ...outbox, id: OUTBOX_KEY }],
    random: deps.random,
  });

async function passphraseWay(
  deps: VaultDeps,
  input: { vaultId: string; generation: number; raw: Bytes; secret: Bytes; params: Argon2Params },
): Promise<UnlockWay> {
  const { params, vaultId, generation } = input;
  const salt = deps.random.bytes(16);
  const key = await wrappingKey(deps, { secret: input.secret, salt, params, generation });
  const place = wayPlace(params);
  const wrappedVaultKey = await sealBytes({ vaultId, key, place, random: deps.random }, input.raw);
  return { kind: 'passphrase', salt, params, wrappedVaultKey };
}

async function vaultKeyBy(
  deps: VaultDeps,
  record: VaultRecord,
  way: UnlockWay,
  secret: Bytes,
): Promise<Result<Bytes, VaultError>> {
  const { salt, params } = way;
  const key = await wrappingKey(deps, { secret, salt, params, generation: record.generation });
  return openBytes({ vaultId: record.vaultId, key, place: wayPlace(params) }, way.wrappedVaultKey);
}

async function wrappingKey(
  deps: VaultDeps,
  input: { secret: Bytes; salt: Bytes; params: Argon2Params; generation: number },
): Promise<SealingKey> {
  const raw = await deps.deriveKey({ passphrase: input.secret, salt: input.salt, params: input.params });
  const key = await importKey(raw);
  raw.fill(0);
  return { id: 'passphrase', generation: input.generation, key };
}

const OUTBOX_PLACE: Place = { store: 'vault', row: 'outbox', dossier: '' };

/** The parameters stand in the place, so that weaker ones put beside an old wrapping do not open it. */
const wayPlace = ({ memoryKiB, iterations, parallelism }: Argon2Params): Place => ({
  store: 'vault',
  row: `passphrase/m=${memoryKiB}/t=${iterations}/p=${parallelism}`,
  dossier: '',
});
