import type { Bytes } from '#base/bytes.ts';
import type { ContentHash, DocumentId, DossierId } from '#base/brand.ts';
import type { Result } from '#base/result.ts';
import type { DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { Command, Receipt, SignedCommand } from '#wire/commands.ts';
import type { WireError } from '#wire/errors.ts';
import type { PullInput, PullOutput, PushOutput, WatchEvent } from '#wire/sync.ts';

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
  /** Receipts in the order of the commands, when all went well; trusted only where they match. */
  push(commands: readonly SignedCommand[]): Promise<Result<PushOutput, RemoteError>>;
  pull(input: PullInput): Promise<Result<PullOutput, RemoteError>>;
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

export interface Outbox {
  /** By number. */
  list(): Promise<Result<readonly OutboxItem[], LocalError>>;
  contentOf(n: number): Promise<Result<ContentSource, LocalError>>;
  setUploadUrl(n: number, url: string): Promise<Result<void, LocalError>>;
  /** Takes the row out, its receipt kept; in one transaction. Of a row that is gone: nothing. */
  settle(item: OutboxItem, receipt: Receipt): Promise<Result<void, LocalError>>;
  /** Moves the row to the quarantine, its content kept; in one transaction. */
  refuse(item: OutboxItem, receipt: Receipt): Promise<Result<void, LocalError>>;
}

export type HeldDossier = { header: DossierHeader; entries: readonly DocumentEntry[] };

export interface Dossiers {
  /** Cached dossiers and where the next pull of each starts; null: from the beginning. */
  cursors(): Promise<Result<ReadonlyMap<DossierId, string | null>, LocalError>>;
  read(dossierId: DossierId): Promise<Result<HeldDossier | undefined, LocalError>>;
  /** Whether what is open under this right may be held here at all; what may not is let go of. */
  accepts(access: DossierHeader['access']): boolean;
  /** Replaces all that was held; in one transaction. */
  commit(
    dossierId: DossierId,
    held: HeldDossier & { cursor: string; at: number },
  ): Promise<Result<void, LocalError>>;
  /** Nothing was new at this time (device's clock, ms). */
  confirm(dossierIds: readonly DossierId[], at: number): Promise<Result<void, LocalError>>;
  /** Destroys the dossier's key, then its rows. Never touches the outbox. */
  remove(dossierId: DossierId): Promise<Result<void, LocalError>>;
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
  | { kind: 'reached'; online: boolean };

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
  | { kind: 'upload'; n: number; documentId: DocumentId; done: number; total: number }
  | { kind: 'uploadEnded'; n: number };

export type SyncError =
  | RemoteError
  | LocalError
  /** Count or digest differ even after a fresh pull. */
  | { type: 'DigestMismatch'; dossierId: DossierId }
  /** The server did not answer what was asked: nothing was taken out of the outbox for it. */
  | { type: 'ReceiptMismatch' };
