import type { ClinicalCode } from '#domain/clinical/code.ts';
import type { CareField, CareNote, CareValue } from '#domain/care-notes/template.ts';
import { administrationXml } from './care-note-administration.ts';
import { careWords, cellId, commentXml, named, XSI } from './care-note-parts.ts';
import { codeXml, element, empty, hl7Time } from './xml-parts.ts';

/** CCD result, IHE PCC simple observation. */
const SIMPLE = ['2.16.840.1.113883.10.20.1.31', '1.3.6.1.4.1.19376.1.5.3.1.4.13'];
/** IHE PCC and CI-SIS vital sign observation. */
const VITAL_SIGN = [...SIMPLE, '1.3.6.1.4.1.19376.1.5.3.1.4.13.2', '1.2.250.1.213.1.1.3.50'];
/** CCD, IHE PCC and CI-SIS organizer of vital signs. */
const ORGANIZER = [
  '2.16.840.1.113883.10.20.1.32',
  '2.16.840.1.113883.10.20.1.35',
  '1.3.6.1.4.1.19376.1.5.3.1.4.13.1',
  '1.2.250.1.213.1.1.3.49',
];
const SNOMED_CT = '2.16.840.1.113883.6.96';

/** The `entry` elements of a note; `root` is the OID of the document, under which each statement has its number. */
export function careEntries(note: CareNote, root: string): string {
  switch (note.template.kind) {
    case 'vitalSigns':
      return organizer(note, root);
    case 'wound':
    case 'glucose':
      return observed(note)
        .map((one, i) => entry(observationXml(note, one, `${i + 1}`, root)))
        .concat(insulin(note, root))
        .join('');
    case 'injection':
      return entry(administrationXml(note, root, { product: textOf(note, 'product') ?? '', dose: 'dose' }));
  }
}

const entry = (statement: string): string => `<entry typeCode="DRIV">${statement}</entry>`;

function organizer(note: CareNote, root: string): string {
  const measured = observed(note);
  if (measured.length === 0) return '';
  const components = measured.map(
    (one, i) => `<component>${observationXml(note, one, `${i + 1}`, root)}</component>`,
  );
  return entry(
    '<organizer classCode="CLUSTER" moodCode="EVN">' +
      ORGANIZER.map((one) => empty('templateId', { root: one })).join('') +
      empty('id', { root, extension: 'vital-signs' }) +
      codeXml('code', { code: '46680005', system: SNOMED_CT, displayName: note.template.title }) +
      empty('statusCode', { code: 'completed' }) +
      empty('effectiveTime', { value: hl7Time(note.at) }) +
      `${components.join('')}</organizer>`,
  );
}

type Observed = { readonly field: CareField; readonly value: CareValue };

/** What is told by another statement or by the table alone. */
const NOT_OBSERVED: ReadonlySet<string> = new Set(['site', 'remark', 'moment', 'insulin', 'insulinName']);

const observed = ({ template, values }: CareNote): Observed[] =>
  template.fields.flatMap((field) => {
    const value = values.get(field.name);
    return value && !NOT_OBSERVED.has(field.name) ? [{ field, value }] : [];
  });

function observationXml(note: CareNote, { field, value }: Observed, n: string, root: string): string {
  const templates = note.template.kind === 'vitalSigns' ? VITAL_SIGN : SIMPLE;
  const site = textOf(note, 'site');
  const moment = note.values.get('moment');
  return (
    '<observation classCode="OBS" moodCode="EVN">' +
    templates.map((one) => empty('templateId', { root: one })).join('') +
    empty('id', { root, extension: n }) +
    named('code', codeOf(value), field.label) +
    `<text>${empty('reference', { value: `#${cellId(field.name)}` })}</text>` +
    empty('statusCode', { code: 'completed' }) +
    empty('effectiveTime', { value: hl7Time(note.at) }) +
    valueXml(value) +
    (site ? named('targetSiteCode', undefined, site) : '') +
    (moment ? commentXml(careWords(moment)) : '') +
    '</observation>'
  );
}

const codeOf = (value: CareValue): ClinicalCode | undefined =>
  value.type === 'number' ? value.unit.code : undefined;

function valueXml(value: CareValue): string {
  if (value.type !== 'number')
    return element('value', careWords(value), { 'xmlns:xsi': XSI, 'xsi:type': 'ST' });
  const { ucum } = value.unit;
  return empty('value', { 'xmlns:xsi': XSI, 'xsi:type': 'PQ', value: `${value.value}`, unit: ucum });
}

/** Insulin given with a measurement is a treatment of its own. */
const insulin = (note: CareNote, root: string): string[] =>
  note.values.has('insulin')
    ? [
        entry(
          administrationXml(note, root, {
            product: textOf(note, 'insulinName') ?? 'Insuline',
            dose: 'insulin',
          }),
        ),
      ]
    : [];

const textOf = ({ values }: CareNote, name: string): string | undefined => {
  const value = values.get(name);
  return value && careWords(value);
};
