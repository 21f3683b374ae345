import type { DocumentId, DossierId } from '#base/brand.ts';
import type { Actor, DocumentEntry, DocumentStatus, Visibility } from '#domain/dossier/document-entry.ts';
import { DOCUMENT_CLASSES_OID, documentClassOf } from '#domain/nomenclature/document-classes.ts';
import { documentTypeOf, LOINC_OID } from '#domain/nomenclature/document-types.ts';
import { VISIBILITIES, VISIBILITY_OID } from '#domain/nomenclature/visibility.ts';
import { dateTimeOf, instantOf, oidUri, urnOf } from './bundle.ts';
import { organisationReference, practitionerReference } from './practitioner.ts';

type Known = {
  dossierId: DossierId;
  entry: DocumentEntry;
  /** Where the content stands, relative to the Bundle. */
  url: string;
  /** SHA-1, base64: FHIR R4 Attachment.hash. */
  sha1: string;
  /** Documents of the same Bundle: only those are referred to. */
  present: ReadonlySet<DocumentId>;
};

/**
 * A document as FHIR R4 DocumentReference, in the manner of IHE MHD. What R4 has no code for is a tag: archived, and the
 * SHA-256 by which Relais names a content.
 */
export function documentReferenceOf({ dossierId, entry, url, sha1, present }: Known) {
  const { documentId, title, mediaType, size, sha256, practice, replaces } = entry;
  const securityLabel = securityLabelsOf(entry.visibility);
  const category = categoryOf(entry.typeCode);
  const replaced = replaces !== undefined && present.has(replaces);
  return {
    resourceType: 'DocumentReference',
    id: documentId,
    meta: { tag: tagsOf(entry.status, sha256) },
    masterIdentifier: { system: 'urn:ietf:rfc:3986', value: urnOf(documentId) },
    identifier: [{ system: 'urn:ietf:rfc:3986', value: urnOf(entry.logicalId) }],
    status: statusOf(entry.status),
    type: typeOf(entry.typeCode),
    ...(category && { category: [category] }),
    subject: { reference: urnOf(dossierId) },
    date: instantOf(entry.submittedAt),
    author: authorsOf(entry),
    ...(practice && { custodian: organisationReference(practice) }),
    ...(replaced && { relatesTo: [{ code: 'replaces', target: { reference: urnOf(replaces) } }] }),
    description: title,
    ...(securityLabel.length > 0 && { securityLabel }),
    content: [
      {
        attachment: {
          contentType: mediaType,
          url,
          size,
          hash: sha1,
          title,
          creation: dateTimeOf(entry.createdAt),
        },
      },
    ],
    ...contextOf(entry),
  } as const;
}

/** XDS availabilityStatus in the terms of FHIR; a deleted document is never exported. */
const statusOf = (status: DocumentStatus): 'current' | 'superseded' | 'entered-in-error' => {
  if (status === 'deleted') return 'entered-in-error';
  return status === 'deprecated' ? 'superseded' : 'current';
};

const tagsOf = (status: DocumentStatus, sha256: string) => [
  { system: 'urn:x-relais:sha256', code: sha256 },
  ...(status === 'archived' ? [{ system: 'urn:x-relais:document-status', code: 'archived' }] : []),
];

/** FHIR names LOINC by its own address; the other systems have none but their OID. */
function typeOf(code: string) {
  const type = documentTypeOf(code);
  if (!type) return { coding: [{ code }] };
  const known = type.system === LOINC_OID ? 'http://loinc.org' : oidUri(type.system);
  const system = /^[0-9.]+$/.test(type.system) ? { system: known } : {};
  return { coding: [{ ...system, code, display: type.label }], text: type.label };
}

function categoryOf(typeCode: string) {
  const { classCode } = documentTypeOf(typeCode) ?? {};
  const known = classCode && documentClassOf(classCode);
  if (!known) return undefined;
  const coding = { system: oidUri(DOCUMENT_CLASSES_OID), code: known.code, display: known.label };
  return { coding: [coding], text: known.label };
}

/** The author as the document names them, then who added it. */
function authorsOf({ author, depositor }: { author?: { name: string }; depositor: Actor }) {
  const added = practitionerReference(depositor);
  return author === undefined || author.name === depositor.name ? [added] : [{ display: author.name }, added];
}

const securityLabelsOf = (visibility: Visibility) =>
  VISIBILITIES.filter(({ name }) => name !== undefined && visibility[name]).map(({ code, label }) => ({
    coding: [{ system: oidUri(VISIBILITY_OID), code, display: label }],
  }));

function contextOf({ serviceStart, serviceStop }: DocumentEntry) {
  if (serviceStart === undefined && serviceStop === undefined) return {};
  const start = serviceStart === undefined ? {} : { start: dateTimeOf(serviceStart) };
  const end = serviceStop === undefined ? {} : { end: dateTimeOf(serviceStop) };
  return { context: { period: { ...start, ...end } } };
}
