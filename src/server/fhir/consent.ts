import type { DossierId } from '#base/brand.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type { ProfessionalRight, RightsView } from '#domain/rights/rights-view.ts';
import { instantOf, urnOf, type FhirResource } from './bundle.ts';
import { practitionerReference } from './practitioner.ts';

type Given = {
  dossierId: DossierId;
  type: 'permit' | 'deny';
  /** Text applied. */
  rule: string;
  text: string;
  since: number | undefined;
  until?: number | undefined;
  by?: Actor | undefined;
  who?: readonly Actor[];
  /** HL7 v3 ActReason ETREAT: emergency treatment. */
  emergency?: boolean;
};

/** One Consent (FHIR R4) for each right in force: who may and who may not, and the holder's word on emergencies. */
export function consentsOf(dossierId: DossierId, rights: RightsView): FhirResource[] {
  const { professionals, teams, attendingPhysician, oppositions } = rights;
  const choices = [
    { refused: oppositions.breakGlass, text: 'Bris de glace' },
    { refused: oppositions.dispatchCentre, text: 'Centre de régulation (centre 15)' },
  ];
  return [
    ...professionals
      .filter(({ state }) => state !== 'expired')
      .map((line) => ofProfessional(dossierId, line)),
    ...teams.map((team) =>
      consent({
        dossierId,
        type: 'permit',
        rule: 'R1111-46',
        text: `Équipe de soins : ${team.name}`,
        since: team.since,
        until: team.until,
        by: team.by,
        who: team.members,
      }),
    ),
    ...(attendingPhysician
      ? [
          consent({
            dossierId,
            type: 'permit',
            rule: 'L1111-16',
            text: 'Médecin traitant',
            since: attendingPhysician.since,
            by: attendingPhysician.by,
            who: [attendingPhysician.professional],
          }),
        ]
      : []),
    ...choices.map(({ refused, text }) =>
      consent({
        dossierId,
        type: refused ? 'deny' : 'permit',
        rule: 'L1111-17 I',
        text,
        since: oppositions.since,
        by: oppositions.by,
        emergency: true,
      }),
    ),
  ];
}

function ofProfessional(dossierId: DossierId, line: ProfessionalRight): FhirResource {
  const { state, professional, since, until, by } = line;
  const denied = state === 'denied';
  return consent({
    dossierId,
    type: denied ? 'deny' : 'permit',
    rule: denied ? 'IG TD0.2 NB1' : 'L1111-17 I',
    text: denied ? 'Professionnel bloqué' : 'Autorisation de consulter',
    since,
    until,
    by,
    who: [professional],
  });
}

function consent({ dossierId, type, rule, text, since, until, by, who = [], emergency }: Given) {
  const actors = who.map((actor) => ({
    role: coded('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'IRCP'),
    reference: practitionerReference(actor),
  }));
  const period = {
    ...(since !== undefined && { start: instantOf(since) }),
    ...(until !== undefined && { end: instantOf(until) }),
  };
  return {
    resourceType: 'Consent',
    status: 'active',
    scope: coded('http://terminology.hl7.org/CodeSystem/consentscope', 'patient-privacy'),
    // LOINC 59284-0: Consent Document
    category: [coded('http://loinc.org', '59284-0')],
    patient: { reference: urnOf(dossierId) },
    ...(since !== undefined && { dateTime: instantOf(since) }),
    ...(by && { performer: [practitionerReference(by)] }),
    policyRule: { text: `Code de la santé publique, ${rule}` },
    provision: {
      type,
      ...(Object.keys(period).length > 0 && { period }),
      ...(actors.length > 0 && { actor: actors }),
      code: [{ text }],
      ...(emergency && {
        purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'ETREAT' }],
      }),
    },
  };
}

const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
