import type { DocumentId, DossierId, InsC } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import type { ReadDocument } from '#documents/reading/read-document.ts';
import type { DossierStatus } from '#domain/access/question.ts';
import type {
  DocumentDescription,
  DocumentEntry,
  MediaType,
  Visibility,
} from '#domain/dossier/document-entry.ts';
import type { DossierHeader } from '#domain/dossier/dossier-header.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { AppError, WaitingDocument } from './port.ts';

/** The content of a document as a Blob, which was built part by part. */
export type ExportedFile<Content extends Bytes | Blob = Bytes> = { fileName: string; bytes: Content };
/** A file that comes part by part, and counts once all of it came. */
export type RecordFile = { fileName: string } & Pick<DocumentSource, 'readAll'>;

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

export type PreparedDocument = {
  /** Read where it lies, part by part, when the document is added. */
  file: Blob;
  /** What it says, where the parse that checked it goes on to read it. */
  read?: Promise<ReadDocument | undefined>;
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
