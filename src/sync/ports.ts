import type { Bytes } from '#base/bytes.ts';
import type { ContentHash, DocumentId, DossierId } from '#base/brand.ts';
import type { Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { Command, Receipt, SignedCommand } from '#wire/commands.ts';
import type { WireError } from '#wire/errors.ts';
import type { ChangesOutput, PullInput, PullOutput, PushOutput, WatchEvent } from '#wire/sync.ts';

/** What the sync core needs of the world. The browser, the tests and the simulation each bring their own. */

export type RemoteError =
  /** No answer, or an answer that is not our server's (a captive portal). */
  { type: 'Unreachable' } | { type: 'Server'; error: WireError } | { type: 'Cancelled' };

export type ContentSource = {
  readonly size: number;
  readonly sha256: ContentHash;
  slice(start: number, end: number): Promise<Result<Bytes, LocalError>>;
};

export type UploadOptions = {
  /** Where an earlier attempt began. */
  url: string | null;
  onUrl(url: string): void;
  onProgress(done: number): void;
  signal: AbortSignal;
};

export interface Remote {
  /**
   * Receipts in the order of the commands, when all went well; trusted only where they match. A server that was restored
   * since `restoreEpoch` takes nothing and answers without receipts: what it lost is offered again first.
   */
  push(
    commands: readonly SignedCommand[],
    restoreEpoch: number | null,
  ): Promise<Result<PushOutput, RemoteError>>;
  pull(input: PullInput): Promise<Result<PullOutput, RemoteError>>;
  /** What moved since a mark among the dossiers that this device was sent; null: since the beginning. */
  changes(since: string | null): Promise<Result<ChangesOutput, RemoteError>>;
  /** Returns once the server has the whole content; resumes, and begins anew where `url` is forgotten there. */
  upload(source: ContentSource, options: UploadOptions): Promise<Result<void, RemoteError | LocalError>>;
  /** Follows the server's events until stopped; `onDown` is called once when the stream ends by itself. */
  watch(listen: { onEvent(event: WatchEvent): void; onDown(error: RemoteError): void }): () => void;
}

/** Failures of the device's own storage, as codes. */
export type LocalError = { type: 'VaultLocked' | 'VaultDamaged' | 'StorageFull' | 'StorageFailed' };

export type OutboxItem = {
  readonly command: Command;
  readonly signed: SignedCommand;
  readonly hash: string;
  readonly content: { sha256: ContentHash; size: number } | null;
  readonly uploadUrl: string | null;
};

/** A command with the receipt that answers it. */
export type Receipted = { item: OutboxItem; receipt: Receipt };

export interface Outbox {
  /** By number. */
  list(): Promise<Result<readonly OutboxItem[], LocalError>>;
  contentOf(n: number): Promise<Result<ContentSource, LocalError>>;
  setUploadUrl(n: number, url: string): Promise<Result<void, LocalError>>;
  /**
   * Before they leave this device: from here on the server may have them, and they are not taken back any more. In one
   * transaction; answers those that are still there.
   */
  offer(ns: readonly number[]): Promise<Result<ReadonlySet<number>, LocalError>>;
  /** Takes the rows out, their receipts kept; in one transaction. Of a row that is gone: nothing. */
  settle(done: readonly Receipted[]): Promise<Result<void, LocalError>>;
  /**
   * Moves the row to the quarantine, its content kept; in one transaction. One that was offered again without its content
   * and lacks that alone stays, with the content where it is still on this device.
   */
  refuse(item: OutboxItem, receipt: Receipt): Promise<Result<void, LocalError>>;
  /**
   * After a restore of the server: what was settled in the last weeks waits again, in its order and as it was signed;
   * what the server still knows gets its old receipt. Answers how many.
   */
  offerAgain(): Promise<Result<number, LocalError>>;
}

export type HeldDossier = { header: DossierHeader; entries: readonly DocumentEntry[] };

/** An answer of the server, as far as leases are concerned. */
export type DeviceContact = {
  /** By the device's clock, ms. */
  at: number;
  /** By the server's, ms. */
  serverTime: number;
  /** How long a dossier that it confirmed may stay, ms. */
  leaseMs: number;
  /** The user asked for these dossiers now: their lease is renewed whether they are pinned or not. */
  opened: boolean;
};

/** `cursor`: where the next pull of it starts. */
export type HeldCommit = HeldDossier & { cursor: string; contact: DeviceContact };

/** Where the next pull of a dossier starts (null: from the beginning), and when its right ends (server's ms), if ever. */
export type HeldCursor = { cursor: string | null; until: number | null };

/** What the last contact left: where the next question for changes starts (null: everything), and of which restore. */
export type SyncMark = { mark: string | null; restoreEpoch: number };

export interface Dossiers {
  /** All that is cached. */
  cursors(): Promise<Result<ReadonlyMap<DossierId, HeldCursor>, LocalError>>;
  read(dossierId: DossierId): Promise<Result<HeldDossier | undefined, LocalError>>;
  /** Whether what is open under this right may be held here at all; what may not is let go of. */
  accepts(access: DossierHeader['access']): boolean;
  /** Each replaces all that was held of its dossier. Sealed first, then stored together: each whole or not at all. */
  commit(commits: ReadonlyMap<DossierId, HeldCommit>): Promise<Result<void, LocalError>>;
  /** Nothing was new in these. */
  confirm(dossierIds: readonly DossierId[], contact: DeviceContact): Promise<Result<void, LocalError>>;
  /** All that is pinned is as the server has it, but for those that could not be fetched; costs one small row. */
  confirmPinned(contact: DeviceContact, butNot: ReadonlySet<DossierId>): Promise<Result<void, LocalError>>;
  /** Undefined before the first contact, and where it does not open. */
  mark(): Promise<Result<SyncMark | undefined, LocalError>>;
  /** Undefined: nothing that was learned counts any more, cursors included (a restore of the server). */
  keepMark(mark: SyncMark | undefined): Promise<Result<void, LocalError>>;
  /** Destroys the dossier's key and rows; never what was written here for it. */
  remove(dossierId: DossierId): Promise<Result<void, LocalError>>;
  /** Removes those whose lease ended; names them. */
  evict(): Promise<Result<readonly DossierId[], LocalError>>;
}

export interface Lock {
  /** Runs alone among all tabs that ask for the same name. Rejects with AbortError when given up before its turn. */
  exclusive<T>(name: string, run: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** What tabs of one vault tell each other: no names. */
export type TabMessage =
  | { kind: 'dossier'; dossierId: DossierId }
  | { kind: 'outbox' }
  /** Something waits to be sent: for the leader. */
  | { kind: 'wake' }
  /** How the leader's last exchange went: for the others to show. */
  | { kind: 'reached'; online: boolean }
  /** Whether it was complete. */
  | { kind: 'exchanged'; done: boolean };

export interface TabChannel {
  post(message: TabMessage): void;
  onMessage(listener: (message: TabMessage) => void): () => void;
}

/** Followed by the screens. */
export type SyncEvent =
  | { kind: 'running'; running: boolean }
  | { kind: 'reached'; online: boolean }
  | { kind: 'succeeded'; at: number }
  | { kind: 'failed'; error: SyncError }
  | { kind: 'outbox' }
  | { kind: 'sending'; ns: readonly number[] }
  | { kind: 'dossier'; dossierId: DossierId }
  | { kind: 'removed'; dossierId: DossierId }
  /** They left this device by themselves. */
  | { kind: 'leaseEnded'; dossierIds: readonly DossierId[] }
  /** The server was restored from a backup: so many commands wait again. */
  | { kind: 'offeredAgain'; commands: number }
  | { kind: 'upload'; n: number; documentId: DocumentId; done: number; total: number }
  | { kind: 'uploadEnded'; n: number };

export type SyncError =
  | RemoteError
  | LocalError
  /** Count or digest differ even after a fresh pull. */
  | { type: 'DigestMismatch'; dossierId: DossierId }
  /** The server did not answer what was asked: nothing was taken out of the outbox for it. */
  | { type: 'ReceiptMismatch' };
