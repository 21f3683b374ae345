import type { ContentHash, DocumentId, PsIdNat } from '#base/brand.ts';
import type { DocumentReading } from '#domain/clinical/reading.ts';

/** XDS availabilityStatus, with the two states that the DMP adds. */
export const DOCUMENT_STATUSES = ['current', 'deprecated', 'archived', 'deleted'] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

/** What a document may be made of. A CDA is `text/xml`, as XDS names it. */
export const MEDIA_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'text/plain', 'text/xml'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** Largest content that a dossier takes, in bytes (25 MiB). */
export const MAX_DOCUMENT_BYTES = 25 * 1024 * 1024;
/** Longest title, in UTF-16 units. */
export const MAX_TITLE_LENGTH = 200;

/** Codes MASQUE_PS, INVISIBLE_PATIENT, INVISIBLE_REPRESENTANTS_LEGAUX (TRE_A07). */
export type Visibility = {
  hiddenFromProfessionals: boolean;
  hiddenFromHolder: boolean;
  hiddenFromRepresentatives: boolean;
};
export const VISIBLE_TO_ALL: Visibility = {
  hiddenFromProfessionals: false,
  hiddenFromHolder: false,
  hiddenFromRepresentatives: false,
};

/** A professional as traces and documents name them. */
export type Actor = { psIdNat: PsIdNat; name: string; profession: string };

/** What the header of a CDA says, as far as lists need it. */
export type CdaFacts = {
  level: 'N1' | 'N3';
  uniqueId: string;
  setId?: string;
  version?: number;
  /** Media type of the content inside an N1. */
  embeddedMediaType?: string;
  formatCode?: string;
};

/** The document's patient was not found to be the holder, and the depositor confirmed it with a reason. */
export type IdentityException = { differences: readonly string[]; reason: string };

/** Where the depositor practised that day, as their card names it (XDS authorInstitution). */
export type PracticePlace = {
  /** Raison sociale. */
  name: string;
  /** Struct_IdNat: type digit and FINESS, SIRET or other. */
  structureId?: string;
};

/** What a depositor says of a document; follows XDS/FHIR DocumentReference. */
export type DocumentDescription = {
  /** Of this version alone (annexe_identifiants: `uniqueId`, the author's own and new for each version). */
  documentId: DocumentId;
  /** Stable over the versions of one document (XDS logicalID). */
  logicalId: DocumentId;
  title: string;
  /** JDV_J66 (DMP). */
  typeCode: string;
  mediaType: MediaType;
  /** Bytes. */
  size: number;
  sha256: ContentHash;
  /** Date of the document itself: ISO 8601, with zone where it was written with one. */
  createdAt: string;
  serviceStart?: string;
  serviceStop?: string;
  /** Author as the document names them, where that is not the depositor. */
  author?: { name: string; organisation?: string };
  practice?: PracticePlace;
  cda?: CdaFacts;
  identityException?: IdentityException;
  /** XDS RPLC: the version that this one takes the place of, of the same author and logicalId. */
  replaces?: DocumentId;
  visibility: Visibility;
};

/** A document as a reader sees it in a dossier. */
export type DocumentEntry = DocumentDescription & {
  /** Opaque: changes with the entry. Not the sequence number, whose gaps would tell of what this reader may not see. */
  version: string;
  status: DocumentStatus;
  depositor: Actor;
  /** Server time of the deposit, ms. */
  submittedAt: number;
  /** While hidden from the holder: when it becomes visible by itself (R1111-53), ms. */
  revealedToHolderAt?: number;
  /** What was understood of it; absent until it was read. */
  reading?: DocumentReading;
  /** Its text for the search, as it comes from the server: a device keeps it apart from its lists. */
  text?: string;
};
