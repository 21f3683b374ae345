import type { CareNote } from '#domain/care-notes/template.ts';
import { careWords, cellId, commentXml, named, XSI } from './care-note-parts.ts';
import { attributes, element, empty, hl7Time } from './xml-parts.ts';

/** CCD medication activity, IHE PCC medications and normal dosing. */
const MEDICATION = [
  '2.16.840.1.113883.10.20.1.24',
  '1.3.6.1.4.1.19376.1.5.3.1.4.7',
  '1.3.6.1.4.1.19376.1.5.3.1.4.7.1',
];
/** CCD and IHE PCC product. */
const PRODUCT = ['2.16.840.1.113883.10.20.1.53', '1.3.6.1.4.1.19376.1.5.3.1.4.7.2'];

/**
 * What was given once, at the time of the note: begun and ended, so that no list of current treatments takes it up.
 * `dose` is the name of the field that holds it. Readers that know no site and no lot find both in the comment.
 */
export function administrationXml(
  note: CareNote,
  root: string,
  { product, dose }: { readonly product: string; readonly dose: string },
): string {
  const [route, site] = [note.values.get('route'), note.values.get('site')];
  const at = empty('low', { value: hl7Time(note.at) }) + empty('high', { value: hl7Time(note.at) });
  return (
    '<substanceAdministration classCode="SBADM" moodCode="EVN">' +
    templates(MEDICATION) +
    empty('id', { root, extension: 'given' }) +
    `<text>${empty('reference', { value: `#${cellId(dose)}` })}</text>` +
    empty('statusCode', { code: 'completed' }) +
    `<effectiveTime${attributes({ 'xmlns:xsi': XSI, 'xsi:type': 'IVL_TS' })}>${at}</effectiveTime>` +
    (route?.type === 'choice' ? named('routeCode', route.option.code, route.option.label) : '') +
    (site ? named('approachSiteCode', undefined, careWords(site)) : '') +
    doseXml(note, dose) +
    productXml(product, note) +
    remarks(note) +
    '</substanceAdministration>'
  );
}

function doseXml({ values }: CareNote, name: string): string {
  const dose = values.get(name);
  if (dose?.type !== 'number') return '';
  const words = element('originalText', careWords(dose));
  const named = attributes({ value: `${dose.value}`, unit: dose.unit.ucum });
  return `<doseQuantity${named}><translation>${words}</translation></doseQuantity>`;
}

function productXml(product: string, { values }: CareNote): string {
  const lot = values.get('lot');
  const material =
    named('code', undefined, product) +
    element('name', product) +
    (lot ? element('lotNumberText', careWords(lot)) : '');
  return (
    `<consumable><manufacturedProduct>${templates(PRODUCT)}` +
    `<manufacturedMaterial>${material}</manufacturedMaterial></manufacturedProduct></consumable>`
  );
}

const TOLD = ['site', 'lot', 'moment'];

function remarks({ template, values }: CareNote): string {
  const words = template.fields.flatMap(({ name, label }) => {
    const value = TOLD.includes(name) ? values.get(name) : undefined;
    return value ? [`${label} : ${careWords(value)}`] : [];
  });
  return words.length > 0 ? commentXml(words.join(' · ')) : '';
}

const templates = (roots: readonly string[]): string =>
  roots.map((root) => empty('templateId', { root })).join('');
