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
  dossierErased: () =>
    words(
      'This record was erased',
      'Its content was destroyed, as its holder asked or ten years after it was closed.',
      IN_OUTBOX,
      'The person may create a new one.',
    ),
  dossierActive: () =>
    words(
      'This record is open already',
      'There is nothing to reopen.',
      IN_OUTBOX,
      'Open it by reading the Vitale card.',
    ),
  opposed: () =>
    words(
      'The holder refused it',
      'They refused this emergency access to their record.',
      IN_OUTBOX,
      'Care without the record; the refusal must be respected.',
    ),
  notEntitled: () =>
    words(
      'You need an entitlement',
      'The operator did not entitle you to this.',
      IN_OUTBOX,
      'Ask the operator of Relais for it.',
    ),
  typeNotEntitled: () =>
    words(
      'Your profession does not open this type of document',
      'The entitlement matrix keeps it for other professions.',
      IN_OUTBOX,
      'Ask the holder or the author of the document.',
    ),
  notAuthor: () =>
    words(
      'This document has another author',
      'Only who added it can replace or delete it.',
      IN_OUTBOX,
      'Ask its author.',
    ),
  notAttendingPhysician: () =>
    words(
      'You are not the declared attending physician',
      'A confirmation needs a declaration before it.',
      IN_OUTBOX,
      'Declare yourself first, with the holder present.',
    ),
  notInMode: () =>
    words(
      'Not during an emergency access',
      'An emergency access lets you read and add, not change rights.',
      IN_OUTBOX,
      'End the emergency access, then act with the holder’s agreement.',
    ),
  visibilityCombination: () =>
    words(
      'A document cannot be hidden from everybody',
      'It would be hidden from professionals and from the holder at once.',
      IN_OUTBOX,
      'Choose one of the two.',
    ),
  confidentialSession: () =>
    words(
      'The session is confidential',
      'The minor came alone: what is added must stay hidden from their legal representatives.',
      IN_OUTBOX,
      'Tick “Hidden from legal representatives”, or leave the confidential session.',
    ),
  notRepresented: () =>
    words(
      'No legal representative is recorded',
      'The record names none today.',
      IN_OUTBOX,
      'Record one first under “Rights and access”.',
    ),
  rightChanged: () =>
    words(
      'Somebody has just changed the same thing',
      'What was on your screen was out of date; nothing was done.',
      IN_OUTBOX,
      'Read again, then start over if it is still wanted.',
    ),
  subjectUnknown: () =>
    words(
      'What you wanted to change is no longer there',
      'The record holds no such right, team or document.',
      IN_OUTBOX,
      'Refresh the record.',
    ),
  documentStateOther: () =>
    words(
      'The state of the document does not allow it',
      'It was archived, replaced or deleted, or the new content is the same as the old one.',
      IN_OUTBOX,
      'Refresh the record and look at its state.',
    ),
  alreadySo: () =>
    words('It was done already', 'Nothing would have changed.', IN_OUTBOX, 'There is nothing to do.'),
};
