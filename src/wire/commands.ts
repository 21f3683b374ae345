import * as z from 'zod/mini';
import { documentDescription, holderTraits } from './dossier.ts';
import {
  base64UrlOf,
  deviceId,
  documentId,
  dossierId,
  insC,
  psIdNat,
  reasonText,
  shortText,
  time,
} from './primitives.ts';
import { REFUSAL_CODES } from './refusals.ts';
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
 */
export const COMMAND_TAG = 'relais-command-v1\0';

/** How the holder's presence is asserted: a traced assertion, never a proof. */
export const holderPresence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('vitale'), readAt: time }),
  z.object({ kind: z.literal('declared'), reason: reasonText }),
]);
export type HolderPresence = z.infer<typeof holderPresence>;

/** The three steps in their order (EX_1.1-1010, EX_1.1-1050, EX_GEN-1250): when each was done, by the device's clock. */
export const creationRecord = z.object({
  informed: z.object({ at: time, brochureVersion: shortText }),
  consent: z.object({ at: time, breakGlass: z.boolean(), dispatchCentre: z.boolean() }),
  identified: z.object({ vitaleReadAt: time, confirmedAt: time }),
});

export const createDossierBody = z.object({
  type: z.literal('createDossier'),
  /** Chosen by the device; the receipt names the dossier that exists. */
  dossierId,
  holder: holderTraits,
  insC,
  record: creationRecord,
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
});
export const withdrawAuthorisationBody = z.object({
  type: z.literal('withdrawAuthorisation'),
  dossierId,
  professional: psIdNat,
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
]);
export type CommandBody = z.infer<typeof commandBody>;

export const command = z.object({
  /** When it was written. 1 has the same form: an outbox written before an update is still taken after it. */
  wire: z.literal([1, WIRE_VERSION]),
  device: deviceId,
  /** Counts this device's commands from 1. */
  n: z.int().check(z.positive()),
  author: psIdNat,
  /** When it was written, by the device's clock: metadata. */
  at: time,
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
