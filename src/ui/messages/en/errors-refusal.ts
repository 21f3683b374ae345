import { words, type ProblemTexts } from '../problem.ts';

const IN_OUTBOX = 'What was refused is kept in “Outbox”, with its content.';
const EXPORT = 'Export the document to hand it over by other means, or discard it.';

export const refusal: ProblemTexts['refusal'] = {
  profession: () =>
    words(
      'Your profession has no access to records',
      'The DMP is for health professionals only (article L1111-17 of the French Public Health Code).',
      IN_OUTBOX,
      EXPORT,
    ),
  blocked: () =>
    words('The holder blocked you', 'They chose that you have no access to their record.', IN_OUTBOX, EXPORT),
  dossierAbsent: () =>
    words(
      'This record does not exist',
      'No record is open for this person.',
      IN_OUTBOX,
      'Create the record with the person, or export the document.',
    ),
  dossierExists: () =>
    words(
      'This person already has a record',
      'A second record cannot be created.',
      IN_OUTBOX,
      'Open the existing record by reading the Vitale card again.',
    ),
  dossierClosed: () =>
    words('This record is closed', 'Its holder closed it: nothing can be added any more.', IN_OUTBOX, EXPORT),
  notAuthorised: () =>
    words(
      'The holder has not authorised you',
      'Consulting needs their authorisation.',
      IN_OUTBOX,
      'Ask for it in their presence, by reading their Vitale card.',
    ),
  authorisationExpired: () =>
    words(
      'Your authorisation has ended',
      'It lasts one year and was not renewed.',
      IN_OUTBOX,
      'Ask the holder to renew it, in their presence.',
    ),
  hidden: () =>
    words(
      'This document is hidden',
      'Its holder hid it from professionals.',
      IN_OUTBOX,
      'Talk with them if you need this document.',
    ),
  deleted: () =>
    words(
      'This document was deleted',
      'Its author removed it from the record.',
      IN_OUTBOX,
      'There is nothing to do.',
    ),
  malformed: () =>
    words(
      'This does not have the expected form',
      'The server could not read it.',
      IN_OUTBOX,
      `Update Relais and try again. ${EXPORT}`,
    ),
  signatureInvalid: () =>
    words(
      'The signature of the device is wrong',
      'This was altered after it was written, or comes from another device.',
      IN_OUTBOX,
      `Tell your IT service. ${EXPORT}`,
    ),
  authorMismatch: () =>
    words(
      'The author is not who is signed in',
      'This was written by another person than the one of the session.',
      IN_OUTBOX,
      'The author has to sign in on this device.',
    ),
  numberReused: () =>
    words(
      'This number was used before',
      'The server received another content under the same number, probably after a restore of the device.',
      IN_OUTBOX,
      EXPORT,
    ),
  insCInvalid: () =>
    words('The identifier is not valid', 'Its check key is wrong.', IN_OUTBOX, 'Read the Vitale card again.'),
  stepsIncomplete: () =>
    words(
      'The three steps are not complete',
      'Information, consent and reading the Vitale card are all needed, in this order.',
      IN_OUTBOX,
      'Go through the creation of the record again with the person.',
    ),
  brochureUnknown: () =>
    words(
      'Unknown version of the brochure',
      'The server does not know the brochure that was handed over.',
      IN_OUTBOX,
      'Update Relais and go through the creation again.',
    ),
  typeUnknown: () =>
    words(
      'Unknown type of document',
      'It is not in the nomenclature of the DMP.',
      IN_OUTBOX,
      'Export the document, then add it with another type.',
    ),
  contentMissing: () =>
    words(
      'The content did not arrive',
      'The server did not receive the whole document.',
      IN_OUTBOX,
      'Export the document, then add it again.',
    ),
  contentMismatch: () =>
    words(
      'The content received is different',
      'The document that arrived is not the one announced.',
      IN_OUTBOX,
      'Export the document, check it, then add it again.',
    ),
  contentUnreadable: () =>
    words(
      'The content cannot be read',
      'It is not a document that a record takes, or it is damaged.',
      IN_OUTBOX,
      EXPORT,
    ),
  identityMismatch: () =>
    words(
      'The document names another person',
      'Its patient is not the holder of the record, and no reason was given.',
      IN_OUTBOX,
      'Check the identity. If it is the holder, add it again and write the reason.',
    ),
  documentExists: () =>
    words(
      'This document is in the record already',
      'The server has received one under the same reference.',
      IN_OUTBOX,
      'Check the list of the record, then discard this item.',
    ),
  professionalUnknown: () =>
    words(
      'Unknown professional',
      'The server does not know the professional named.',
      IN_OUTBOX,
      'Check their identity with your IT service.',
    ),
};
