import type { Directive } from '#domain/clinical/fact.ts';
import { descend } from '#documents/xml/element.ts';
import { stated } from '../stated.ts';
import { codingOf } from './codes.ts';
import { periodCurrency } from './currency.ts';
import { isDenial, noneKnown } from './denial.ts';
import { comments, noteOf } from './details.ts';
import type { KindReader } from './kind-reader.ts';
import { hasTemplate, isNegated } from './statement.ts';
import { cutLabel, wordsAt } from './texts.ts';
import { periodOf } from './times.ts';
import { valueOf, valueWords } from './values.ts';

/** IHE PCC, CI-SIS, CCD and C-CDA advance directive observation. */
const DIRECTIVE: ReadonlySet<string> = new Set([
  '1.3.6.1.4.1.19376.1.5.3.1.4.13.7',
  '1.2.250.1.213.1.1.3.54',
  '2.16.840.1.113883.10.20.1.17',
  '2.16.840.1.113883.10.20.22.4.48',
]);

/** What is wanted or refused stands in the label: «Réanimation cardiaque et respiratoire : non». */
export const directives: KindReader = {
  applies: (statement, { section }) =>
    statement.local === 'observation' &&
    (hasTemplate(statement, DIRECTIVE) || section.subject === 'directives'),
  read(statement, place) {
    const coding = codingOf(descend(statement, 'code'), place.texts);
    const name = coding.label ?? wordsAt(descend(statement, 'text'), place.texts) ?? place.section.title;
    if (!name) return { facts: [] };
    if (isNegated(statement) || isDenial({ ...coding, label: name }))
      return { facts: [noneKnown('directive', { ...coding, label: name })] };
    const value = valueOf(descend(statement, 'value'), place.texts);
    const period = periodOf(statement);
    const fact: Directive = {
      kind: 'directive',
      ...coding,
      label: cutLabel(value ? `${name} : ${valueWords(value)}` : name),
      state: periodCurrency(period, place.writtenAt),
      ...stated({
        from: period.from,
        to: period.to,
        note: noteOf(...comments(statement, place.texts)),
      }),
    };
    return { facts: [fact] };
  },
};
