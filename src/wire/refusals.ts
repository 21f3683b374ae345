import { REFUSED_BECAUSE } from '#domain/access/question.ts';

/** Why a command was refused: the verdict's reason, or what is wrong with the command itself. */
export const REFUSAL_CODES = [
  ...REFUSED_BECAUSE,
  /** Not one of the commands, or not in their form. */
  'malformed',
  'signatureInvalid',
  /** The author is not the professional that this device belongs to. */
  'authorMismatch',
  /** The same (device, n) came with another content before. */
  'numberReused',
  'insCInvalid',
  'stepsIncomplete',
  'brochureUnknown',
  'typeUnknown',
  /** No complete upload of this author has that hash. */
  'contentMissing',
  /** The content is not what the command says of it. */
  'contentMismatch',
  /** Neither of a kind that a dossier takes, nor readable. */
  'contentUnreadable',
  /** The document's patient is not the holder, and no reason was given. */
  'identityMismatch',
  'documentExists',
  'professionalUnknown',
  /** Somebody changed the same right, data or document since this was on the screen. */
  'rightChanged',
  /** No such team, representative, document or emergency access in this dossier. */
  'subjectUnknown',
  /** A replacement, or a change, that the state of the document does not allow. */
  'documentStateOther',
  /** Nothing would change. */
  'alreadySo',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];
