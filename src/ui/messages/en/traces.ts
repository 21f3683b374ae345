import type { TraceSentences } from '#ui/dossier/trace-words.ts';
import type { DossierTexts } from '../fr/dossier.ts';

const doc = (title: string | undefined): string => (title === undefined ? 'a document' : `“${title}”`);

const sentences: TraceSentences = {
  informHolder: {
    done: () => 'informed the person and handed over the brochure',
    refused: () => 'could not note the information',
  },
  collectConsent: { done: () => 'collected consent', refused: () => 'could not note consent' },
  identifyHolder: {
    done: () => 'identified the person by their Vitale card',
    refused: () => 'could not note the identification',
  },
  createDossier: { done: () => 'created the record', refused: () => 'tried to create the record' },
  findDossier: {
    done: () => 'looked whether this record exists',
    refused: () => 'could not look whether this record exists',
  },
  consultDossier: {
    done: () => 'consulted the list of documents',
    refused: () => 'tried to consult the record without being authorised',
  },
  syncDossier: {
    done: () => 'opened the record and received its news',
    refused: () => 'tried to open the record without being authorised',
  },
  retrieveDocument: {
    done: (title) => `read ${doc(title)}`,
    refused: (title) => `tried to read ${doc(title)} without being authorised`,
  },
  recordAccess: {
    done: (title) =>
      title === undefined ? 'consulted the record offline' : `read “${title}” on their device`,
    refused: () => 'reported an offline reading that was no longer allowed',
  },
  provideDocument: {
    done: (title) => `added ${doc(title)}`,
    refused: (title) => `tried to add ${doc(title)}`,
  },
  grantAuthorisation: {
    done: () => 'was authorised to consult the record',
    refused: () => 'could not be authorised',
  },
  withdrawAuthorisation: {
    done: () => 'is no longer authorised to consult the record',
    refused: () => 'could not withdraw an authorisation',
  },
  readTraces: {
    done: () => 'read the traces of the record',
    refused: () => 'tried to read the traces without being authorised',
  },
  listDossiers: {
    done: () => 'asked for the list of their records',
    refused: () => 'could not ask for the list of their records',
  },
  signIn: { done: () => 'signed in', refused: () => 'could not sign in' },
  signOut: { done: () => 'signed out', refused: () => 'could not sign out' },
  refuseCommand: {
    done: () => 'sent a write that was refused',
    refused: () => 'sent a write that was refused',
  },
  refuseUpload: { done: () => 'sent a file that was refused', refused: () => 'sent a file that was refused' },
  pairBridge: {
    done: () => 'paired a device and a bridge',
    refused: () => 'could not pair a bridge',
  },
  endPairing: { done: () => 'ended a pairing', refused: () => 'could not end a pairing' },
};

const because: Readonly<Record<string, string>> = {
  anyProfessional: 'any health professional may',
  authorised: 'authorised by the holder',
  feeding: 'any professional may add to the record',
  ownDocument: 'a document they added themselves',
  holderPresent: 'holder present',
  dossierAbsent: 'the record did not exist yet',
  profession: 'profession not entitled',
  blocked: 'blocked by the holder',
  dossierExists: 'the record existed already',
  dossierClosed: 'the record is closed',
  notAuthorised: 'without the holder’s authorisation',
  authorisationExpired: 'authorisation over a year old',
  hidden: 'hidden document',
  deleted: 'deleted document',
  card: 'sign-in by CPS card',
  asked: 'at their request',
  malformed: 'malformed write',
  signatureInvalid: 'invalid signature',
  authorMismatch: 'author and device do not match',
  numberReused: 'number of a write used before',
  insCInvalid: 'invalid identifier',
  stepsIncomplete: 'steps of creation incomplete',
  brochureUnknown: 'unknown brochure version',
  typeUnknown: 'unknown document type',
  contentMissing: 'content missing',
  contentMismatch: 'content other than announced',
  contentUnreadable: 'unreadable content',
  identityMismatch: 'identity other than the holder’s',
  documentExists: 'document there already',
  professionalUnknown: 'unknown professional',
  linkTaken: 'by the link shown on the bridge',
  byApp: 'asked for on the device',
  byBridge: 'asked for on the bridge',
  byOperator: 'asked for by the operator',
  unused: 'unused for sixty days',
};

export const traces = {
  title: 'Who has seen what',
  lead: 'Each reading, write or refusal leaves a trace here; changing or erasing one would show.',
  list: 'Traces of the record',
  loading: 'Reading the traces…',
  more: 'See earlier traces',
  end: 'This is the beginning of the record.',
  empty: 'No trace to show',
  refresh: 'Refresh',
  offline: 'Traces are read on the server',
  offlineText: 'They are not kept on the device. Come back here once there is a network.',
  unknownActor: 'Somebody not named',
  me: '(you)',
  deviceTime: (moment: string) => `Done ${moment} by the device’s clock, received later`,
  allowed: (why: string) => `Allowed: ${why}`,
  refused: (why: string) => `Refused: ${why}`,
  refusedMark: 'Refused',
  rule: (reference: string) => `Rule ${reference}`,
  forAnother: {
    grantAuthorisation: (id: string) => `authorised professional no. ${id} to consult the record`,
    withdrawAuthorisation: (id: string) => `withdrew the authorisation of professional no. ${id}`,
  },
  vitaleRead: (moment: string) => `Vitale card read ${moment}`,
  reason: (text: string) => `Reason given: “${text}”`,
  brochure: (version: string) => `Brochure handed over: version ${version}`,
  emergency: (breakGlass: boolean, dispatchCentre: boolean) =>
    `Break-glass ${breakGlass ? 'accepted' : 'refused'}; emergency call centre ${dispatchCentre ? 'accepted' : 'refused'}`,
  position: (position: number) => `Trace no. ${position}`,
  sentences,
  because,
} satisfies DossierTexts['traces'];
