import type { ClinicalCode } from '#domain/clinical/code.ts';

/** Notes of care at home that are written as values, so that plots and summaries have them at once. */
export const CARE_NOTE_KINDS = ['vitalSigns', 'wound', 'injection', 'glucose'] as const;
export type CareNoteKind = (typeof CARE_NOTE_KINDS)[number];

/** A unit that a value may be given in. */
export type CareUnit = {
  readonly ucum: string;
  /** As people write it. */
  readonly shown: string;
  /** What is measured, where the code depends on the unit (mass or moles). */
  readonly code?: ClinicalCode;
  /** Outside of these a value is asked about, never refused: typing errors, and what is worth a second look. */
  readonly usual?: { readonly low: number; readonly high: number };
};

type FieldBase = {
  readonly name: string;
  /** As the document says it, in French. */
  readonly label: string;
  readonly required?: true;
};

export type NumberField = FieldBase & {
  readonly type: 'number';
  readonly units: readonly [CareUnit, ...CareUnit[]];
};

/** `value` is stable; `label` stands in the document, in French. */
export type CareOption = { readonly value: string; readonly label: string; readonly code?: ClinicalCode };

export type ChoiceField = FieldBase & { readonly type: 'choice'; readonly options: readonly CareOption[] };

export type TextField = FieldBase & { readonly type: 'text'; readonly long?: true };

export type CareField = NumberField | ChoiceField | TextField;

export type CareTemplate = {
  readonly kind: CareNoteKind;
  /** Title of the document and of its section, in French. */
  readonly title: string;
  readonly fields: readonly CareField[];
};

/** A value as it goes into the document. */
export type CareValue =
  | { readonly type: 'number'; readonly value: number; readonly unit: CareUnit }
  | { readonly type: 'choice'; readonly option: CareOption }
  | { readonly type: 'text'; readonly text: string };

/** `at`: when it was measured or done, ms. */
export type CareNote = {
  readonly template: CareTemplate;
  readonly at: number;
  readonly values: ReadonlyMap<string, CareValue>;
};

/** Longest text of one field, in UTF-16 units; a reading keeps as much of a label. */
export const MAX_CARE_TEXT = 300;
