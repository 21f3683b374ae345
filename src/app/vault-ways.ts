import type { PsIdNat } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import { keyPlaceOf, putRewrappedKeys, readDossierKeys } from '#store/rewrapped-keys.ts';
import { addWay, removeWay, upgradedRecord, wayIdOf } from '#vault/change-ways.ts';
import { measuredParams } from '#vault/measure.ts';
import type { OpenVault } from '#vault/open-vault.ts';
import { passphraseBytes, argon2id } from '#vault/passphrase.ts';
import { createPassingVault, createVault, unlockVault, type VaultDeps } from '#vault/unlock.ts';
import { isNewWay, type VaultRecord } from '#vault/vault-record.ts';
import type { WaySecret } from '#vault/way-secret.ts';
import type { NewWay } from '#vault/ways.ts';
import type { AppContext } from './context.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import { waitBefore } from './unlock-wait.ts';
import type { LockedState, NewWayInput, WayLine, WayProof } from './vault-port.ts';
import { withNewWay, withSecret, type SecretDeps } from './vault-secrets.ts';
import { countWaiting } from './waiting-count.ts';

/** A vault that was just opened, and whose it is. */
export type Opened = { row: ProfessionalRow; vault: OpenVault };
type Held = { row: ProfessionalRow; record: VaultRecord };

/** The quickest first. */
const ORDER = ['passkey', 'card', 'passphrase'] as const;

export type VaultWays = ReturnType<typeof vaultWays>;

/** Making, unlocking and changing vaults: what is asked for, and what is stored of it. */
export function vaultWays(context: AppContext, secrets: SecretDeps) {
  const { device, clock, random } = context;
  const vaultDeps: VaultDeps = { random, deriveKey: argon2id, now: () => clock.now() };
  const params = () => measuredParams({ deriveKey: argon2id, clock, random });

  /** The record, after whatever interrupted its last rotation. */
  async function held(owner: PsIdNat): Promise<Result<Held, AppError>> {
    const found = await device.find(owner);
    if (!found.ok) return err(appErrorOf(found.error));
    const row = found.value;
    if (!row?.vault) return err({ type: 'NotCached' });
    const { rewrapped, ...record } = row.vault;
    if (!rewrapped) return ok({ row, record });
    const put = await putRewrappedKeys(record.vaultId, rewrapped);
    if (!put.ok) return err(appErrorOf(put.error));
    const kept = await device.replaceVault(owner, row.vault, record);
    return kept.ok ? ok({ row: { ...row, vault: record }, record }) : err(appErrorOf(kept.error));
  }

  /** Wrong passphrases are counted before they are tried. */
  async function counted<T>(
    owner: PsIdNat,
    proof: WayProof,
    attempt: () => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> {
    if (proof.kind !== 'passphrase') return attempt();
    const waitMs = await waitBefore(context, owner);
    const begun = waitMs > 0 ? ok(undefined) : await device.beginTry(owner);
    if (!begun.ok) return err(appErrorOf(begun.error));
    if (!begun.value) return err({ type: 'TooManyTries', waitMs });
    const done = await attempt();
    // another wrong thing than the passphrase is none of its tries
    if (done.ok || done.error.type !== 'WrongPassphrase') await device.forgetTries(owner);
    else await waitBefore(context, owner);
    return done;
  }

  const prove = <T>(
    owner: PsIdNat,
    proof: WayProof,
    use: (held: Held, secret: WaySecret) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> =>
    counted(owner, proof, async () => {
      const vault = await held(owner);
      return vault.ok ? withSecret(secrets, vault.value, proof, (secret) => use(vault.value, secret)) : vault;
    });

  async function open({ row, record }: Held, secret: WaySecret): Promise<Result<Opened, AppError>> {
    const vault = await unlockVault(vaultDeps, record, secret);
    if (!vault.ok) return err(appErrorOf(vault.error));
    const upgraded = await upgradedRecord(vaultDeps, record, secret);
    if (upgraded) await device.replaceVault(row.owner, record, upgraded);
    return ok({ row: { ...row, vault: upgraded ?? record }, vault: vault.value });
  }

  async function withAdded<T>(
    vault: Held,
    input: NewWayInput,
    use: (added: NewWay) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> {
    if (input.kind !== 'passphrase') return withNewWay(secrets, vault, input, use);
    const long = passphraseBytes(input.passphrase);
    if (!long.ok) return err(appErrorOf(long.error));
    long.value.fill(0);
    const challenge = { kind: 'passphrase', salt: random.bytes(16), params: await params() } as const;
    return use({ challenge, secret: input });
  }

  async function replace({ row, record }: Held, changed: VaultRecord): Promise<Result<Held, AppError>> {
    const kept = await device.replaceVault(row.owner, record, changed);
    if (!kept.ok) return err(appErrorOf(kept.error));
    // another tab changed the ways: what was derived from the old ones is not written over them
    return kept.value ? held(row.owner) : err({ type: 'StorageFailed' });
  }

  async function rotate(
    vault: Held,
    secret: WaySecret,
    change: { wayId: string; instead?: NewWay },
  ): Promise<Result<Held, AppError>> {
    const rows = await readDossierKeys(vault.record.vaultId);
    if (!rows.ok) return err(appErrorOf(rows.error));
    const dossierKeys = { rows: rows.value, placeOf: keyPlaceOf };
    const changed = await removeWay(vaultDeps, vault.record, secret, { ...change, dossierKeys });
    return changed.ok ? replace(vault, changed.value) : err(appErrorOf(changed.error));
  }

  return {
    async create(passphrase: string) {
      const long = passphraseBytes(passphrase);
      return long.ok ? createVault(vaultDeps, passphrase, await params()) : long;
    },
    createPassing: () => createPassingVault(vaultDeps),

    unlock: (owner: PsIdNat, proof: WayProof): Promise<Result<Opened, AppError>> => prove(owner, proof, open),

    async lockedState(owner: PsIdNat): Promise<LockedState> {
      const found = await device.find(owner);
      const record = found.ok ? found.value?.vault : undefined;
      if (!record) return { ways: [], waitMs: 0, unsent: 0 };
      const [waitMs, unsent] = [await waitBefore(context, owner), await countWaiting(record.vaultId)];
      return { ways: waysOf(record), waitMs, unsent };
    },

    addWay: (owner: PsIdNat, proof: WayProof, input: NewWayInput): Promise<Result<void, AppError>> =>
      prove(owner, proof, (vault, secret) =>
        withAdded(vault, input, async (added) => {
          const changed = await addWay(vaultDeps, vault.record, secret, added);
          if (!changed.ok) return err(appErrorOf(changed.error));
          const kept = await replace(vault, changed.value);
          return kept.ok ? ok(undefined) : kept;
        }),
      ),

    /**
     * Removes a way, or puts a passphrase in its place; `close` is called before the key is replaced, since no tab may
     * write under the old one. The vault as it opens now; undefined where the proof was the way that went.
     */
    removeWay: (
      owner: PsIdNat,
      proof: WayProof,
      { wayId, passphrase, close }: { wayId: string; passphrase?: string; close: () => void },
    ): Promise<Result<Opened | undefined, AppError>> =>
      prove(owner, proof, async (vault, secret) => {
        const sure = await unlockVault(vaultDeps, vault.record, secret);
        if (!sure.ok) return err(appErrorOf(sure.error));
        sure.value.lock();
        const go = async (instead?: NewWay): Promise<Result<Opened | undefined, AppError>> => {
          if (!instead && vault.record.ways.length < 2) return err({ type: 'LastWay' });
          close();
          const changed = await rotate(vault, secret, { wayId, ...(instead && { instead }) });
          if (!changed.ok) return changed;
          const again = await open(changed.value, instead?.secret ?? secret);
          return ok(again.ok ? again.value : undefined);
        };
        return passphrase === undefined ? go() : withAdded(vault, { kind: 'passphrase', passphrase }, go);
      }),
  };
}

const waysOf = (record: VaultRecord): WayLine[] =>
  record.ways
    .map((way) => ({
      id: wayIdOf(way),
      kind: way.kind,
      addedAt: (isNewWay(way) && way.addedAt) || undefined,
      label: way.kind === 'passkey' ? way.label : undefined,
    }))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
