import type { Bytes } from '#base/bytes.ts';
import type { Envelope } from './envelope.ts';
import type { Argon2Params } from './passphrase.ts';

/** A key sealed by another. Deleting this row is how a key is destroyed. */
export type WrappedKey = {
  readonly id: string;
  readonly generation: number;
  readonly sealed: Envelope;
};

/** Passphrase of the versions before there were several ways: its key wraps the vault key itself. */
export type OldPassphraseWay = {
  readonly kind: 'passphrase';
  readonly salt: Bytes;
  readonly params: Argon2Params;
  readonly wrappedVaultKey: Envelope;
};

/** What the secret of a way is asked with, by kind. */
export type WayChallenge =
  | { readonly kind: 'passphrase'; readonly salt: Bytes; readonly params: Argon2Params }
  /** `credentialId` as base64url; `salt`: 32 bytes, the input of the PRF. */
  | { readonly kind: 'passkey'; readonly salt: Bytes; readonly credentialId: string; readonly label: string }
  /** `salt`: 32 bytes, signed by the card; `card`: tells this card from another of the same professional. */
  | { readonly kind: 'card'; readonly salt: Bytes; readonly card: string };

/**
 * A way to unlock has a key pair (ECDH P-256). Its secret opens the private half; the vault key is sealed to the public
 * one. So the vault key can be replaced for all ways that stay without asking for their secrets, and what the secret of
 * a removed way once opened leads to none of the others.
 */
export type WayKeys = {
  /** Random. */
  readonly id: string;
  readonly addedAt: number;
  /** Raw point, 65 bytes. */
  readonly publicKey: Bytes;
  /** PKCS #8, sealed under the key from the way's secret. */
  readonly privateKey: Envelope;
  /** Public half of the pair made for this sealing alone. */
  readonly ephemeral: Bytes;
  readonly wrappedVaultKey: Envelope;
};
export type UnlockWay = WayChallenge & WayKeys;

/** A dossier's key under the new vault key, on its way into its own row. */
export type RewrappedKey = { readonly dossierId: string; readonly wrapped: WrappedKey };

/** What the device keeps of a vault: nothing in it opens without one of its ways. */
export type VaultRecord = {
  readonly vaultId: string;
  /** Generation of the vault key, raised when it is rotated. */
  readonly generation: number;
  readonly schemaVersion: number;
  readonly ways: readonly (UnlockWay | OldPassphraseWay)[];
  /** Key of outbox, drafts and quarantine: survives the loss of every dossier. */
  readonly outboxKey: WrappedKey;
  /** Public keys by way, sealed under the vault key: nobody who writes on the disk puts a key of their own among them. */
  readonly roster?: Envelope;
  /**
   * After a rotation, until they stand in their rows: the record is the one place where a rotation happens, and
   * whatever interrupts the rest finds them here (store/rewrapped-keys.ts).
   */
  readonly rewrapped?: readonly RewrappedKey[];
};

export const isNewWay = (way: UnlockWay | OldPassphraseWay): way is UnlockWay => 'id' in way;
