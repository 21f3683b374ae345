import type { ClinicalCode } from '#domain/clinical/code.ts';
import { CODE_SYSTEMS } from '#domain/clinical/code.ts';
import { attributes, codeXml, element, empty, hl7Time } from './xml-parts.ts';

/** An allergy, a problem or a treatment to be written: named, coded where a code is certain. */
export type StatementToWrite = {
  readonly label: string;
  readonly code?: ClinicalCode;
  /** YYYY[-MM[-DD]] */
  readonly since?: string;
  /** Reaction of an allergy, posology of a treatment, in words. */
  readonly detail?: string;
};

/** A measured value. */
export type ResultToWrite = {
  readonly label: string;
  /** LOINC. */
  readonly loinc: string;
  readonly value: number;
  /** UCUM. */
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
};

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** LOINC 48765-2, allergies; entries of IHE PCC 1.3.6.1.4.1.19376.1.5.3.1.4.6. */
export const allergiesSection = (allergies: readonly StatementToWrite[]): string =>
  section('48765-2', 'Allergies et intolérances', allergies.map(words), allergies.map(allergyXml));

/** LOINC 10160-0, medication use. */
export const treatmentsSection = (treatments: readonly StatementToWrite[]): string =>
  section('10160-0', 'Traitements', treatments.map(words), treatments.map(treatmentXml));

/** LOINC 11450-4, problem list; entries of IHE PCC 1.3.6.1.4.1.19376.1.5.3.1.4.5. */
export const problemsSection = (problems: readonly StatementToWrite[]): string =>
  section('11450-4', 'Problèmes actifs', problems.map(words), problems.map(problemXml));

/** A specialty of the laboratory, by its LOINC class (18719-5 chemistry, 18723-7 haematology). */
export const laboratorySection = (
  { code, title }: { code: string; title: string },
  results: readonly ResultToWrite[],
  at: number,
): string =>
  section(
    code,
    title,
    results.map(resultWords),
    results.map((result) => resultXml(result, at)),
  );

/** LOINC 8716-3, vital signs. */
export const vitalSignsSection = (results: readonly ResultToWrite[], at: number): string =>
  section(
    '8716-3',
    'Signes vitaux',
    results.map(resultWords),
    results.map((result) => resultXml(result, at)),
  );

function section(code: string, title: string, lines: readonly string[], entries: readonly string[]): string {
  const text = lines.map((line) => element('paragraph', line)).join('');
  const coded = codeXml('code', { code, system: CODE_SYSTEMS.loinc });
  const inside = entries.map((entry) => `<entry>${entry}</entry>`).join('');
  return `<section ${XSI}>${coded}${element('title', title)}<text>${text}</text>${inside}</section>`;
}

const words = ({ label, detail }: StatementToWrite): string => (detail ? `${label} : ${detail}` : label);

const resultWords = ({ label, value, unit, low, high }: ResultToWrite): string =>
  `${label} : ${value} ${unit}${low === undefined || high === undefined ? '' : ` (${low} à ${high})`}`;

const named = (name: string, { code, label }: StatementToWrite, type = ''): string =>
  `<${name}${type}${code ? attributes({ code: code.code, codeSystem: code.system, displayName: label }) : ' nullFlavor="OTH"'}>` +
  `${element('originalText', label)}</${name}>`;

const period = (since: string | undefined): string =>
  since
    ? `<effectiveTime>${empty('low', { value: since.replaceAll('-', '') })}</effectiveTime>`
    : '<effectiveTime><low nullFlavor="UNK"/></effectiveTime>';

const allergyXml = (allergy: StatementToWrite): string =>
  '<observation classCode="OBS" moodCode="EVN"><templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.6"/>' +
  `<code code="ALG" codeSystem="2.16.840.1.113883.5.4" displayName="Allergie"/><statusCode code="completed"/>${period(allergy.since)}` +
  `<participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity classCode="MMAT">${named('code', allergy)}` +
  `${element('name', allergy.label)}</playingEntity></participantRole></participant>${reactionXml(allergy)}</observation>`;

const reactionXml = ({ detail }: StatementToWrite): string =>
  detail
    ? '<entryRelationship typeCode="MFST" inversionInd="true"><observation classCode="OBS" moodCode="EVN">' +
      '<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.5"/><code code="ASSERTION" codeSystem="2.16.840.1.113883.5.4"/>' +
      `<statusCode code="completed"/><value xsi:type="CD" nullFlavor="OTH">${element('originalText', detail)}</value></observation></entryRelationship>`
    : '';

const problemXml = (problem: StatementToWrite): string =>
  '<observation classCode="OBS" moodCode="EVN"><templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.5"/>' +
  `<code code="55607006" codeSystem="${CODE_SYSTEMS.snomedCt}" displayName="Problème"/><statusCode code="active"/>${period(problem.since)}` +
  `${named('value', problem, ' xsi:type="CD"')}</observation>`;

const treatmentXml = (treatment: StatementToWrite): string =>
  '<substanceAdministration classCode="SBADM" moodCode="EVN"><templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.7"/>' +
  `<statusCode code="active"/>${periodOfTreatment(treatment.since)}${doseXml(treatment)}` +
  `<consumable><manufacturedProduct><manufacturedMaterial>${named('code', treatment)}${element('name', treatment.label)}` +
  '</manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration>';

const periodOfTreatment = (since: string | undefined): string =>
  since
    ? `<effectiveTime xsi:type="IVL_TS">${empty('low', { value: since.replaceAll('-', '') })}</effectiveTime>`
    : '';

/** In words alone: an amount would have to be certain. */
const doseXml = ({ detail }: StatementToWrite): string =>
  detail
    ? `<doseQuantity nullFlavor="OTH"><translation nullFlavor="OTH">${element('originalText', detail)}</translation></doseQuantity>`
    : '';

function resultXml({ label, loinc, value, unit, low, high }: ResultToWrite, at: number): string {
  const range =
    low === undefined || high === undefined
      ? ''
      : '<referenceRange><observationRange><value xsi:type="IVL_PQ">' +
        `${empty('low', { value: String(low), unit })}${empty('high', { value: String(high), unit })}</value></observationRange></referenceRange>`;
  return (
    '<observation classCode="OBS" moodCode="EVN">' +
    `${codeXml('code', { code: loinc, system: CODE_SYSTEMS.loinc, displayName: label })}<statusCode code="completed"/>` +
    `${empty('effectiveTime', { value: hl7Time(at) })}<value xsi:type="PQ"${attributes({ value: String(value), unit })}/>${range}</observation>`
  );
}
