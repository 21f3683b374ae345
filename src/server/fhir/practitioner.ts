import type { Actor, PracticePlace } from '#domain/dossier/document-entry.ts';
import { oidUri } from './bundle.ts';

/** National identifier of professionals (IDNPS, CI-SIS). */
const PS_OID = '1.2.250.1.71.4.2.1';
/** National identifier of structures (IDNST, CI-SIS). */
const STRUCTURE_OID = '1.2.250.1.71.4.2.2';

/** Logical reference (FHIR R4 §2.3.0.2): by national identifier, since the register is not ours. */
export const practitionerReference = ({ psIdNat, name }: Actor) => ({
  type: 'Practitioner',
  identifier: { system: oidUri(PS_OID), value: psIdNat },
  display: name,
});

export const organisationReference = ({ name, structureId }: PracticePlace) => ({
  type: 'Organization',
  ...(structureId !== undefined && { identifier: { system: oidUri(STRUCTURE_OID), value: structureId } }),
  display: name,
});
