import type { FactKind, NegatableKind, Observation, Problem, Contact } from '#domain/clinical/fact.ts';

/**
 * What the official documents state, written by reading their XML by eye. The counts follow these definitions:
 *
 * - An entry counts by what it states, not by how often its text is repeated. What only the narrative says is no fact.
 * - `planned …`: its moodCode is INT, PRP or RQO. A plan in mood EVN counts as done, unless a row says otherwise.
 * - `denied …`: an entry with negationInd=true, of the kind that it denies; it is not one of that kind.
 *   `noneKnown …`: the document says that there is none at all of the kind.
 * - allergy: an allergy observation that names an agent or a type and is not denied.
 * - treatment: a substanceAdministration of a medication, prescription or care plan section that names a product in
 *   any way (code, name or text). The posology parts of one prescription are no treatments of their own, nor are contrast
 *   agents and tracers given for an examination.
 * - problem: each problem observation (IHE PCC 1.3.6.1.4.1.19376.1.5.3.1.4.5, or code ASSERTION) that names something; `history` in a
 *   section of medical history, `family` in one of family history, `problem` elsewhere. Reactions to an allergy or to a
 *   vaccine are no problems. `act`: each procedure of a section of acts or history of acts, or of a care plan. `risk`:
 *   habits (smoking, profession, …) may be read as risks or as other observations; the count is an upper bound.
 * - vaccination: each immunization that is not denied, one for each dose.
 * - observation laboratory: each observation with a value in a laboratory section or laboratory template; an earlier
 *   result that stands inside a result counts too. Vital signs: each observation of a vital signs organizer or template.
 *   Other observations are not counted.
 * - implant: each device of a section of medical devices; `device` where nobody implants it.
 * - pregnancy: one for each pregnancy that is stated, with its dates and counts.
 * - directive: each directive, the document that holds them included.
 * - contact: one for each person and role; an author who is the attending physician too is not a second one, and
 *   the guardian counts among relatives. Other professionals are not counted.
 */
export type FactKey = `${'planned ' | ''}${PlainKey}`;
type PlainKey =
  | Exclude<FactKind, 'problem' | 'observation' | 'contact' | 'noneKnown'>
  | 'device'
  | `problem ${Problem['category']}`
  | `observation ${Observation['category']}`
  | `contact ${Contact['role']}`
  | `noneKnown ${NegatableKind}`
  | `denied ${NegatableKind}`;

/** How many: exactly, or at least and at most where the document leaves it open (a comment says why). */
export type Count = number | readonly [least: number, most: number];

/** A number with its unit; a bound where only that is known. */
export type Quantity =
  | readonly [value: number, unit: string]
  | readonly [comparator: '<' | '<=' | '>' | '>=', value: number, unit: string];

/** A value: a quantity, a code, or words (of a text or of a code's text). */
export type ExpectedValue =
  { readonly quantity: Quantity } | { readonly coded: string } | { readonly words: RegExp };

/** One fact as the XML states it; what a row leaves out is not checked. `null`: the document does not say. */
export type ExpectedFact = {
  readonly is: FactKey | readonly FactKey[];
  /** All that a reader may see as its name: the display of the code, the text of the narrative, the name. */
  readonly label: RegExp;
  /** Nomenclature and code, of the fact or of one of its translations. */
  readonly code?: readonly [system: string, code: string];
  readonly from?: string | null;
  readonly to?: string | null;
  readonly state?: readonly ('current' | 'ended' | 'unknown')[];
  readonly value?: ExpectedValue | readonly ExpectedValue[];
  /** In the unit of the value; `null` for an open side. */
  readonly range?: readonly [low: number | null, high: number | null] | null;
  readonly interpretation?: string | null;
  readonly dose?: RegExp;
  readonly route?: RegExp;
  readonly lot?: string;
  readonly substance?: RegExp;
  /** Each must be among the reactions; an empty list: there are none. */
  readonly reactions?: readonly RegExp[];
  readonly severity?: 'mild' | 'moderate' | 'severe' | null;
  readonly identifier?: RegExp;
  readonly due?: string;
  readonly phone?: string;
  readonly relation?: RegExp;
  /** Somewhere in label or note. */
  readonly says?: RegExp;
};

export type ExpectedDocument = {
  readonly file: string;
  /** A key that is absent is expected not to occur. */
  readonly counts: Readonly<Partial<Record<FactKey, Count>>>;
  readonly facts: readonly ExpectedFact[];
  /** What would be a misreading: no fact may match. */
  readonly never?: readonly ExpectedFact[];
};

/** Kinds that the table does not count. */
export const UNCOUNTED: readonly FactKey[] = [
  'observation other',
  'planned observation other',
  'planned observation laboratory',
  'planned observation vitalSign',
  'contact professional',
];
