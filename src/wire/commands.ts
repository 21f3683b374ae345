import * as z from 'zod/mini';
import { holderTraits, practicePlace } from './actor.ts';
import { creationRecord, holderPresence } from './consent.ts';
import { documentDescription } from './dossier.ts';
import { base64UrlOf, deviceId, documentId, dossierId, insC, psIdNat, time, version } from './primitives.ts';
import { REFUSAL_CODES } from './refusals.ts';
import * as rights from './right-commands.ts';
import { holderData, representative } from './rights.ts';
import { WIRE_VERSION } from './version.ts';

/**
 * Commands go up, receipts come back. A command is written once on a device, signed there at once, and sent until a
 * receipt with its hash returns; the same (device, n) always gets the same receipt.
 *
 * | command                 | effect                                                        | DMP transaction |
 * |-------------------------|---------------------------------------------------------------|-----------------|
 * | createDossier           | the dossier exists, or is found to exist already              | TD1.1           |
 * | grantAuthorisation      | a professional may consult for one year                       | TD0.3           |
 * | withdrawAuthorisation   | no longer                                                     | TD0.3           |
 * | provideDocument         | a document uploaded before becomes part of the dossier        | TD2.1, ITI-65   |
 * | recordAccess            | a reading done without network joins the traces               |                 |
 *
 * The commands on rights, on the life of documents and of the dossier stand in right-commands.ts.
 */
export const COMMAND_TAG = 'relais-command-v1\0';

export const createDossierBody = z.object({
  type: z.literal('createDossier'),
  /** Chosen by the device; the receipt names the dossier that exists. */
  dossierId,
  holder: holderTraits,
  insC,
  record: creationRecord,
  /** TD1.1 carries the legal representative of a minor. */
  representative: z.exactOptional(representative),
  holderData: z.exactOptional(holderData),
});
export const provideDocumentBody = z.object({
  type: z.literal('provideDocument'),
  dossierId,
  document: documentDescription,
});
export const grantAuthorisationBody = z.object({
  type: z.literal('grantAuthorisation'),
  dossierId,
  professional: psIdNat,
  presence: holderPresence,
  /** Version of the line that was on the screen (right-commands.ts). */
  basedOn: z.exactOptional(version),
});
export const withdrawAuthorisationBody = z.object({
  type: z.literal('withdrawAuthorisation'),
  dossierId,
  professional: psIdNat,
  basedOn: z.exactOptional(version),
});
export const recordAccessBody = z.object({
  type: z.literal('recordAccess'),
  dossierId,
  documentId: z.exactOptional(documentId),
  /** When it was read, by the device's clock. */
  readAt: time,
});

export const commandBody = z.discriminatedUnion('type', [
  createDossierBody,
  provideDocumentBody,
  grantAuthorisationBody,
  withdrawAuthorisationBody,
  recordAccessBody,
  rights.blockProfessionalBody,
  rights.unblockProfessionalBody,
  rights.declareAttendingPhysicianBody,
  rights.confirmAttendingPhysicianBody,
  rights.endAttendingPhysicianBody,
  rights.authoriseCareTeamBody,
  rights.changeCareTeamBody,
  rights.withdrawCareTeamBody,
  rights.setOppositionsBody,
  rights.changeHolderDataBody,
  rights.recordRepresentativeBody,
  rights.endRepresentativeBody,
  rights.closeDossierBody,
  rights.reactivateDossierBody,
  rights.requestErasureBody,
  rights.changeDocumentBody,
  rights.noteEmergencyBody,
]);
export type CommandBody = z.infer<typeof commandBody>;

export const command = z.object({
  /** When it was written. Older forms are this one without what came since: an outbox from before is still taken. */
  wire: z.literal([1, 2, 3, WIRE_VERSION]),
  device: deviceId,
  /** Counts this device's commands from 1. */
  n: z.int().check(z.positive()),
  author: psIdNat,
  /** When it was written, by the device's clock: metadata. */
  at: time,
  /** Where the author practised, as their card named it. */
  organisation: z.exactOptional(practicePlace),
  /** Written in the confidential session of a minor (EX_0.1-1100). */
  confidential: z.exactOptional(z.boolean()),
  body: commandBody,
});
export type Command = z.infer<typeof command>;

/** The bytes that were signed travel as they are; the server parses them after the signature. */
export const signedCommand = z.object({
  /** JSON text of a `command`. */
  payload: z.string().check(z.maxLength(64 * 1024)),
  /** ECDSA P-256 with SHA-256 over COMMAND_TAG ‖ payload (UTF-8), IEEE P1363 form. */
  signature: base64UrlOf(64),
});
export type SignedCommand = z.infer<typeof signedCommand>;

export const receiptOutcome = z.discriminatedUnion('type', [
  z.object({ type: z.literal('done'), dossierId, existing: z.exactOptional(z.boolean()) }),
  z.object({ type: z.literal('refused'), code: z.enum(REFUSAL_CODES) }),
]);
export const receipt = z.object({
  device: deviceId,
  n: z.int(),
  /** SHA-256 (hex) of the payload, so that a receipt can only answer the command it was written for. */
  hash: z.string(),
  outcome: receiptOutcome,
  /** Server time, ms. */
  at: time,
});
export type Receipt = z.infer<typeof receipt>;
