import type { DeviceId, DocumentId, DossierId, InsC, PsIdNat } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import type { PracticeSituation } from '#cards/cps/situation.ts';
import type { CardError } from '#cards/errors.ts';
import type { BridgeError, StationError } from '#cards/station.ts';
import type { VitaleReading } from '#cards/vitale/records.ts';
import type { EmergencyMode } from '#domain/access/action.ts';
import type { DocumentReading } from '#domain/clinical/reading.ts';
import type { CreationRecord } from '#domain/consent/creation-steps.ts';
import type { Actor, DocumentDescription, DocumentEntry } from '#domain/dossier/document-entry.ts';
import type { HolderData } from '#domain/dossier/holder-data.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { Representative } from '#domain/rights/representative.ts';
import type { Progress } from '#training/progress.ts';
import type { HolderPresence } from '#wire/consent.ts';
import type { DeviceLine } from '#wire/devices.ts';
import type { EmergencySearch, MyEmergency, OpenEmergencyOutput } from '#wire/emergency.ts';
import type { WireErrorCode } from '#wire/errors.ts';
import type { Letter, LetterLine, Notice } from '#wire/notices.ts';
import type { Passkey } from '#wire/passkeys.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import type { TraceFilter } from '#wire/traces.ts';
import type { DemoDesk } from './demo-desk.ts';
import type {
  CachedDossier,
  DocumentSource,
  ExportedFile,
  RecordFile,
  FoundDossier,
  OpenDossierLine,
  PreparedDocument,
} from './dossier-port.ts';
import type { ChangeBody, TakeBackPlan } from './outbox-port.ts';
import type { InformationDesk } from './information-port.ts';
import type { ReadingDesk } from './reading-port.ts';
import type { RoundDesk } from './round-port.ts';
import type { SearchDesk } from './search-port.ts';
import type { StorageFacts } from './storage.ts';
import type { VaultDesk } from './vault-port.ts';
import type { RelaisView } from './view-port.ts';

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
  /** The whole record, for the holder or a representative, as a ZIP. It is fetched when it is read. */
  exportDossier(
    dossierId: DossierId,
    madeFor: 'holder' | 'representative',
  ): Promise<Result<RecordFile, AppError>>;

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
  /** What would go, were this waiting item taken back; undefined: it may have left this device, and stays. */
  planTakeBack(id: string): Promise<Result<TakeBackPlan | undefined, AppError>>;
  /** Destroys what waits and never left this device: these, as `planTakeBack` named them, or none (false). */
  takeBack(ids: readonly string[]): Promise<Result<boolean, AppError>>;
  /** A refused document for the form it came from, as it was written; `addDocument` sends it anew in its place. */
  correctRefused(id: string): Promise<Result<PreparedDocument, AppError>>;

  /** The visit round of the open vault; comes late, with its page. */
  round(): Promise<Result<RoundDesk, AppError>>;

  /** Search inside documents; comes late, with its first question. */
  search(): Promise<Result<SearchDesk, AppError>>;

  /** Whom to call, and which software works with this instance; comes late. */
  information(): Promise<Result<InformationDesk, AppError>>;

  /** What the owner of the open vault did of the training; kept sealed on this device. */
  trainingProgress(): Promise<Result<Progress, AppError>>;
  /** Joins what more was done to it, and answers the whole. */
  noteTraining(more: Progress): Promise<Result<Progress, AppError>>;

  /** How full this device is; undefined where the browser does not tell. */
  storage(): Promise<StorageFacts | undefined>;
  /** Asks the browser not to clear by itself what is stored; whether it promised. */
  askToPersist(): Promise<boolean>;
  /** Destroys all that this device holds of whoever is signed in or has the vault open, unsent work too. */
  eraseMyData(): Promise<Result<void, AppError>>;
  /** Runs `act`, which reloads the page, while nothing is being written or uploaded; nothing begins before it has ended. */
  atQuietMoment(act: () => Promise<void>): Promise<void>;
}

/** Without `pin` the code is typed at the station. */
export type EmergencyProof = { kind: 'card'; pin: string | undefined } | { kind: 'passkey' };

/** `isNew`: registered since the list was last looked at on this device. */
export type ListedDevice = DeviceLine & { isNew: boolean };

/** A document that was written on this device, and that the server has not. */
export type WaitingDocument = DocumentDescription & {
  outboxId: string;
  refused: RefusalCode | undefined;
  /** As it was read here; absent where that is left to the server. */
  reading?: DocumentReading;
  text?: string;
};

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
  | { type: 'FileUnsupported'; format?: 'TIFF' | 'RTF' }
  | { type: 'CdaUnreadable'; because: string }
  | { type: 'UpdateNeeded' }
  /** The browser has no passkeys, or the user did not confirm. */
  | { type: 'PasskeyUnavailable' }
  | { type: 'PasskeyCancelled' }
  | { type: 'Cancelled' };
