import type { DeviceId, DocumentId, DossierId, InsC, PsIdNat } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import type { PracticeSituation } from '#cards/cps/situation.ts';
import type { CardError } from '#cards/errors.ts';
import type { BridgeError, StationError } from '#cards/station.ts';
import type { VitaleReading } from '#cards/vitale/records.ts';
import type { CreationRecord } from '#domain/consent/creation-steps.ts';
import type {
  Actor,
  DocumentDescription,
  DocumentEntry,
  MediaType,
  Visibility,
} from '#domain/dossier/document-entry.ts';
import type { DocumentReading } from '#domain/clinical/reading.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { HolderData } from '#domain/dossier/holder-data.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { Representative } from '#domain/rights/representative.ts';
import type { EmergencyMode } from '#domain/access/action.ts';
import type { DossierStatus, Entitlement } from '#domain/access/question.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { DeviceLine } from '#wire/devices.ts';
import type { HolderPresence } from '#wire/consent.ts';
import type { EmergencySearch, MyEmergency, OpenEmergencyOutput } from '#wire/emergency.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import type { Letter, LetterLine, Notice } from '#wire/notices.ts';
import type { Passkey } from '#wire/passkeys.ts';
import type { TraceFilter } from '#wire/traces.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import type { DemoDesk } from './demo-desk.ts';
import type { ReadingDesk, StationLine } from './reading-port.ts';
import type { Locking, LockReason, VaultDesk } from './vault-port.ts';
import type { RoundDesk } from './round-port.ts';
import type { SearchDesk } from './search-port.ts';
import type { StorageFacts } from './storage.ts';

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
  /** Drops keys and plaintext from memory, in all tabs. At a shared workstation it ends the session too. */
  lockVault(): void;
  /** Ways to unlock, and when to lock. */
  readonly vault: VaultDesk;

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
    /** Of a minor (TD1.1). */
    representative?: Representative;
    holderData?: HolderData;
  }): Promise<Result<{ dossierId: DossierId; existing: boolean }, AppError>>;
  /**
   * One act on the rights, the holder's data, the life of a document or of the dossier: writes the command and waits for
   * its receipt; `Offline` means that it waits in the outbox and goes by itself later.
   */
  change(body: ChangeBody): Promise<Result<void, AppError>>;
  /** By two letters of a name at least, or the whole number. Needs the network. */
  findProfessionals(
    query: string,
  ): Promise<Result<{ professionals: readonly Actor[]; more: boolean }, AppError>>;
  /** The minor came alone (EX_0.1-1100): what is written in this dossier until it is left is kept from representatives. */
  setConfidential(dossierId: DossierId | undefined): void;

  /**
   * Break-glass or centre 15: a fresh proof, the search, then the dossier, held in memory alone and never on the device.
   * Works with the vault locked. Needs the network and a session.
   */
  openEmergency(input: {
    mode: EmergencyMode;
    search: EmergencySearch;
    reason: string | undefined;
    proof: EmergencyProof;
  }): Promise<Result<OpenEmergencyOutput, AppError>>;
  /** Goes on with an access that is still open, after a reload. */
  resumeEmergency(access: MyEmergency): Promise<Result<void, AppError>>;
  /** Ends it on the server, and drops the dossier from memory whatever the server says. */
  endEmergency(): Promise<Result<void, AppError>>;
  myEmergencies(): Promise<Result<readonly MyEmergency[], AppError>>;
  passkeys(): Promise<Result<readonly Passkey[], AppError>>;
  registerPasskey(name: string): Promise<Result<void, AppError>>;
  removePasskey(credentialId: string): Promise<Result<void, AppError>>;

  /** Those of the signed-in professional, newest first; seen by it, none is new any more. Needs the network. */
  devices(): Promise<Result<readonly ListedDevice[], AppError>>;
  /** A lost device destroys what it holds of its professional, unsent work too, at its next contact. */
  askWipe(deviceId: DeviceId): Promise<Result<void, AppError>>;

  /** The inbox, newest first. Needs the network. */
  notices(before: number | null): Promise<Result<{ notices: readonly Notice[]; unread: number }, AppError>>;
  markNoticesRead(noticeIds: readonly string[]): Promise<Result<void, AppError>>;
  /** Notices to holders without an address for e-mail: for whom the operator entitled to print them. */
  letters(): Promise<Result<readonly LetterLine[], AppError>>;
  letter(letterId: string): Promise<Result<Letter, AppError>>;
  markLetterPrinted(letterId: string): Promise<Result<void, AppError>>;

  /** An explicit act (EX_0.3-1010): authorises the owner of the open vault; waits for the receipt, as above. */
  authoriseMyself(dossierId: DossierId, presence: HolderPresence): Promise<Result<void, AppError>>;

  /** Fetches the dossier, keeps it sealed on this device, follows it. */
  openDossier(dossierId: DossierId): Promise<Result<void, AppError>>;
  /** Pinned: contents are fetched too, so that all opens without a network. Unpinned: leaves the device. */
  setPinned(dossierId: DossierId, pinned: boolean): Promise<Result<void, AppError>>;
  /** For this professional on this device alone. */
  setStarred(dossierId: DossierId, documentId: DocumentId, starred: boolean): Promise<Result<void, AppError>>;

  /** Header and entries as cached, the documents waiting to be sent among them. */
  dossier(dossierId: DossierId): Promise<Result<CachedDossier, AppError>>;
  /** Content of a document: from the device where it is, else from the server (then kept). Verified by its hash. */
  content(
    dossierId: DossierId,
    documentId: DocumentId,
  ): Promise<Result<{ source: DocumentSource; entry: DocumentEntry }, AppError>>;
  /** Who has seen what. Needs the network. */
  traces(
    dossierId: DossierId,
    cursor: string | null,
    filter?: TraceFilter,
  ): Promise<Result<{ traces: readonly TraceView[]; cursor: string | null }, AppError>>;
  /** As FHIR AuditEvents. */
  exportTraces(dossierId: DossierId): Promise<Result<ExportedFile, AppError>>;
  /** The whole record, for the holder or a representative, as a ZIP. Needs the network. */
  exportDossier(
    dossierId: DossierId,
    madeFor: 'holder' | 'representative',
  ): Promise<Result<ExportedFile, AppError>>;

  /**
   * Seals the content and the command in the outbox and answers at once; they are sent when the network allows.
   * `document` comes from `prepareDocument`.
   */
  addDocument(dossierId: DossierId, document: PreparedDocument): Promise<Result<DocumentId, AppError>>;
  /** Checks a file where it lies and reads what it says of itself, before anything is kept or sent. */
  prepareDocument(
    dossierId: DossierId,
    given: { name: string; file: Blob },
  ): Promise<Result<PreparedDocument, AppError>>;

  /** Tries to send and to fetch now. */
  syncNow(): Promise<void>;
  /** Stops a running transfer; what waits stays waiting. */
  cancelTransfer(id: string): void;
  /** An item that waits or was refused, with its content, to hand over by other means; it stays. */
  exportUnsent(id: string): Promise<Result<ExportedFile<Bytes | Blob>, AppError>>;
  discardRefused(id: string): Promise<Result<void, AppError>>;
  /** A refused document for the form it came from, as it was written; `addDocument` sends it anew in its place. */
  correctRefused(id: string): Promise<Result<PreparedDocument, AppError>>;

  /** The visit round of the open vault; comes late, with its page. */
  round(): Promise<Result<RoundDesk, AppError>>;

  /** Search inside documents; comes late, with its first question. */
  search(): Promise<Result<SearchDesk, AppError>>;

  /** How full this device is; undefined where the browser does not tell. */
  storage(): Promise<StorageFacts | undefined>;
  /** Asks the browser not to clear by itself what is stored; whether it promised. */
  askToPersist(): Promise<boolean>;
  /** Destroys all that this device holds of whoever is signed in or has the vault open, unsent work too. */
  eraseMyData(): Promise<Result<void, AppError>>;
  /** Runs `act`, which reloads the page, while nothing is being written or uploaded; nothing begins before it has ended. */
  atQuietMoment(act: () => Promise<void>): Promise<void>;
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
  /** Created here without a network, and not yet received by the server. */
  readonly pending: readonly PendingDossier[];
  /** Provisional ids of dossiers that existed already, and which they are. */
  readonly moved: ReadonlyMap<DossierId, DossierId>;
  /** So many dossiers left this device by themselves since its vault was opened. */
  readonly leasesEnded: number;
  readonly outbox: readonly OutboxLine[];
  /** Items that wait on this device, noted readings among them; of all its vaults while none is open, counted unopened. */
  readonly unsent: number;
  /** A newer version of the program uses this device's data, or they were erased: this page must be reloaded. */
  readonly outdated: boolean;
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
  /** What the operator granted to the signed-in professional. */
  readonly entitlements: readonly Entitlement[];
  /** The emergency access that is open in this window. */
  readonly emergency: OpenEmergency | undefined;
  /** The dossier that is open in memory alone: of an emergency, or of an authorised reader whose vault is locked. */
  readonly inMemory: DossierId | undefined;
  /** The dossier whose holder, a minor, came alone. */
  readonly confidential: DossierId | undefined;
  readonly unreadNotices: number;
  /** Trees of traces whose new head does not continue the one that this device saw before: history was rewritten. */
  readonly alteredHistory: readonly string[];
  /** The server proved it since this page was opened. */
  readonly historyChecked: boolean;
  /** When this device last saw that the server was restored from a backup, its traces gone back with it; ms. */
  readonly serverRestoredAt: number | undefined;
  /** So many commands, sent before such a restore, were offered again since the vault was opened. */
  readonly offeredAgain: number;
  /** A passkey of this professional is known to work on this device. */
  readonly passkeyHere: boolean;
  /** When the vault of whoever is here locks by itself. */
  readonly locking: Locking;
  /** The last lock, and why; another value each time. */
  readonly locked: { because: LockReason } | undefined;
  /** A shared workstation: the open vault is in memory alone. */
  readonly passing: boolean;
  /** Devices of this professional that were registered since the list was last looked at here. */
  readonly newDevices: number;
  /** This device was reported lost: what it held of a professional has been destroyed since this page was opened. */
  readonly wiped: boolean;
}

/** `until`: when it ends by itself, ms by the device's clock. */
export type OpenEmergency = { dossierId: DossierId; accessId: string; mode: EmergencyMode; until: number };

/** Without `pin` the code is typed at the station. */
export type EmergencyProof = { kind: 'card'; pin: string | undefined } | { kind: 'passkey' };

/** The content of a document as a Blob, which was built part by part. */
export type ExportedFile<Content extends Bytes | Blob = Bytes> = { fileName: string; bytes: Content };

/** A content, opened part by part as it is read; after the lock of the vault it answers VaultLocked. */
export type DocumentSource = {
  /** Bytes. */
  readonly size: number;
  readonly mediaType: MediaType;
  /** Bytes from `start` up to `end`, at most the size; held against the seals of the parts that hold them. */
  slice(start: number, end: number): Promise<Result<Bytes, AppError>>;
  /** All of it in order, a few parts at a time, then held against its hash: what was seen counts only then. */
  readAll(see: (bytes: Bytes) => void | Promise<void>): Promise<Result<void, AppError>>;
  /** All of it at once, verified: for a text or a CDA, which are read whole. */
  whole(): Promise<Result<Bytes, AppError>>;
};

/** The commands that `change` sends. */
export type ChangeBody = Exclude<CommandBody, { type: 'createDossier' | 'provideDocument' | 'recordAccess' }>;

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
  /** When it leaves this device by itself unless the server confirms it before, ms by the device's clock. */
  leaseUntil: number;
  /** Within twelve hours, as the device reckons the time. */
  leaseEndsSoon: boolean;
};

/** A dossier to be: what waits in the outbox, under a provisional id. */
export type PendingDossier = {
  dossierId: DossierId;
  holder: HolderTraits;
  insC: InsC;
  /** Written for it here. */
  documents: number;
  /** An authorisation waits behind its creation. */
  authorised: boolean;
  writtenAt: number;
  /** The holder's card, by the device's clock. */
  vitaleReadAt: number;
  /** The server refused the creation: what was written is in the list of refused items. */
  refused: boolean;
};

/** `isNew`: registered since the list was last looked at on this device. */
export type ListedDevice = DeviceLine & { isNew: boolean };

export type OpenDossierLine = {
  dossierId: DossierId;
  holder: HolderTraits;
  insC: InsC;
  since: number;
  /** Null where no time ends it. */
  until: number | null;
};
export type FoundDossier =
  | { kind: 'none' }
  | {
      kind: 'found';
      dossierId: DossierId;
      status: DossierStatus;
      mayConsult: boolean;
      because: string;
    };

export type CachedDossier = {
  header: DossierHeader;
  /** Newest first. */
  entries: readonly DocumentEntry[];
  /** Written on this device, not yet received by the server; newest first. */
  waiting: readonly WaitingDocument[];
  /** By this professional, on this device. */
  starred: ReadonlySet<DocumentId>;
  /** What the server received later was not there at the visit before this one, server's ms; absent at the first. */
  lastVisitAt?: number | undefined;
  syncedAt: number;
  /** Held in memory alone, for the time of an emergency access. */
  emergency: boolean;
  /** Its creation waits: nothing of it is on the server yet. */
  pending?: boolean;
};

/** A document that was written on this device, and that the server has not. */
export type WaitingDocument = DocumentDescription & {
  outboxId: string;
  refused: RefusalCode | undefined;
  /** As it was read here; absent where that is left to the server. */
  reading?: DocumentReading;
  text?: string;
};

export type PreparedDocument = {
  /** Read where it lies, part by part, when the document is added. */
  file: Blob;
  description: Omit<DocumentDescription, 'documentId' | 'logicalId' | 'sha256' | 'visibility'>;
  /** How the patient named in the document compares with the holder; `unnamed` where the document names none. */
  identity: { verdict: 'same' | 'unsure' | 'different' | 'unnamed'; differences: readonly string[] };
  /** To be set by the page where the verdict is not `same` or `unnamed`: without it the server refuses. */
  identityReason?: string;
  /** As the author chose it (EX_2.1-1050); visible to all where absent. */
  visibility?: Visibility;
  /** The own document that this one takes the place of. */
  replaces?: DocumentEntry;
  /** The refused item that this one takes the place of in the outbox (`OutboxLine.id`). */
  corrects?: string;
};

/** What was written here: waiting, sent (shown for a while), refused (kept until discarded). */
export type OutboxLine = {
  id: string;
  dossierId: DossierId | undefined;
  what: CommandBody['type'];
  /** Title of the document, where there is one. */
  title: string | undefined;
  /** Of a creation: the dossier existed already; the consent is noted there, and documents go there. */
  existing?: boolean;
  holder: HolderTraits | undefined;
  state: 'waiting' | 'sending' | 'sent' | 'refused';
  refused: RefusalCode | undefined;
  writtenAt: number;
  sentAt: number | undefined;
};

export type Transfer = { id: string; title: string; direction: 'up' | 'down'; done: number; total: number };

/** What the server says went wrong. Its disk being full, and its databases being busy, pass by themselves. */
export type ServerErrorCode = WireErrorCode | 'serverFull' | 'serverBusy';

/** Why the last exchange with the server failed, beside being offline. */
export type SyncErrorCode =
  | ServerErrorCode
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
  | { type: 'Server'; code: ServerErrorCode; because?: string }
  | { type: 'Refused'; code: RefusalCode }
  | { type: 'VaultLocked' }
  | { type: 'WrongPassphrase' }
  | { type: 'PassphraseTooShort'; minimum: number }
  | { type: 'TooManyTries'; waitMs: number }
  /** The passkey or the card is not the one that was set up for this vault. */
  | { type: 'WrongKey' }
  /** The last way to unlock stays. */
  | { type: 'LastWay' }
  /** A shared workstation keeps nothing: what is written there is sent at once, or not written. */
  | { type: 'PassingOffline' }
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
  /** The browser has no passkeys, or the user did not confirm. */
  | { type: 'PasskeyUnavailable' }
  | { type: 'PasskeyCancelled' }
  | { type: 'Cancelled' };
