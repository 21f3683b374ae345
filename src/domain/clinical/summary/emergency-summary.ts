import type { DocumentId } from '#base/brand.ts';
import type { DocumentStatus } from '#domain/dossier/document-entry.ts';
import type { ClinicalFact, Contact, NegatableKind } from '../fact.ts';
import type { RiskClass } from './risk-table.ts';

/** A document as the summary needs it. */
export type SummaryDocument = {
  readonly documentId: DocumentId;
  readonly title: string;
  /** JDV_J66 (DMP). */
  readonly typeCode: string;
  /** ISO 8601: when the document was made. */
  readonly date: string;
  /** Only current ones count. */
  readonly status: DocumentStatus;
  readonly facts: readonly ClinicalFact[];
  readonly fromHolder?: boolean;
  /** Nothing could be read of it: a picture, a scan, a damaged file, or one that is not here. */
  readonly unread?: boolean;
};

/** Where something is said. */
export type Source = {
  readonly documentId: DocumentId;
  readonly title: string;
  readonly typeCode: string;
  /** Of the document, as written. */
  readonly date: string;
  /** The same in ms since 1970; absent where it cannot be read. */
  readonly at?: number;
  /** How old it is, in ms, never negative. */
  readonly ageMs?: number;
  readonly fromHolder: boolean;
};

/** What one document says of an item, in its own words. */
export type Saying = {
  readonly source: Source;
  readonly label: string;
  readonly state: SummaryState;
  /** Dose of a treatment, reactions of an allergy, due date, serial number, kinship: as written. */
  readonly detail?: string;
  readonly note?: string;
  /** Dates of the thing itself, as written. */
  readonly from?: string;
  readonly to?: string;
};

export type SummaryState = 'current' | 'ended' | 'unknown';

/** What documents say differently; both sides are among the sayings, newest first. */
export type Contradiction =
  /** One says that there is none, not before another names it. */
  'deniedLater' | 'state' | 'dose' | 'bloodGroup';

export type SummaryItem = {
  /** Stable for one set of documents. */
  readonly key: string;
  /** In the words of the newest document. */
  readonly label: string;
  readonly state: SummaryState;
  readonly severity?: 'mild' | 'moderate' | 'severe';
  readonly risk?: RiskClass;
  /** Of contacts, to be called; each once. */
  readonly phones?: readonly string[];
  readonly role?: Contact['role'];
  /** Newest first. */
  readonly sayings: readonly [Saying, ...Saying[]];
  readonly contradictions: readonly Contradiction[];
};

export type SummarySection = {
  /** By danger, then newest first. */
  readonly items: readonly SummaryItem[];
  /** Over, by every document that names them: not shown as current. */
  readonly ended: readonly SummaryItem[];
  /** Documents that say that there is none, newest first. */
  readonly noneKnown: readonly Saying[];
  /** `noneKnown`: a document says so, and nothing was found; `nothingFound`: the documents do not speak of it. */
  readonly finding: 'found' | 'noneKnown' | 'nothingFound';
};

/** What kills, what they take, what they have, whom to call. */
export type EmergencySummary = {
  readonly allergies: SummarySection;
  readonly riskTreatments: SummarySection;
  readonly treatments: SummarySection;
  readonly pregnancy: SummarySection;
  readonly implants: SummarySection;
  readonly problems: SummarySection;
  readonly directives: SummarySection;
  readonly bloodGroup: SummarySection;
  /** Trusted person first, then emergency contacts. */
  readonly contacts: SummarySection;
  readonly attendingPhysician: SummarySection;
  readonly documents: { readonly read: number; readonly unread: readonly Source[] };
};

export type SectionName = Exclude<keyof EmergencySummary, 'documents'>;

/** Which denial belongs to which section. */
export const DENIED_BY: Readonly<Partial<Record<SectionName, NegatableKind>>> = {
  allergies: 'allergy',
  riskTreatments: 'treatment',
  treatments: 'treatment',
  pregnancy: 'pregnancy',
  implants: 'implant',
  problems: 'problem',
  directives: 'directive',
};
