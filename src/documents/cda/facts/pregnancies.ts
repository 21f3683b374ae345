import { folded } from '#base/folded.ts';
import type { ClinicalFact, Currency, Pregnancy } from '#domain/clinical/fact.ts';
import { attribute, descend, type XmlElement } from '#documents/xml/element.ts';
import { stated } from '../stated.ts';
import { codingOf } from './codes.ts';
import { periodCurrency } from './currency.ts';
import { noneKnown } from './denial.ts';
import { comments, noteOf } from './details.ts';
import type { KindReader, ReadStatement } from './kind-reader.ts';
import { codeAt, hasTemplate, isNegated, isPlanned, type Place } from './statement.ts';
import { cutLabel } from './texts.ts';
import { isBefore, periodOf } from './times.ts';
import { valueOf, valueWords } from './values.ts';

/** Pregnancy status: LOINC, and SNOMED CT as imaging writes it. */
const STATUS = new Set(['11449-6', '82810-3', '364320009']);
/** Expected date of delivery: estimated, from the last period, from ultrasound. */
const DUE = new Set(['11778-8', '11779-6', '11780-4', '11781-2']);
/** A pregnancy with all that is told of it (IHE PCC, CI-SIS). */
const PREGNANCY: ReadonlySet<string> = new Set([
  '1.3.6.1.4.1.19376.1.5.3.1.4.13.5.1',
  '1.2.250.1.213.1.1.3.55',
]);
const PREGNANT = '77386006';

export const pregnancies: KindReader = {
  applies: (statement, { relative }) =>
    relative === undefined &&
    (statement.local === 'organizer'
      ? hasTemplate(statement, PREGNANCY)
      : statement.local === 'observation' && !isPlanned(statement) && isOfPregnancy(statement)),
  read(statement, place) {
    if (statement.local === 'organizer') return readPregnancy(statement, place);
    return DUE.has(codeAt(statement)) ? readDue(statement, place) : readStatus(statement, place);
  },
};

const isOfPregnancy = (statement: XmlElement): boolean =>
  STATUS.has(codeAt(statement)) ||
  DUE.has(codeAt(statement)) ||
  attribute(descend(statement, 'value'), 'code') === PREGNANT;

function readPregnancy(organizer: XmlElement, place: Place): ReadStatement {
  const coding = codingOf(descend(organizer, 'code'), place.texts);
  const label = coding.label ?? place.section.title;
  const period = periodOf(organizer);
  if (!label) return { facts: [], inside: place };
  const fact: Pregnancy = {
    kind: 'pregnancy',
    ...coding,
    label: cutLabel(label),
    state: periodCurrency(period, place.writtenAt),
    ...stated({ from: period.from, to: period.to }),
  };
  return { facts: [fact], inside: { ...place, group: label } };
}

function readDue(statement: XmlElement, place: Place): ReadStatement {
  const { label = 'Date estimée d’accouchement', ...coding } = codingOf(
    descend(statement, 'code'),
    place.texts,
  );
  const due = valueOf(descend(statement, 'value'), place.texts);
  if (due?.type !== 'text' || !/^\d{4}/.test(due.text)) return { facts: [] };
  const state: Currency = isBefore(place.writtenAt, due.text) ? 'current' : 'unknown';
  return { facts: [{ kind: 'pregnancy', ...coding, label, state, due: due.text }] };
}

/** «Non enceinte»: SNOMED CT, LOINC answer, or in words. */
const NOT_PREGNANT = new Set(['60001007', 'LA26683-5']);
const NOT_IN_WORDS =
  /^(non|pas enceinte|non enceinte|absence de grossesse|pas de grossesse|aucune grossesse)/;
const IN_WORDS = /^(oui|enceinte|grossesse|pregnant)/;
/** LOINC answer «pregnant», SNOMED CT pregnant. */
const PREGNANT_CODES = new Set([PREGNANT, 'LA15173-0']);

function readStatus(statement: XmlElement, place: Place): ReadStatement {
  const value = valueOf(descend(statement, 'value'), place.texts);
  if (!value) return { facts: [] };
  const code = value.type === 'coded' ? value.code : codingOf(descend(statement, 'code'), place.texts).code;
  const words = valueWords(value);
  const coding = { label: cutLabel(words), ...(code ? { code } : {}) };
  const no = NOT_PREGNANT.has(code?.code ?? '') || NOT_IN_WORDS.test(folded(words));
  if (no || isNegated(statement)) {
    const { named: _, ...none } = noneKnown('pregnancy', coding);
    return { facts: [none] };
  }
  const yes = PREGNANT_CODES.has(code?.code ?? '') || IN_WORDS.test(folded(words));
  const fact: Pregnancy = {
    kind: 'pregnancy',
    ...coding,
    state: yes ? 'current' : 'unknown',
    ...stated({
      from: periodOf(statement).from ?? place.time,
      note: noteOf(...comments(statement, place.texts)),
    }),
  };
  return { facts: [fact] };
}

/** The expected date stands apart from the status that it belongs to: of one pregnancy, one fact. */
export function withDueDates(facts: readonly ClinicalFact[]): ClinicalFact[] {
  const due = facts.find((one) => one.kind === 'pregnancy' && one.due !== undefined);
  const status = facts.find(
    (one) => one.kind === 'pregnancy' && one.due === undefined && one.state === 'current',
  );
  if (due?.kind !== 'pregnancy' || due.due === undefined || status?.kind !== 'pregnancy') return [...facts];
  const joined: Pregnancy = { ...status, due: due.due };
  return facts.flatMap((one) => (one === status ? [joined] : one === due ? [] : [one]));
}
