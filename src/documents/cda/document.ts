import type { Bytes } from '#base/bytes.ts';
import type { Narrative } from './narrative/tree.ts';

/**
 * What is read of a CDA R2 document (HL7 CDA R2 2005; CI-SIS «Volet structuration minimale»). Texts are as written,
 * white space apart; times are ISO 8601 with their zone.
 */
export type CdaDocument = {
  readonly header: CdaHeader;
  readonly body: CdaBody;
  readonly warnings: readonly CdaWarning[];
};

/** An instance identifier (II): an OID or UUID, with an extension where the root names a register. */
export type CdaId = { readonly root: string; readonly extension?: string };

export type Coded = { readonly code: string; readonly system?: string; readonly displayName?: string };

export type CdaHeader = {
  readonly id: CdaId;
  readonly setId?: CdaId;
  readonly version?: number;
  /** Absent where the document has none. */
  readonly title?: string;
  readonly type: Coded;
  readonly confidentiality?: string;
  readonly effectiveTime: string;
  readonly language?: string;
  /** In document order: from the general to the specific. */
  readonly templateIds: readonly string[];
  readonly patient: CdaPatient;
  readonly authors: readonly CdaAuthor[];
  readonly custodian?: CdaOrganisation;
  readonly serviceEvents: readonly CdaServiceEvent[];
  readonly encounter?: CdaEncounter;
  readonly related: readonly CdaRelation[];
  /** People around the patient: attending physician, other professionals, relatives, legal representatives. */
  readonly contacts: readonly CdaContact[];
};

/** A part of a name; BR: of birth, CL: in use («nom utilisé»), SP: of the spouse. */
export type CdaNamePart = { readonly text: string; readonly qualifier?: string };

export type CdaPatient = {
  readonly ids: readonly CdaId[];
  readonly familyNames: readonly CdaNamePart[];
  readonly givenNames: readonly CdaNamePart[];
  /** YYYY-MM-DD, or less precise; month or day may be 00. */
  readonly birthDate?: string;
  readonly sex?: 'F' | 'M';
};

export type CdaOrganisation = { readonly id?: CdaId; readonly name?: string };

export type CdaAuthor = {
  readonly id?: CdaId;
  /** «Given FAMILY» of a person, or the name of a device's software. */
  readonly name?: string;
  /** Profession and specialty (JDV_J01). */
  readonly specialty?: Coded;
  readonly organisation?: CdaOrganisation;
  readonly time?: string;
};

/** Somebody around the patient whom the header names. */
export type CdaContact = {
  readonly role: 'emergency' | 'trusted' | 'attendingPhysician' | 'relative' | 'professional';
  /** «Given FAMILY», or of an organisation. */
  readonly name: string;
  /** Kinship, specialty or function, as written. */
  readonly relation?: string;
  /** Telephone numbers and mail addresses as written, without `tel:` and `mailto:`. */
  readonly phones: readonly string[];
  readonly mails: readonly string[];
};

export type CdaPeriod = { readonly start?: string; readonly stop?: string };

export type CdaServiceEvent = CdaPeriod & {
  readonly id?: CdaId;
  readonly code?: Coded;
  readonly performer?: Omit<CdaAuthor, 'time'>;
};

export type CdaEncounter = CdaPeriod & {
  readonly id?: CdaId;
  readonly code?: Coded;
  readonly facility?: CdaOrganisation & { readonly kind?: Coded };
};

/** `RPLC`: replaces; `APND`: adds to; `XFRM`: was transformed from. */
export type CdaRelation = {
  readonly kind: string;
  readonly id?: CdaId;
  readonly setId?: CdaId;
  readonly version?: number;
};

export type CdaBody =
  | {
      readonly level: 'N1';
      readonly mediaType: string;
      readonly representation: 'B64' | 'TXT';
      /** As written: base64 with any line breaks, or text. Empty where the document only refers to a content. */
      readonly content: string;
    }
  | {
      readonly level: 'N3';
      readonly sections: readonly CdaSection[];
      /** Media types of what is embedded in base64, in document order. */
      readonly embedded: readonly string[];
    };

export type CdaSection = {
  readonly title?: string;
  readonly code?: Coded;
  readonly templateIds: readonly string[];
  /** Coded entries of the section itself. */
  readonly entries: number;
  /** What a person reads; empty where the section only holds others. */
  readonly narrative: Narrative;
  /** Files inside its entries; the narrative shows those that it refers to by `id`. */
  readonly media: readonly EmbeddedMedia[];
  readonly sections: readonly CdaSection[];
};

/** A picture, PDF or other file in base64 inside an entry. */
export type EmbeddedMedia = {
  /** ID of its observationMedia. */
  readonly id?: string;
  /** As the document says; what the bytes are, they must show themselves. */
  readonly mediaType: string;
  /** What it is («Attestation de mutuelle»), where the entry tells. */
  readonly title?: string;
  /** Decodes it; undefined where it is not base64, or empty (as always of readCdaOutline). */
  readonly bytes: () => Bytes | undefined;
};

/** What is unusual, but no reason to refuse. */
export type CdaWarning =
  /** The document stands inside another one (a stylesheet that shows it). */
  | 'Wrapped'
  /** The key of a NIR among the patient's identifiers is wrong. */
  | 'NirKeyWrong'
  /** No INS and no INS-C among the patient's identifiers. */
  | 'NoNationalIdentifier'
  /** More than one patient; the first is read. */
  | 'SeveralPatients'
  /** The type is none of the DMP's. */
  | 'TypeUnknown'
  | 'TitleMissing';

/** Identifier as XDS writes it in uniqueId: `root`, or `root^extension`. */
export const idText = ({ root, extension }: CdaId): string => (extension ? `${root}^${extension}` : root);
