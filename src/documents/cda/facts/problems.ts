import { folded } from '#base/folded.ts';
import type { Problem } from '#domain/clinical/fact.ts';
import { attribute, descend, type XmlElement } from '#documents/xml/element.ts';
import { stated } from '../stated.ts';
import { codingOf, type Coding } from './codes.ts';
import { problemCurrency } from './currency.ts';
import { isDenial, noneKnown } from './denial.ts';
import { comments, noteOf, qualities, reasons } from './details.ts';
import type { KindReader } from './kind-reader.ts';
import { codeAt, hasTemplate, isNegated, isPlanned, neverWas, type Place } from './statement.ts';
import { cutLabel, originalText, wordsAt } from './texts.ts';
import { periodOf } from './times.ts';

/** IHE PCC, CI-SIS, CCD and C-CDA problem observation, CDA-IPS problem. */
const PROBLEM: ReadonlySet<string> = new Set([
  '1.3.6.1.4.1.19376.1.5.3.1.4.5',
  '1.2.250.1.213.1.1.3.37',
  '2.16.840.1.113883.10.20.1.28',
  '2.16.840.1.113883.10.20.22.4.4',
  '2.16.840.1.113883.10.22.4.8',
]);

/** The same of family history. */
const FAMILY: ReadonlySet<string> = new Set([
  '1.3.6.1.4.1.19376.1.5.3.1.4.13.3',
  '1.2.250.1.213.1.1.3.51',
  '2.16.840.1.113883.10.20.1.22',
  '2.16.840.1.113883.10.20.22.4.46',
]);

/** Codes of observations whose value is the problem: assertion, diagnosis, problem, finding, symptom, condition. */
const ASSERTIONS = new Set([
  'ASSERTION',
  '282291009',
  '55607006',
  '404684003',
  '418799008',
  '64572001',
  '248536006',
  '29308-4',
  '75326-9',
]);

type Category = Problem['category'];

/** Procedural context of imaging (CI-SIS): the code of the observation names the section that it would stand in. */
const BY_CODE: ReadonlyMap<string, Category> = new Map([
  ['11348-0', 'history'],
  ['47519-4', 'act'],
  ['64100-1', 'risk'],
]);

const CATEGORIES: readonly string[] = ['problem', 'history', 'act', 'risk', 'family'];

export const problems: KindReader = {
  applies: (statement) =>
    statement.local === 'observation' &&
    !isPlanned(statement) &&
    (hasTemplate(statement, PROBLEM) ||
      hasTemplate(statement, FAMILY) ||
      ASSERTIONS.has(codeAt(statement)) ||
      BY_CODE.has(codeAt(statement))),
  read(statement, place) {
    if (neverWas(statement)) return { facts: [] };
    const coding = problemCoding(statement, place);
    const { label } = coding;
    if (!label) return { facts: [], inside: place };
    const inside = { ...place, group: label };
    if (isNegated(statement) || isDenial(coding) || answersNo(statement, place))
      return { facts: [noneKnown('problem', { ...coding, label })], inside };
    return { facts: [problemFact(statement, place, { ...coding, label })], inside };
  },
};

/** A form asks for the problem, and the narrative that the value refers to answers «non». */
const answersNo = (statement: XmlElement, { texts }: Place): boolean =>
  folded(originalText(descend(statement, 'value'), texts) ?? '') === 'non';

/** The value; where it only repeats the code of the section, or says nothing, the words of the statement. */
function problemCoding(statement: XmlElement, { texts, section }: Place): Coding {
  const value = descend(statement, 'value');
  const coding = attribute(value, 'code') === section.code ? {} : codingOf(value, texts);
  const label = coding.label ?? wordsAt(descend(statement, 'text'), texts);
  return label ? { ...coding, label: cutLabel(label) } : coding;
}

function problemFact(statement: XmlElement, place: Place, coding: Coding & { label: string }): Problem {
  const category = categoryOf(statement, place);
  const { from, to } = periodOf(statement);
  return {
    kind: 'problem',
    category,
    state: stateOf(statement, place, category),
    ...coding,
    ...stated({
      from,
      to,
      note: noteOf(
        category === 'family' ? place.relative : undefined,
        ...qualities(statement, place.texts),
        ...reasons(statement, place.texts),
        ...comments(statement, place.texts),
      ),
    }),
  };
}

function categoryOf(statement: XmlElement, { section, relative }: Place): Category {
  if (relative !== undefined || hasTemplate(statement, FAMILY)) return 'family';
  const named = BY_CODE.get(codeAt(statement));
  if (named) return named;
  return isCategory(section.subject) ? section.subject : 'problem';
}

const isCategory = (subject: string | undefined): subject is Category =>
  subject !== undefined && CATEGORIES.includes(subject);

function stateOf(statement: XmlElement, place: Place, category: Category): Problem['state'] {
  if (category === 'act') return 'ended';
  return category === 'family' ? 'unknown' : problemCurrency(statement, place);
}
