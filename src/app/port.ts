import type { DocumentId, DossierId, InsC, PsIdNat } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import type { PracticeSituation } from '#cards/cps/situation.ts';
import type { CardError } from '#cards/errors.ts';
import type { BridgeError, StationError } from '#cards/station.ts';
import type { VitaleReading } from '#cards/vitale/records.ts';
import type { CreationRecord } from '#domain/consent/creation-steps.ts';
import type { DocumentDescription, DocumentEntry, Actor } from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { HolderPresence } from '#wire/commands.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import type { DemoDesk } from './demo-desk.ts';
import type { ReadingDesk, StationLine } from './reading-port.ts';

/**
 * What the pages know of everything behind them. Built once by `app/start.ts`; pages get it from the layout's context
 * and never reach a store, a vault or the network by another way. State that the screens follow is in `view`
 * (Svelte runes, in app/view.svelte.ts).
 */
export interface Relais {
  readonly view: RelaisView;
  /** The demonstration reader and its cards, for the panel; undefined in a production build. */
  readonly demoDesk: DemoDesk | undefined;

  /** Readers of this device, paired bridges, the demonstration reader in a demo build: shown by `view.stations`. */
  readonly reading: ReadingDesk;
  /** At the chosen station. */
  readVitale(): Promise<Result<VitaleReading, StationError>>;

  /**
   * Card dialogue, then the server, then the session; the vault is opened or created next. Needs the network.
   * Without `pin` the code is typed at the station (its keys, or the bridge's screen).
   */
  signIn(pin: string | undefined): Promise<Result<Actor, AppError>>;
  /** Where the professional works today, one of `view.situations`: named on what they add from now on. */
  chooseSituation(situation: PracticeSituation): Promise<Result<void, AppError>>;
  signOut(): Promise<void>;

  /** First use on this device by the signed-in professional. */
  createVault(passphrase: string): Promise<Result<void, AppError>>;
  /** Needs no network. `owner` names whose vault where several live on this device. */
  unlockVault(owner: PsIdNat, passphrase: string): Promise<Result<void, AppError>>;
  /** Drops keys and plaintext from memory. */
  lockVault(): void;

  /** Asks the server whether the holder has a dossier. Needs the network. */
  findDossier(insC: InsC): Promise<Result<FoundDossier, AppError>>;
  /** Dossiers that the signed-in professional may consult. Needs the network. */
  listOpenDossiers(): Promise<Result<readonly OpenDossierLine[], AppError>>;

  /**
   * The three steps done: sends the command and waits for its receipt. `Offline` means that it waits in the outbox and
   * goes by itself later: it is not to be written again.
   */
  createDossier(input: {
    holder: HolderTraits;
    insC: InsC;
    record: CreationRecord;
  }): Promise<Result<{ dossierId: DossierId; existing: boolean }, AppError>>;
  /** An explicit act (EX_0.3-1010): authorises the owner of the open vault; waits for the receipt, as above. */
  authoriseMyself(dossierId: DossierId, presence: HolderPresence): Promise<Result<void, AppError>>;

  /** Fetches the dossier, keeps it sealed on this device, follows it. */
  openDossier(dossierId: DossierId): Promise<Result<void, AppError>>;
  /** Pinned: contents are fetched too, so that all opens without a network. Unpinned: leaves the device. */
  setPinned(dossierId: DossierId, pinned: boolean): Promise<Result<void, AppError>>;

  /** Header and entries as cached, the documents waiting to be sent among them. */
  dossier(dossierId: DossierId): Promise<Result<CachedDossier, AppError>>;
  /** Content of a document: from the device where it is, else from the server (then kept). Verified by its hash. */
  content(
    dossierId: DossierId,
    documentId: DocumentId,
  ): Promise<Result<{ bytes: Bytes; entry: DocumentEntry }, AppError>>;
  /** Who has seen what. Needs the network. */
  traces(
    dossierId: DossierId,
    before: number | null,
  ): Promise<Result<{ traces: readonly TraceView[]; more: boolean }, AppError>>;

  /**
   * Seals the content and the command in the outbox and answers at once; they are sent when the network allows.
   * `document` comes from `prepareDocument`.
   */
  addDocument(dossierId: DossierId, document: PreparedDocument): Promise<Result<DocumentId, AppError>>;
  /** Checks a file and reads what it says of itself, before anything is kept or sent. */
  prepareDocument(
    dossierId: DossierId,
    file: { name: string; bytes: Bytes },
  ): Promise<Result<PreparedDocument, AppError>>;

  /** Tries to send and to fetch now. */
  syncNow(): Promise<void>;
  /** Stops a running transfer; what waits stays waiting. */
  cancelTransfer(id: string): void;
  /** Takes a refused item out of the quarantine, with its content, to hand over by other means. */
  exportRefused(id: string): Promise<Result<{ fileName: string; bytes: Bytes }, AppError>>;
  discardRefused(id: string): Promise<Result<void, AppError>>;
}

/** Followed by the screens; every field is reactive. */
export interface RelaisView {
  /** False until the device's own state was read. */
  readonly ready: boolean;
  /** By the last attempt to reach the server, not by the browser's word. */
  readonly online: boolean;
  readonly demo: boolean;
  /** Vaults of this device: whose. */
  readonly vaults: readonly { owner: PsIdNat; name: string }[];
  /** Signed in: reading from the server is possible. */
  readonly session: { professional: Actor; expiresAt: number } | undefined;
  /** `none`: this device holds no vault of the signed-in professional yet. */
  readonly vault: 'none' | 'locked' | 'open';
  /** Whose vault is open. */
  readonly owner: Actor | undefined;
  readonly dossiers: readonly DossierLine[];
  readonly outbox: readonly OutboxLine[];
  readonly transfers: readonly Transfer[];
  readonly sync: {
    state: 'idle' | 'running' | 'waiting';
    lastSuccessAt: number | undefined;
    error: SyncErrorCode | undefined;
  };
  /** Raised by one each time a cached dossier changed, so that an open page reads it again. */
  readonly revision: (dossierId: DossierId) => number;
  /** In the chosen station. */
  readonly cardPresent: boolean;
  /** Raised by one each time a card came into the chosen station: tells a card from the one that took its place. */
  readonly cardsCame: number;
  /** In the order in which they came; one is chosen where there is any. */
  readonly stations: readonly StationLine[];
  /** Tries left of the CPS in the chosen station, read before the code is typed; undefined where not known. */
  readonly triesLeft: number | undefined;
  /** Places of practice that the card named at sign-in. */
  readonly situations: readonly PracticeSituation[];
  /** The one chosen; the only one where there is one. */
  readonly situation: PracticeSituation | undefined;
}

/** A cached dossier in a list. */
export type DossierLine = {
  dossierId: DossierId;
  holder: HolderTraits;
  insC: InsC;
  documents: number;
  /** Documents written here and not yet received by the server. */
  waiting: number;
  pinned: boolean;
  /** All contents are on the device. */
  complete: boolean;
  openedAt: number;
  syncedAt: number;
};

export type OpenDossierLine = {
  dossierId: DossierId;
  holder: HolderTraits;
  insC: InsC;
  since: number;
  until: number;
};
export type FoundDossier =
  | { kind: 'none' }
  | {
      kind: 'found';
      dossierId: DossierId;
      status: 'active' | 'closed';
      mayConsult: boolean;
      because: string;
    };

export type CachedDossier = {
  header: DossierHeader;
  /** Newest first. */
  entries: readonly DocumentEntry[];
  /** Written on this device, not yet received by the server; newest first. */
  waiting: readonly (DocumentDescription & { outboxId: string; refused: RefusalCode | undefined })[];
  syncedAt: number;
};

export type PreparedDocument = {
  bytes: Bytes;
  description: Omit<DocumentDescription, 'documentId' | 'logicalId' | 'sha256' | 'visibility'>;
  /** How the patient named in the document compares with the holder; `unnamed` where the document names none. */
  identity: { verdict: 'same' | 'unsure' | 'different' | 'unnamed'; differences: readonly string[] };
  /** To be set by the page where the verdict is not `same` or `unnamed`: without it the server refuses. */
  identityReason?: string;
};

/** What was written here: waiting, sent (shown for a while), refused (kept until discarded). */
export type OutboxLine = {
  id: string;
  dossierId: DossierId | undefined;
  what: 'createDossier' | 'provideDocument' | 'grantAuthorisation' | 'withdrawAuthorisation' | 'recordAccess';
  /** Title of the document, where there is one. */
  title: string | undefined;
  holder: HolderTraits | undefined;
  state: 'waiting' | 'sending' | 'sent' | 'refused';
  refused: RefusalCode | undefined;
  writtenAt: number;
  sentAt: number | undefined;
};

export type Transfer = { id: string; title: string; direction: 'up' | 'down'; done: number; total: number };

/** Why the last exchange with the server failed, beside being offline. */
export type SyncErrorCode =
  | WireErrorCode
  /** What was received is not what the server says it sent, even after a fresh pull. */
  | 'digestMismatch'
  /** The server's receipts do not answer what was sent: all stays waiting. */
  | 'receiptMismatch'
  | 'storageFull'
  | 'storageFailed'
  | 'vaultDamaged';

/** Everything that a page may have to say in words (ui/messages). */
export type AppError =
  | { type: 'Offline' }
  | { type: 'Card'; card: CardError }
  | { type: 'Bridge'; bridge: BridgeError }
  | { type: 'Server'; code: WireErrorCode; because?: string }
  | { type: 'Refused'; code: RefusalCode }
  | { type: 'VaultLocked' }
  | { type: 'WrongPassphrase' }
  | { type: 'PassphraseTooShort'; minimum: number }
  | { type: 'VaultDamaged' }
  | { type: 'StorageFull' }
  | { type: 'StorageFailed' }
  | { type: 'NotCached' }
  | { type: 'ContentDamaged' }
  | { type: 'FileEmpty' }
  | { type: 'FileTooLarge'; maximum: number }
  | { type: 'FileTruncated' }
  | { type: 'FileNotWhatItSays' }
  | { type: 'FileUnsupported' }
  | { type: 'CdaUnreadable'; because: string }
  | { type: 'UpdateNeeded' }
  | { type: 'Cancelled' };
