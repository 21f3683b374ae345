import { NEGATABLE_KINDS, type ClinicalFact } from '#domain/clinical/fact.ts';
import { MAX_FACTS, type DocumentReading } from '#domain/clinical/reading.ts';
import * as z from 'zod/mini';

const text = z.string();
const optionalText = z.exactOptional(text);
const code = z.object({ system: text, code: text, display: optionalText });

const factShape = {
  label: text,
  code: z.exactOptional(code),
  translations: z.exactOptional(z.array(code)),
  from: optionalText,
  to: optionalText,
  note: optionalText,
  planned: z.exactOptional(z.literal(true)),
};
const state = z.enum(['current', 'ended', 'unknown']);

const observedValue = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('quantity'),
    value: z.number(),
    unit: text,
    comparator: z.exactOptional(z.enum(['<', '<=', '>', '>='])),
  }),
  z.object({ type: z.literal('coded'), code, text }),
  z.object({ type: z.literal('text'), text }),
]);
const bound = z.exactOptional(z.object({ value: z.number(), unit: text }));

const clinicalFact: z.ZodMiniType<ClinicalFact> = z.discriminatedUnion('kind', [
  z.object({
    ...factShape,
    kind: z.literal('allergy'),
    state,
    reactions: z.exactOptional(z.array(text)),
    severity: z.exactOptional(z.enum(['mild', 'moderate', 'severe'])),
  }),
  z.object({
    ...factShape,
    kind: z.literal('treatment'),
    state,
    dose: optionalText,
    route: optionalText,
    site: optionalText,
    lot: optionalText,
    substances: z.exactOptional(z.array(text)),
  }),
  z.object({
    ...factShape,
    kind: z.literal('problem'),
    state,
    category: z.enum(['problem', 'history', 'act', 'risk', 'family']),
  }),
  z.object({
    ...factShape,
    kind: z.literal('vaccination'),
    lot: optionalText,
    site: optionalText,
    dose: optionalText,
  }),
  z.object({
    ...factShape,
    kind: z.literal('observation'),
    category: z.enum(['laboratory', 'vitalSign', 'other']),
    value: observedValue,
    range: z.exactOptional(z.object({ low: bound, high: bound, text: optionalText })),
    interpretation: optionalText,
    group: optionalText,
    site: optionalText,
  }),
  z.object({
    ...factShape,
    kind: z.literal('implant'),
    state,
    implanted: z.exactOptional(z.literal(false)),
    identifier: optionalText,
  }),
  z.object({ ...factShape, kind: z.literal('pregnancy'), state, due: optionalText }),
  z.object({ ...factShape, kind: z.literal('directive'), state }),
  z.object({ ...factShape, kind: z.literal('bloodGroup') }),
  z.object({
    ...factShape,
    kind: z.literal('contact'),
    role: z.enum(['emergency', 'trusted', 'attendingPhysician', 'relative', 'professional']),
    relation: optionalText,
    phones: z.array(text),
  }),
  z.object({
    ...factShape,
    kind: z.literal('noneKnown'),
    of: z.enum(NEGATABLE_KINDS),
    named: z.exactOptional(z.literal(true)),
  }),
]);

/** What was understood of a document where it entered (domain/clinical/reading.ts). */
export const documentReading: z.ZodMiniType<DocumentReading> = z.object({
  extractor: z.int(),
  facts: z.array(clinicalFact).check(z.maxLength(MAX_FACTS)),
  text: z.enum(['whole', 'cut', 'none', 'unreadable']),
  specialty: optionalText,
  encounter: z.exactOptional(
    z.object({ label: optionalText, from: optionalText, to: optionalText, id: optionalText }),
  ),
});
