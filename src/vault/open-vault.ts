import { type Bytes, fromUtf8, utf8 } from '#base/bytes.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import { openPart, sealPart } from '#base/sealed-parts.ts';
import { associatedData, type Place } from './associated-data.ts';
import { openBytes, sealBytes, SEAL_SCHEMA_VERSION, type Envelope, type SealingKey } from './envelope.ts';
import type { VaultError } from './errors.ts';
import { freshKey, unwrapKey } from './key-ring.ts';
import type { WrappedKey } from './vault-record.ts';

/** Names of the two keys that every vault has; all others are named by a random id. */
export const VAULT_KEY = 'vault';
export const OUTBOX_KEY = 'outbox';

export type PartOfContent = { index: number; last: boolean; bytes: Uint8Array };

/**
 * A vault whose keys are in memory. Keys never leave it: callers name them. After `lock` every call answers
 * VaultLocked. Keys: `vault` wraps dossier keys; `outbox` and dossier keys seal values and wrap the keys of contents.
 */
export interface OpenVault {
  readonly vaultId: string;
  isOpen(): boolean;
  sealJson(keyId: string, place: Place, value: unknown): Promise<Result<Envelope, VaultError>>;
  /** The value as sealed; its shape is for the caller to check. */
  openJson(place: Place, envelope: Envelope): Promise<Result<unknown, VaultError>>;
  /** A fresh key, loaded at once, and its wrapped form to be stored. */
  createKey(parentId: string, place: Place): Promise<Result<WrappedKey, VaultError>>;
  loadKey(parentId: string, place: Place, wrapped: WrappedKey): Promise<Result<void, VaultError>>;
  forgetKey(keyId: string): void;
  /** One part of a content, under a key made for that content alone (base/sealed-parts.ts). */
  sealPart(keyId: string, place: Place, part: PartOfContent): Promise<Result<Bytes, VaultError>>;
  openPart(keyId: string, place: Place, part: PartOfContent): Promise<Result<Bytes, VaultError>>;
  /** Drops every key. */
  lock(): void;
}

export function openVaultOver(deps: {
  vaultId: string;
  keys: readonly SealingKey[];
  random: Random;
}): OpenVault {
  const { vaultId, random } = deps;
  const ring = new Map(deps.keys.map((key) => [key.id, key]));
  const named = <T>(
    id: string,
    use: (key: SealingKey) => Promise<Result<T, VaultError>>,
  ): Promise<Result<T, VaultError>> => {
    const key = ring.get(id);
    return key ? use(key) : Promise.resolve(err({ type: 'VaultLocked' }));
  };

  return {
    vaultId,
    isOpen: () => ring.has(VAULT_KEY),
    sealJson: (keyId, place, value) =>
      named(keyId, async (key) =>
        ok(await sealBytes({ vaultId, key, place, random }, utf8(JSON.stringify(value)))),
      ),
    openJson: (place, envelope) =>
      named(envelope.keyId, async (key) => {
        const opened = await openBytes({ vaultId, key, place }, envelope);
        return opened.ok ? parseJson(opened.value) : opened;
      }),
    createKey: (parentId, place) =>
      named(parentId, async (parent) => {
        const { key, wrapped } = await freshKey({ vaultId, parent, place, random });
        // locked meanwhile: what was dropped stays dropped
        if (!ring.has(parentId)) return err({ type: 'VaultLocked' });
        ring.set(key.id, key);
        return ok(wrapped);
      }),
    async loadKey(parentId, place, wrapped) {
      if (ring.has(wrapped.id)) return ok(undefined);
      return named(parentId, async (parent) => {
        const key = await unwrapKey({ vaultId, parent, place }, wrapped);
        if (!key.ok) return key;
        if (!ring.has(parentId)) return err({ type: 'VaultLocked' });
        ring.set(key.value.id, key.value);
        return ok(undefined);
      });
    },
    forgetKey(keyId) {
      ring.delete(keyId);
    },
    sealPart: (keyId, place, { index, last, bytes }) =>
      named(keyId, async (key) =>
        ok(
          await sealPart(key.key, {
            index,
            last,
            plaintext: bytes,
            context: partContext(vaultId, key, place),
          }),
        ),
      ),
    openPart: (keyId, place, { index, last, bytes }) =>
      named(keyId, async (key) => {
        const context = partContext(vaultId, key, place);
        const opened = await openPart(key.key, { index, last, sealed: bytes, context });
        return opened.ok ? opened : err({ type: 'VaultDamaged' });
      }),
    lock() {
      ring.clear();
    },
  };
}

/** Index and last-part flag stand in the nonce of each part; the context is that of the whole content. */
const partContext = (vault: string, key: SealingKey, place: Place): Bytes =>
  associatedData({
    ...place,
    vault,
    keyId: key.id,
    generation: key.generation,
    schemaVersion: SEAL_SCHEMA_VERSION,
    segment: 0,
    segments: 0,
  });

function parseJson(bytes: Bytes): Result<unknown, VaultError> {
  try {
    return ok(JSON.parse(fromUtf8(bytes)));
  } catch {
    return err({ type: 'VaultDamaged' });
  }
}
