import { toBase64 } from '#base/bytes.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { HL7_V3 } from '../cda/read-cda.ts';
import type { CdaId, Coded } from '../cda/document.ts';
import { attributes, codeXml, element, empty, hl7Time, idXml } from './xml-parts.ts';

/** What a header needs that is written around a content. */
export type CdaHeaderToWrite = {
  readonly id: CdaId;
  readonly setId?: CdaId;
  readonly version?: number;
  readonly title: string;
  readonly type: Coded;
  /** Milliseconds since 1970; written in UTC. */
  readonly createdAt: number;
  readonly patient: HolderTraits & { readonly ids: readonly CdaId[] };
  readonly author: {
    readonly id: CdaId;
    readonly givenName?: string;
    readonly familyName: string;
    /** JDV_J01, for example G15_60. */
    readonly specialty?: Coded;
    readonly organisation?: { readonly id?: CdaId; readonly name: string };
  };
  /** Start and end of the act that the document is about, milliseconds; its creation where absent. */
  readonly service?: { readonly start: number; readonly stop?: number };
  /** Beside those of the CI-SIS. */
  readonly templateIds?: readonly string[];
};

/** A section of a structured document: its title and its paragraphs. */
export type CdaSectionToWrite = {
  readonly title: string;
  readonly code?: Coded;
  readonly paragraphs: readonly string[];
};

/** CI-SIS, «Volet structuration minimale»: HL7 France and minimal structure. */
const TEMPLATES = ['2.16.840.1.113883.2.8.2.1', '1.2.250.1.213.1.1.1.1'];
/** IHE ITI TF-3 5.2: a content that is not CDA, inside one. */
const XDS_SD = '1.3.6.1.4.1.19376.1.2.20';

/** A CDA R2 of level 1 around a PDF, an image or a text. */
export function writeCdaN1(
  header: CdaHeaderToWrite,
  content: { mediaType: string; bytes: Uint8Array },
): string {
  const text = `<text${attributes({ mediaType: content.mediaType, representation: 'B64' })}>${toBase64(content.bytes)}</text>`;
  return clinicalDocument(header, [...TEMPLATES, XDS_SD], `<nonXMLBody>${text}</nonXMLBody>`);
}

/** A CDA R2 with sections of narrative text. */
export function writeCdaN3(header: CdaHeaderToWrite, sections: readonly CdaSectionToWrite[]): string {
  return writeCdaSections(header, sections.map(sectionXml));
}

/** A CDA R2 around sections that are written already: each a whole `section` element of HL7 v3. */
export function writeCdaSections(header: CdaHeaderToWrite, sections: readonly string[]): string {
  const body = sections.map((section) => `<component>${section}</component>`).join('');
  return clinicalDocument(header, TEMPLATES, `<structuredBody>${body}</structuredBody>`);
}

/** In the order of the schema (CDA R2 POCD_MT000040). */
function clinicalDocument(header: CdaHeaderToWrite, templates: readonly string[], body: string): string {
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<ClinicalDocument xmlns="${HL7_V3}">`,
    '<realmCode code="FR"/><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>',
    [...templates, ...(header.templateIds ?? [])].map((root) => empty('templateId', { root })).join(''),
    idXml('id', header.id),
    codeXml('code', header.type),
    element('title', header.title),
    empty('effectiveTime', { value: hl7Time(header.createdAt) }),
    '<confidentialityCode code="N" displayName="Normal" codeSystem="2.16.840.1.113883.5.25"/>',
    '<languageCode code="fr-FR"/>',
    header.setId ? idXml('setId', header.setId) : '',
    header.version === undefined ? '' : empty('versionNumber', { value: String(header.version) }),
    patientXml(header.patient),
    authorXml(header),
    custodianXml(header),
    serviceXml(header),
    `<component>${body}</component></ClinicalDocument>\n`,
  ].join('');
}

function patientXml({
  ids,
  familyName,
  usedName,
  firstName,
  birthDate,
  sex,
}: CdaHeaderToWrite['patient']): string {
  const names = [
    element('family', familyName, { qualifier: 'BR' }),
    element('given', firstName),
    element('given', firstName.split(' ')[0] ?? '', { qualifier: 'BR' }),
    usedName ? element('family', usedName, { qualifier: 'CL' }) : '',
  ];
  const gender = sex
    ? empty('administrativeGenderCode', { code: sex, codeSystem: '2.16.840.1.113883.5.1' })
    : '<administrativeGenderCode nullFlavor="UNK"/>';
  const birth = birthDate ? { value: birthDate.replace(/-/g, '') } : { nullFlavor: 'UNK' };
  return (
    `<recordTarget><patientRole>${ids.map((id) => idXml('id', id)).join('')}<patient><name>${names.join('')}</name>` +
    `${gender}${empty('birthTime', birth)}</patient></patientRole></recordTarget>`
  );
}

function authorXml({ author, createdAt }: CdaHeaderToWrite): string {
  const given = author.givenName ? element('given', author.givenName) : '';
  const organisation = author.organisation
    ? `<representedOrganization>${organisationXml(author.organisation)}</representedOrganization>`
    : '';
  return (
    `<author>${empty('time', { value: hl7Time(createdAt) })}<assignedAuthor>${idXml('id', author.id)}` +
    `${author.specialty ? codeXml('code', author.specialty) : ''}<assignedPerson><name>${given}` +
    `${element('family', author.familyName)}</name></assignedPerson>${organisation}</assignedAuthor></author>`
  );
}

/** The organisation that keeps the document; the author where they work alone. */
function custodianXml({ author }: CdaHeaderToWrite): string {
  const keeper = author.organisation ?? { id: author.id, name: author.familyName };
  return (
    '<custodian><assignedCustodian><representedCustodianOrganization>' +
    `${organisationXml(keeper)}</representedCustodianOrganization></assignedCustodian></custodian>`
  );
}

function organisationXml({ id, name }: { readonly id?: CdaId; readonly name: string }): string {
  return (id ? idXml('id', id) : '<id nullFlavor="UNK"/>') + element('name', name);
}

function serviceXml({ service, createdAt, type }: CdaHeaderToWrite): string {
  const stop = service?.stop === undefined ? '' : empty('high', { value: hl7Time(service.stop) });
  const low = empty('low', { value: hl7Time(service?.start ?? createdAt) });
  return `<documentationOf><serviceEvent>${codeXml('code', type)}<effectiveTime>${low}${stop}</effectiveTime></serviceEvent></documentationOf>`;
}

function sectionXml({ title, code, paragraphs }: CdaSectionToWrite): string {
  const text = paragraphs.map((paragraph) => element('paragraph', paragraph)).join('');
  return `<section>${code ? codeXml('code', code) : ''}${element('title', title)}<text>${text}</text></section>`;
}
