import { MAX_TEAM_MEMBERS } from '#domain/rights/team.ts';
import * as z from 'zod/mini';
import { creationRecord, holderPresence } from './consent.ts';
import { documentId, dossierId, psIdNat, reasonText, shortText, uuid, version } from './primitives.ts';
import { holderData, representative, requester } from './rights.ts';

/**
 * Commands on the rights and the life of a dossier. `basedOn` is the version of the line that was on the screen: where
 * somebody changed the same right meanwhile, the command is refused (`rightChanged`) and nothing is done.
 */
const basedOn = z.exactOptional(version);
const teamMembers = z.array(psIdNat).check(z.minLength(1), z.maxLength(MAX_TEAM_MEMBERS));

/** TD0.3: no access any more, with or without an authorisation, until unblocked. */
export const blockProfessionalBody = z.object({
  type: z.literal('blockProfessional'),
  dossierId,
  professional: psIdNat,
  basedOn,
});
export const unblockProfessionalBody = z.object({
  type: z.literal('unblockProfessional'),
  dossierId,
  professional: psIdNat,
  basedOn,
});
/** TD0.3: the author becomes the holder's attending physician; holder and predecessor are told. */
export const declareAttendingPhysicianBody = z.object({
  type: z.literal('declareAttendingPhysician'),
  dossierId,
  presence: holderPresence,
  basedOn,
});
/** The second confirmation: from now on masked documents open to the author. */
export const confirmAttendingPhysicianBody = z.object({
  type: z.literal('confirmAttendingPhysician'),
  dossierId,
  presence: holderPresence,
});
export const endAttendingPhysicianBody = z.object({
  type: z.literal('endAttendingPhysician'),
  dossierId,
  basedOn,
});
/** R1111-46: consent collected once, for all members. */
export const authoriseCareTeamBody = z.object({
  type: z.literal('authoriseCareTeam'),
  dossierId,
  /** Chosen by the device; that of a known team renews it. */
  teamId: uuid,
  name: shortText,
  members: teamMembers,
  presence: holderPresence,
  basedOn,
});
export const changeCareTeamBody = z.object({
  type: z.literal('changeCareTeam'),
  dossierId,
  teamId: uuid,
  members: teamMembers,
  basedOn,
});
export const withdrawCareTeamBody = z.object({
  type: z.literal('withdrawCareTeam'),
  dossierId,
  teamId: uuid,
  basedOn,
});
/** TD1.3b; true: the holder refuses that access. */
export const setOppositionsBody = z.object({
  type: z.literal('setOppositions'),
  dossierId,
  breakGlass: z.boolean(),
  dispatchCentre: z.boolean(),
  basedOn,
});
/** TD1.3b: the whole of the data, as it is to stand. */
export const changeHolderDataBody = z.object({
  type: z.literal('changeHolderData'),
  dossierId,
  data: holderData,
  basedOn,
});
export const recordRepresentativeBody = z.object({
  type: z.literal('recordRepresentative'),
  dossierId,
  representative,
});
export const endRepresentativeBody = z.object({
  type: z.literal('endRepresentative'),
  dossierId,
  representativeId: uuid,
  basedOn,
});
/** TD1.4. */
export const closeDossierBody = z.object({
  type: z.literal('closeDossier'),
  dossierId,
  reason: reasonText,
  requester,
});
/** TD1.2: the same record of consent as a creation (EX_1.2-1030). */
export const reactivateDossierBody = z.object({
  type: z.literal('reactivateDossier'),
  dossierId,
  record: creationRecord,
});
/** R1111-36: closed at once, erased within three months. */
export const requestErasureBody = z.object({
  type: z.literal('requestErasure'),
  dossierId,
  requester,
  presence: holderPresence,
});

export const DOCUMENT_CHANGES = [
  'mask',
  'unmask',
  'revealToHolder',
  'revealToRepresentatives',
  'archive',
  'unarchive',
  'delete',
] as const;
export type DocumentChange = (typeof DOCUMENT_CHANGES)[number];

/** TD3.3a-d. The two revelations cannot be taken back: nothing hides again what they show. */
export const changeDocumentBody = z.object({
  type: z.literal('changeDocument'),
  dossierId,
  documentId,
  change: z.enum(DOCUMENT_CHANGES),
  /** Of the entry that was on the screen. */
  basedOn,
});

/** What the professional writes afterwards of a break-glass access. */
export const noteEmergencyBody = z.object({
  type: z.literal('noteEmergency'),
  dossierId,
  accessId: uuid,
  text: reasonText,
});
