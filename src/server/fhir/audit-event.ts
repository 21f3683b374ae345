import type { InsC } from '#base/brand.ts';
import type { AccessMode } from '#domain/access/action.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import { INS_C_OID } from '#domain/identity/ins-c.ts';
import { PROFESSIONS_OID } from '#domain/nomenclature/professions.ts';
import { AUDIT_ACTS, coding, type AuditAct } from './audit-act.ts';
import { instantOf, oidUri, urnOf, type BundleEntry } from './bundle.ts';
import { organisationReference, practitionerReference } from './practitioner.ts';

/** Of whose record the trace tells, and which instance kept it (a UUID). */
export type AuditedDossier = { insC: InsC; instanceId: string };

export type AuditEvent = ReturnType<typeof auditEventOf>;

/**
 * One trace as FHIR R4 AuditEvent, shaped after IHE BALP (Basic Audit Log Patterns 1.1): user, device and server as agents,
 * the patient and the document as entities. What BALP has no element for (rule, verdict, matrix, mode, reason) stands as
 * details of the patient's entity. Pure.
 */
export function auditEventOf(trace: TraceView, dossier: AuditedDossier) {
  const act = AUDIT_ACTS[trace.act];
  return {
    resourceType: 'AuditEvent',
    id: trace.id,
    ...(trace.confidential && { meta: { security: [RESTRICTED] } }),
    type: act.type,
    subtype: [...act.subtype, coding(ACT_SYSTEM, trace.act)],
    action: act.action,
    ...(trace.deviceAt !== undefined && {
      period: { start: instantOf(trace.deviceAt), end: instantOf(trace.deviceAt) },
    }),
    recorded: instantOf(trace.at),
    // 4: «minor failure», refused by a rule or a check of the server
    outcome: trace.allowed ? '0' : '4',
    outcomeDesc: trace.because,
    purposeOfEvent: [{ coding: [PURPOSES[trace.mode]] }],
    agent: [userAgent(trace, act), ...clientAgent(trace, act), serverAgent(dossier, act)],
    source: { observer: serverReference(dossier), type: [SOURCE_TYPE] },
    entity: [patientEntity(trace, dossier), ...documentEntity(trace)],
  } as const;
}

/** The event as an entry of a Bundle. */
export function auditEntry(trace: TraceView, dossier: AuditedDossier): BundleEntry {
  return { fullUrl: urnOf(trace.id), resource: auditEventOf(trace, dossier) };
}

const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const V3 = 'http://terminology.hl7.org/CodeSystem/v3-';
/** Our own codes: a name, not an address. */
const ACT_SYSTEM = 'urn:x-relais:trace-act';
const RULE = 'urn:x-relais:rule:';

const RESTRICTED = coding(`${V3}Confidentiality`, 'R', 'restricted');
const SOURCE_TYPE = coding(
  'http://terminology.hl7.org/CodeSystem/security-source-type',
  '4',
  'Application Server',
);

/** HL7 v3 ActReason: treatment, break the glass, emergency treatment. */
const PURPOSES: Readonly<Record<AccessMode, ReturnType<typeof coding>>> = {
  normal: coding(`${V3}ActReason`, 'TREAT', 'treatment'),
  bris_de_glace: coding(`${V3}ActReason`, 'BTG', 'break the glass'),
  centre_15: coding(`${V3}ActReason`, 'ETREAT', 'Emergency Treatment'),
};

/** Who acted; the server itself where no professional did. */
function userAgent({ actor, organisation, rule }: TraceView, act: AuditAct) {
  const place = organisation && organisationReference(organisation);
  return {
    type: { coding: [isReading(act) ? RECIPIENT : AUTHOR] },
    ...(actor && {
      who: practitionerReference(actor),
      name: actor.name,
      role: [{ coding: [coding(oidUri(PROFESSIONS_OID), actor.profession)] }],
    }),
    requestor: true,
    ...(place && { location: { ...place, type: 'Location' } }),
    ...(rule !== undefined && { policy: [RULE + encodeURIComponent(rule)] }),
  } as const;
}
const RECIPIENT = coding(`${V3}ParticipationType`, 'IRCP', 'information recipient');
const AUTHOR = coding(`${V3}ParticipationType`, 'AUT', 'author (originator)');

const isReading = ({ action }: AuditAct): boolean => action === 'R' || action === 'E';

/** What is read flows from the server; what is written or asked for, to it. */
const SOURCE = coding(DCM, '110153', 'Source Role ID');
const DESTINATION = coding(DCM, '110152', 'Destination Role ID');

/** The device, by its name: `1`, name of a machine. */
function clientAgent({ device }: TraceView, { action }: AuditAct) {
  if (device === undefined) return [];
  return [
    {
      type: { coding: [action === 'R' ? DESTINATION : SOURCE] },
      who: { display: device },
      requestor: false,
      network: { address: device, type: '1' },
    },
  ];
}

const serverAgent = (dossier: AuditedDossier, { action }: AuditAct) => ({
  type: { coding: [action === 'R' ? SOURCE : DESTINATION] },
  who: serverReference(dossier),
  requestor: false,
});

const serverReference = ({ instanceId }: AuditedDossier) => ({
  identifier: { system: 'urn:ietf:rfc:3986', value: urnOf(instanceId) },
  display: 'Relais',
});

const ENTITY_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
const ENTITY_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role';

function patientEntity(trace: TraceView, { insC }: AuditedDossier) {
  return {
    what: { type: 'Patient', identifier: { system: oidUri(INS_C_OID), value: insC } },
    type: coding(ENTITY_TYPE, '1', 'Person'),
    role: coding(ENTITY_ROLE, '1', 'Patient'),
    detail: detailsOf(trace),
  };
}

function detailsOf({ mode, because, rule, matrix, reason, confidential }: TraceView) {
  const said = {
    mode,
    verdict: because,
    rule,
    matrix,
    reason,
    confidential: confidential ? 'true' : undefined,
  };
  return Object.entries(said).flatMap(([type, valueString]) =>
    valueString === undefined ? [] : [{ type, valueString }],
  );
}

function documentEntity({ documentId }: TraceView) {
  if (documentId === undefined) return [];
  return [
    {
      what: {
        type: 'DocumentReference',
        identifier: { system: 'urn:ietf:rfc:3986', value: urnOf(documentId) },
      },
      type: coding(ENTITY_TYPE, '2', 'System Object'),
      role: coding(ENTITY_ROLE, '3', 'Report'),
    },
  ];
}
