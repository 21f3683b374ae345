import type { ClinicalCode } from './code.ts';
import type { ObservedValue, ReferenceRange } from './observed-value.ts';

/** What every fact has, whatever it is about. */
type FactBase = {
  /** For people, as the document says it. */
  readonly label: string;
  readonly code?: ClinicalCode;
  /** The same in other nomenclatures. */
  readonly translations?: readonly ClinicalCode[];
  /** When it began, was found or was done: ISO 8601, as precise as it was written. */
  readonly from?: string;
  /** When it ended. */
  readonly to?: string;
  /** What else the document says of it, as written. */
  readonly note?: string;
  /** Proposed or asked for, not done or begun when the document was written (moodCode INT, PRP, RQO). */
  readonly planned?: true;
};

/** `unknown`: the document does not say. */
export type Currency = 'current' | 'ended' | 'unknown';

/** Kinds of which a document may say that there is none («aucune allergie connue»). */
export const NEGATABLE_KINDS = [
  'allergy',
  'treatment',
  'problem',
  'vaccination',
  'implant',
  'pregnancy',
  'directive',
] as const;
export type NegatableKind = (typeof NEGATABLE_KINDS)[number];

export type Allergy = FactBase & {
  readonly kind: 'allergy';
  readonly state: Currency;
  /** Reactions as written. */
  readonly reactions?: readonly string[];
  readonly severity?: 'mild' | 'moderate' | 'severe';
};

export type Treatment = FactBase & {
  readonly kind: 'treatment';
  readonly state: Currency;
  /** Posology as written, or in the words of its structured parts. */
  readonly dose?: string;
  readonly route?: string;
  /** Where on the body it was given, as written. */
  readonly site?: string;
  /** Of what was given. */
  readonly lot?: string;
  /** Substances, where the label is a trade name. */
  readonly substances?: readonly string[];
};

export type Problem = FactBase & {
  readonly kind: 'problem';
  readonly state: Currency;
  /** `act`: surgery and other procedures; `family`: of relatives, never of the holder. */
  readonly category: 'problem' | 'history' | 'act' | 'risk' | 'family';
};

export type Vaccination = FactBase & {
  readonly kind: 'vaccination';
  readonly lot?: string;
  /** Where on the body it was given, as written. */
  readonly site?: string;
  /** Rank of the dose, as written. */
  readonly dose?: string;
};

export type Observation = FactBase & {
  readonly kind: 'observation';
  readonly category: 'laboratory' | 'vitalSign' | 'other';
  readonly value: ObservedValue;
  readonly range?: ReferenceRange;
  /** HL7 ObservationInterpretation: N, L, H, LL, HH, A, AA, …, as written. */
  readonly interpretation?: string;
  /** Title of the section or panel that it stands in. */
  readonly group?: string;
  /** Where on the body it was measured, as written; the label has it too: right and left are not one series. */
  readonly site?: string;
};

export type Implant = FactBase & {
  readonly kind: 'implant';
  readonly state: Currency;
  /** False where its class says that nobody implants it: a bed, dressings, glasses. */
  readonly implanted?: false;
  /** UDI or serial number, as written. */
  readonly identifier?: string;
};

export type Pregnancy = FactBase & {
  readonly kind: 'pregnancy';
  readonly state: Currency;
  /** Expected date of delivery, ISO 8601. */
  readonly due?: string;
};

export type Directive = FactBase & { readonly kind: 'directive'; readonly state: Currency };

export type BloodGroup = FactBase & { readonly kind: 'bloodGroup' };

export type Contact = FactBase & {
  /** The label is the name. */
  readonly kind: 'contact';
  readonly role: 'emergency' | 'trusted' | 'attendingPhysician' | 'relative' | 'professional';
  /** Kinship or profession, as written. */
  readonly relation?: string;
  readonly phones: readonly string[];
};

/** The document says that there is none, in so many words. */
export type NoneKnown = FactBase & {
  readonly kind: 'noneKnown';
  readonly of: NegatableKind;
  /** Only what the label names is denied («no high blood pressure»); absent: there is none of the kind at all. */
  readonly named?: true;
};

export type ClinicalFact =
  | Allergy
  | Treatment
  | Problem
  | Vaccination
  | Observation
  | Implant
  | Pregnancy
  | Directive
  | BloodGroup
  | Contact
  | NoneKnown;
export type FactKind = ClinicalFact['kind'];
