import { folded } from '#base/folded.ts';
import type { Allergy, Currency } from '#domain/clinical/fact.ts';
import { attribute, descend, type XmlElement } from '#documents/xml/element.ts';
import { codingOf } from './codes.ts';
import { codeAt, hasTemplate, isNegated, nestedIn } from './statement.ts';
import { cutText, wordsAt, type Texts } from './texts.ts';

/** Codes of nested statements that say something of the one around them, and are no facts of their own. */
const STATUS = '33999-4';
const SEVERITY = 'SEV';
const COMMENT = '48767-8';
const CERTAINTY = '66455-7';
const DETAILS = new Set([
  STATUS,
  SEVERITY,
  COMMENT,
  '11323-3', // clinical status of the patient
  CERTAINTY,
  '82606-5', // criticality
  '30973-2', // rank of a vaccination
  'PINSTRUCT',
  'FINSTRUCT',
]);

/** Flags of a prescription: long-term illness, work accident, prevention, not reimbursed, off-label, unpacked. */
const FLAGS = new Set(['MED-574', 'GEN-180', 'GEN-295', 'GEN-181', 'GEN-179', 'MED-559']);

/** Problem, as a reason or reaction (IHE PCC); internal reference (IHE PCC, FR-Reference-interne). */
const INTERNAL_REFERENCE: ReadonlySet<string> = new Set([
  '1.3.6.1.4.1.19376.1.5.3.1.4.4.1',
  '1.2.250.1.213.1.1.3.36',
]);

export const isDetail = (statement: XmlElement): boolean =>
  DETAILS.has(codeAt(statement)) ||
  FLAGS.has(codeAt(statement)) ||
  hasTemplate(statement, INTERNAL_REFERENCE);

const detail = (statement: XmlElement, code: string): XmlElement | undefined =>
  nestedIn(statement).find((one) => codeAt(one.statement) === code)?.statement;

const valueCode = (statement: XmlElement | undefined): string =>
  attribute(descend(statement, 'value'), 'code') ?? '';

/** HL7 condition-clinical and allergyintolerance-clinical, as value sets of the CI-SIS; SNOMED CT of CCD. */
const STATUSES: ReadonlyMap<string, Currency> = new Map([
  ['active', 'current'],
  ['recurrence', 'current'],
  ['relapse', 'current'],
  ['55561003', 'current'],
  ['inactive', 'ended'],
  ['remission', 'ended'],
  ['resolved', 'ended'],
  ['73425007', 'ended'],
  ['413322009', 'ended'],
]);

/** What the status of the problem or allergy says; undefined where there is none. */
export const statedCurrency = (statement: XmlElement): Currency | undefined =>
  STATUSES.get(valueCode(detail(statement, STATUS)));

/** Display name or words of the value of a detail. */
function detailWords(statement: XmlElement, code: string, texts: Texts): string | undefined {
  return codingOf(descend(detail(statement, code), 'value'), texts).label;
}

type Severity = NonNullable<Allergy['severity']>;

/** SNOMED CT as the CI-SIS lists it, and HL7 SeverityObservation. */
const SEVERITIES: ReadonlyMap<string, Severity> = new Map([
  ['255604002', 'mild'],
  ['371923003', 'moderate'],
  ['6736007', 'moderate'],
  ['371924009', 'severe'],
  ['24484000', 'severe'],
  ['442452003', 'severe'],
  ['399166001', 'severe'],
  ['L', 'mild'],
  ['M', 'moderate'],
  ['H', 'severe'],
]);

const ORDER: readonly Severity[] = ['mild', 'moderate', 'severe'];

/** The worst of the severities that statements have. */
export function worstSeverity(statements: readonly XmlElement[]): Severity | undefined {
  const found = statements.flatMap((one) => SEVERITIES.get(severityCode(one)) ?? []);
  return ORDER.findLast((severity) => found.includes(severity));
}

/** 94030-4: severity of an adverse effect. */
const severityCode = (statement: XmlElement): string =>
  valueCode(detail(statement, SEVERITY)) || valueCode(detail(statement, '94030-4'));

/** Severity, certainty where it is not plain, and criticality, each in its words. */
export function qualities(statement: XmlElement, texts: Texts): string[] {
  const confirmed = valueCode(detail(statement, CERTAINTY)) === 'confirmed';
  return QUALITIES.filter(([code]) => !(code === CERTAINTY && confirmed)).flatMap(([code, name]) => {
    const words = detailWords(statement, code, texts);
    return words ? [`${name} : ${words}`] : [];
  });
}

const QUALITIES: readonly (readonly [code: string, name: string])[] = [
  [SEVERITY, 'Sévérité'],
  [CERTAINTY, 'Certitude'],
  ['82606-5', 'Criticité'],
];

/** Comments and instructions of a statement, as written. */
export const comments = (statement: XmlElement, texts: Texts): string[] =>
  nestedIn(statement)
    .filter((one) => [COMMENT, 'PINSTRUCT', 'FINSTRUCT'].includes(codeAt(one.statement)))
    .flatMap((one) => wordsAt(descend(one.statement, 'text'), texts) ?? [])
    .filter((words) => words !== '-');

/** Reasons that a treatment or act was given for. */
export const reasons = (statement: XmlElement, texts: Texts): string[] =>
  nestedIn(statement)
    .filter((one) => one.tie === 'RSON' && hasTemplate(one.statement, INTERNAL_REFERENCE))
    .flatMap((one) => codingOf(descend(one.statement, 'code'), texts).label ?? [])
    .map((words) => `Motif : ${words}`);

/** Problems that a statement is said to have shown or caused (MFST, CAUS); those denied apart. */
export function reactionsOf(
  statement: XmlElement,
  texts: Texts,
): { shown: string[]; denied: string[]; statements: XmlElement[] } {
  const all = nestedIn(statement).filter(
    ({ tie, statement: one }) => one.local === 'observation' && (tie === 'MFST' || tie === 'CAUS'),
  );
  const words = (denied: boolean): string[] =>
    all
      .filter((one) => isNegated(one.statement) === denied)
      .flatMap((one) => codingOf(descend(one.statement, 'value'), texts).label ?? []);
  return { shown: words(false), denied: words(true), statements: all.map((one) => one.statement) };
}

/** Parts of a note as one, the same words once. */
export function noteOf(...parts: readonly (string | undefined)[]): string | undefined {
  const kept = new Map(parts.flatMap((part) => (part?.trim() ? [[folded(part), part] as const] : [])));
  return kept.size > 0 ? cutText([...kept.values()].join(' · ')) : undefined;
}
