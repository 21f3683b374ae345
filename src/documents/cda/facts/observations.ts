import type { Observation } from '#domain/clinical/fact.ts';
import { attribute, childrenOf, descend, type XmlElement } from '#documents/xml/element.ts';
import { stated } from '../stated.ts';
import { codingOf } from './codes.ts';
import { comments, noteOf } from './details.ts';
import type { KindReader } from './kind-reader.ts';
import { codeAt, hasTemplate, isNegated, isPlanned, neverWas, type Place } from './statement.ts';
import { cutLabel, wordsAt } from './texts.ts';
import { periodOf } from './times.ts';
import { rangeOf, valueOf, valueWords } from './values.ts';

/** IHE LAB laboratory observation, CI-SIS, C-CDA result, CDA-IPS laboratory result. */
const LABORATORY: ReadonlySet<string> = new Set([
  '1.3.6.1.4.1.19376.1.3.1.6',
  '1.2.250.1.213.1.1.3.80',
  '2.16.840.1.113883.10.20.22.4.2',
  '2.16.840.1.113883.10.22.4.13',
]);

/** IHE PCC and CI-SIS vital sign observation, C-CDA and CDA-IPS vital sign. */
const VITAL_SIGN: ReadonlySet<string> = new Set([
  '1.3.6.1.4.1.19376.1.5.3.1.4.13.2',
  '1.2.250.1.213.1.1.3.50',
  '2.16.840.1.113883.10.20.22.4.27',
  '2.16.840.1.113883.10.22.4.45',
]);

/** LOINC of what is measured at the bedside, wherever it stands. */
const VITAL_CODES = new Set([
  '8310-5', // body temperature
  '8867-4', // heart rate
  '8480-6', // systolic pressure
  '8462-4', // diastolic pressure
  '9279-1', // respiratory rate
  '59408-5', // oxygen saturation by oximetry
  '20564-1', // oxygen saturation
  '29463-7', // weight
  '3141-9', // weight measured
  '8302-2', // height
  '39156-5', // body mass index
  '8287-5', // head circumference
  '38214-3', // pain, visual analogue scale
  '72514-3', // pain
]);

/** Every observation with a value that no other kind has taken. */
export const observations: KindReader = {
  applies: (statement) => statement.local === 'observation' && !isPlanned(statement),
  read(statement, place) {
    const coding = codingOf(descend(statement, 'code'), place.texts);
    const label = coding.label ?? wordsAt(descend(statement, 'text'), place.texts) ?? coding.code?.code;
    if (!label || neverWas(statement)) return { facts: [], inside: place };
    const site = codingOf(descend(statement, 'targetSiteCode'), place.texts).label;
    const method = codingOf(descend(statement, 'methodCode'), place.texts).label;
    const about = [site, place.relative].filter((part) => part !== undefined);
    const facts = valuesOf(statement, place).map((value): Observation => {
      const period = periodOf(statement);
      return {
        kind: 'observation',
        category: categoryOf(statement, place),
        ...coding,
        label: cutLabel(about.length > 0 ? `${label} (${about.join(', ')})` : label),
        value,
        ...stated({
          from: period.from ?? place.time,
          to: period.to,
          range: rangeOf(statement, place.texts),
          interpretation: interpretationOf(statement, place),
          group: place.group ?? place.section.title,
          site,
          note: noteOf(method && `Méthode : ${method}`, ...comments(statement, place.texts)),
        }),
      };
    });
    return { facts, inside: place };
  },
};

/** A denied observation is no measurement: its value is told with the denial. */
function valuesOf(statement: XmlElement, { texts }: Place): Observation['value'][] {
  const values = childrenOf(statement, 'value').flatMap((value) => valueOf(value, texts) ?? []);
  return isNegated(statement)
    ? values.map((value) => ({ type: 'text', text: `non : ${valueWords(value)}` }))
    : values;
}

/** The code of ObservationInterpretation (2.16.840.1.113883.5.83); of another nomenclature, its words. */
function interpretationOf(statement: XmlElement, { texts }: Place): string | undefined {
  const element = descend(statement, 'interpretationCode');
  const { code, label } = codingOf(element, texts);
  const system = attribute(element, 'codeSystem');
  return !code || !system || system === '2.16.840.1.113883.5.83' ? (code?.code ?? label) : label;
}

function categoryOf(statement: XmlElement, { section, laboratory }: Place): Observation['category'] {
  if (hasTemplate(statement, VITAL_SIGN)) return 'vitalSign';
  if (hasTemplate(statement, LABORATORY) || laboratory || section.subject === 'laboratory')
    return 'laboratory';
  if (section.subject === 'vitalSigns' || VITAL_CODES.has(codeAt(statement))) return 'vitalSign';
  return 'other';
}
