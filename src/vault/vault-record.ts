import type { Bytes } from '#base/bytes.ts';
import type { Envelope } from './envelope.ts';
import type { Argon2Params } from './passphrase.ts';

/** A key sealed by another. Deleting this row is how a key is destroyed. */
export type WrappedKey = {
  readonly id: string;
  readonly generation: number;
  readonly sealed: Envelope;
};

/** One way to unlock: each wraps the same vault key on its own. */
export type UnlockWay = {
  readonly kind: 'passphrase';
  readonly salt: Bytes;
  readonly params: Argon2Params;
  readonly wrappedVaultKey: Envelope;
};

/** What the device keeps of a vault: nothing in it opens without one of its ways. */
export type VaultRecord = {
  readonly vaultId: string;
  /** Generation of the vault key, raised when it is rotated. */
  readonly generation: number;
  readonly schemaVersion: number;
  readonly ways: readonly UnlockWay[];
  /** Key of outbox, drafts and quarantine: survives the loss of every dossier. */
  readonly outboxKey: WrappedKey;
};
