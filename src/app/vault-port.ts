import type { PsIdNat } from '#base/brand.ts';
import type { Result } from '#base/result.ts';
import type { AppError } from './port.ts';

export type WayKind = 'passkey' | 'card' | 'passphrase';

/** A way to unlock, as a list shows it. */
export type WayLine = {
  id: string;
  kind: WayKind;
  /** Undefined where it was not noted. */
  addedAt: number | undefined;
  /** As its owner named it; of a passkey. */
  label: string | undefined;
};

/** What somebody brings to unlock. Without `pin` the code is typed at the station. */
export type WayProof =
  | { kind: 'passphrase'; passphrase: string }
  | { kind: 'passkey' }
  | { kind: 'card'; pin: string | undefined };

export type NewWayInput =
  | { kind: 'passphrase'; passphrase: string }
  | { kind: 'passkey'; label: string }
  | { kind: 'card'; pin: string | undefined };

/** What can be told of a vault without opening it. */
export type LockedState = {
  /** The quickest first. */
  ways: readonly WayLine[];
  /** Before the next passphrase is looked at, ms; 0 where it need not wait. */
  waitMs: number;
  /** Items that wait to be sent: nothing is sent while the vault is locked. */
  unsent: number;
};

/** Why the screens were blanked last. */
export type LockReason = 'button' | 'idle' | 'card' | 'otherTab';

/** Minutes without a touch: as it is where nothing was chosen, and what may be chosen. */
export const IDLE_MINUTES = { usual: 5, least: 1, most: 30 } as const;

export type Locking = {
  idleMinutes: number;
  /** Taking out the card of the sign-in locks too; taking out the one that opened the vault always does. */
  lockWithCard: boolean;
};

/** The vault's own page, and the unlocking. All of it works without a network, but for a card behind a bridge. */
export interface VaultDesk {
  lockedState(owner: PsIdNat): Promise<LockedState>;
  unlock(owner: PsIdNat, proof: WayProof): Promise<Result<void, AppError>>;
  /** A shared workstation: a vault whose key is in memory alone; nothing of it stays. */
  createPassing(): Promise<Result<void, AppError>>;
  /** Of the open vault. Each change needs one of its ways once more. */
  addWay(proof: WayProof, way: NewWayInput): Promise<Result<void, AppError>>;
  /** The new passphrase takes the place of an old one, which opens nothing from then on. */
  changePassphrase(proof: WayProof, wayId: string, passphrase: string): Promise<Result<void, AppError>>;
  removeWay(proof: WayProof, wayId: string): Promise<Result<void, AppError>>;
  setLocking(locking: Locking): Promise<Result<void, AppError>>;
  /**
   * What is being typed on a page: sealed every few seconds, and before a lock blanks it; let go, it is forgotten. `read`
   * answers undefined where there is nothing worth keeping, and the same object where a picture did not change. Returns
   * the way to let go.
   */
  holdDraft(id: string, read: () => unknown): () => void;
  /** What was kept when the vault was locked or the browser killed; it stays until it is held and let go. */
  takeDraft(id: string): Promise<unknown>;
}
