import { attribute, descend, wordsOf, type XmlElement } from '#documents/xml/element.ts';
import { templateIdsOf } from '../parts.ts';
import { deniedInWords } from './denial.ts';
import type { Problem } from '#domain/clinical/fact.ts';

/** What a section is about, by its LOINC code or its template; those inside inherit what they do not say themselves. */
export type SectionSubject =
  | 'allergies'
  | 'treatments'
  | 'vaccinations'
  | 'devices'
  | 'pregnancy'
  | 'directives'
  | 'vitalSigns'
  | 'laboratory'
  | 'plan'
  | Problem['category'];

export type SectionPlace = {
  readonly title?: string;
  readonly subject?: SectionSubject;
  /** Its own code. */
  readonly code: string;
  /** The words of the narrative, where they only say that there is nothing. */
  readonly denial: () => string | undefined;
};

const SUBJECTS: ReadonlyMap<string, SectionSubject> = new Map<string, SectionSubject>([
  ['48765-2', 'allergies'],
  ['44939-7', 'allergies'],
  ['10160-0', 'treatments'],
  ['10183-2', 'treatments'],
  ['18610-6', 'treatments'],
  ['42346-7', 'treatments'],
  ['57828-6', 'treatments'],
  ['29549-3', 'treatments'],
  ['11369-6', 'vaccinations'],
  ['46264-8', 'devices'],
  ['10162-6', 'pregnancy'],
  ['57073-9', 'pregnancy'],
  ['42348-3', 'directives'],
  ['8716-3', 'vitalSigns'],
  ['18776-5', 'plan'],
  ['11450-4', 'problem'],
  ['11535-2', 'problem'],
  ['46241-6', 'problem'],
  ['72135-7', 'problem'],
  ['29308-4', 'problem'],
  ['11348-0', 'history'],
  ['11329-0', 'history'],
  ['10157-6', 'family'],
  ['47519-4', 'act'],
  ['29554-3', 'act'],
  ['29762-2', 'risk'],
  ['57207-3', 'risk'],
  ['10161-8', 'risk'],
  // laboratory specialties (LOINC classes of the CI-SIS «volet compte rendu d'examens biologiques»)
  ['14340-4', 'laboratory'],
  ['18717-9', 'laboratory'],
  ['18718-7', 'laboratory'],
  ['18719-5', 'laboratory'],
  ['18720-3', 'laboratory'],
  ['18721-1', 'laboratory'],
  ['18722-9', 'laboratory'],
  ['18723-7', 'laboratory'],
  ['18724-5', 'laboratory'],
  ['18725-2', 'laboratory'],
  ['18727-8', 'laboratory'],
  ['18728-6', 'laboratory'],
  ['18729-4', 'laboratory'],
  ['18767-4', 'laboratory'],
  ['18768-2', 'laboratory'],
  ['18769-0', 'laboratory'],
  ['26435-8', 'laboratory'],
  ['26436-6', 'laboratory'],
  ['26437-4', 'laboratory'],
  ['26438-2', 'laboratory'],
]);

/** Sections of the International Patient Summary (HL7 CDA-IPS 1.1), which they are whatever code they were given. */
const IPS_SECTIONS: ReadonlyMap<string, SectionSubject> = new Map<string, SectionSubject>([
  ['2.16.840.1.113883.10.22.3.1', 'treatments'],
  ['2.16.840.1.113883.10.22.3.2', 'allergies'],
  ['2.16.840.1.113883.10.22.3.3', 'problem'],
  ['2.16.840.1.113883.10.22.3.4', 'act'],
  ['2.16.840.1.113883.10.22.3.5', 'vaccinations'],
  ['2.16.840.1.113883.10.22.3.6', 'devices'],
  ['2.16.840.1.113883.10.22.3.7', 'history'],
  ['2.16.840.1.113883.10.22.3.9', 'plan'],
  ['2.16.840.1.113883.10.22.3.10', 'risk'],
  ['2.16.840.1.113883.10.22.3.11', 'pregnancy'],
  ['2.16.840.1.113883.10.22.3.12', 'directives'],
  ['2.16.840.1.113883.10.22.3.16', 'vitalSigns'],
]);

/** Sections of laboratory specialty and of laboratory report item (IHE LAB XD-LAB). */
const LABORATORY_SECTIONS = new Set(['1.3.6.1.4.1.19376.1.3.3.2.1', '1.3.6.1.4.1.19376.1.3.3.2.2']);

/** Status of the document, attached documents, its copy, its barcode, catalogue of images: nothing about health. */
const WITHOUT_FACTS = new Set(['33557-0', '55107-7', '55108-5', '57723-9', '121181', '34895-3']);

export const holdsNoFacts = (section: XmlElement): boolean =>
  WITHOUT_FACTS.has(attribute(descend(section, 'code'), 'code') ?? '');

export function sectionPlace(section: XmlElement, around: SectionPlace | undefined): SectionPlace {
  const code = attribute(descend(section, 'code'), 'code') ?? '';
  const title = wordsOf(descend(section, 'title')) ?? around?.title;
  const subject = subjectOf(section, code) ?? around?.subject;
  return {
    code,
    denial: once(() => deniedInWords(descend(section, 'text'))),
    ...(title ? { title } : {}),
    ...(subject ? { subject } : {}),
  };
}

/** Many entries may ask. */
function once(find: () => string | undefined): () => string | undefined {
  let found: { readonly words: string | undefined } | undefined;
  return () => (found ??= { words: find() }).words;
}

function subjectOf(section: XmlElement, code: string): SectionSubject | undefined {
  const templates = templateIdsOf(section);
  if (templates.some((id) => LABORATORY_SECTIONS.has(id))) return 'laboratory';
  return SUBJECTS.get(code) ?? templates.flatMap((id) => IPS_SECTIONS.get(id) ?? [])[0];
}

/** Whether the codes of one organizer or statement name laboratory results. */
export const isLaboratoryCode = (code: string): boolean => SUBJECTS.get(code) === 'laboratory';
