import { isHealthProfession } from '#domain/nomenclature/professions.ts';
import { ACCESS_MODES, DOSSIER_ACTIONS, type AccessMode, type DossierAction } from './action.ts';
import * as is from './conditions.ts';
import { allow, refuse, type ProfessionalQuestion, type RuleRow } from './rule-row.ts';

type Row = RuleRow<ProfessionalQuestion>;

const ANY: readonly AccessMode[] = ACCESS_MODES;
const NORMAL: readonly AccessMode[] = ['normal'];
const BREAK_GLASS: readonly AccessMode[] = ['bris_de_glace'];
const CENTRE_15: readonly AccessMode[] = ['centre_15'];
const EMERGENCY: readonly AccessMode[] = ['bris_de_glace', 'centre_15'];

const allBut = (...left: readonly DossierAction[]): DossierAction[] =>
  DOSSIER_ACTIONS.filter((action) => !left.includes(action));

/** Not about one dossier's content: neither a block nor a closing has a say. */
const OUTSIDE = ['findDossier', 'createDossier', 'readNotices', 'printLetter'] as const;
const OF_ONE_DOCUMENT = [
  'retrieveDocument',
  'replaceDocument',
  'archiveDocument',
  'deleteDocument',
  'maskDocument',
  'unmaskDocument',
  'revealToHolder',
  'revealToRepresentatives',
] as const;
/** The author of a document keeps sight and charge of it. */
const BY_AUTHOR_OR_READER = [
  'retrieveDocument',
  'archiveDocument',
  'maskDocument',
  'unmaskDocument',
  'revealToHolder',
  'revealToRepresentatives',
] as const;
/** What may be seen by whoever the holder lets in. */
const READING = ['consultDossier', 'readHolderData', 'readRights', 'readTraces'] as const;
/** Acts of the holder's wish, done by whoever the holder lets in. */
const BY_WISH = [
  'withdrawAuthorisation',
  'changeOppositions',
  'changeCareTeam',
  'changeHolderData',
  'closeDossier',
  'requestErasure',
  'exportDossier',
] as const;
const EMERGENCY_READING = ['consultDossier', 'readHolderData'] as const;

const BEFORE_ALL: readonly Row[] = [
  {
    actions: DOSSIER_ACTIONS,
    modes: ANY,
    when: ({ reader }) => !isHealthProfession(reader.profession),
    verdict: refuse('profession', 'L1111-17 I'),
  },
  // the regulating doctor's access does not look at what stands between the holder and one professional
  {
    actions: allBut(...OUTSIDE),
    modes: ['normal', 'bris_de_glace'],
    when: is.isBlocked,
    verdict: refuse('blocked', 'IG TD0.2 NB1'),
  },
  {
    actions: allBut(...OUTSIDE),
    modes: ANY,
    when: is.isAbsent,
    verdict: refuse('dossierAbsent', 'L1111-14'),
  },
  {
    actions: allBut(...OUTSIDE),
    modes: ANY,
    when: is.isErased,
    verdict: refuse('dossierErased', 'R1111-36'),
  },
  {
    actions: allBut(...OUTSIDE, 'reactivateDossier', 'requestErasure'),
    modes: ANY,
    when: is.isClosed,
    verdict: refuse('dossierClosed', 'R1111-36'),
  },
];

const LIFE: readonly Row[] = [
  { actions: ['findDossier'], modes: ANY, verdict: allow('anyProfessional', 'IG TD0.2') },
  {
    actions: ['createDossier'],
    modes: ANY,
    when: is.isAbsent,
    verdict: allow('dossierAbsent', 'EX_1.1-1010'),
  },
  {
    actions: ['createDossier'],
    modes: ANY,
    when: is.isClosed,
    verdict: refuse('dossierClosed', 'EX_1.2-1030'),
  },
  { actions: ['createDossier'], modes: ANY, verdict: refuse('dossierExists', 'EX_1.1-1010') },
  {
    actions: ['reactivateDossier'],
    modes: NORMAL,
    when: is.isClosed,
    verdict: allow('dossierClosed', 'EX_1.2-1030'),
  },
  { actions: ['reactivateDossier'], modes: NORMAL, verdict: refuse('dossierActive', 'EX_1.2-1030') },
  // closing ended every authorisation: the holder's presence is all that is left to go by
  {
    actions: ['requestErasure'],
    modes: NORMAL,
    when: is.isClosed,
    verdict: allow('holderPresent', 'R1111-36'),
  },
];

const EMERGENCY_ACCESS: readonly Row[] = [
  {
    actions: ['openEmergency', ...EMERGENCY_READING],
    modes: BREAK_GLASS,
    when: is.refusesBreakGlass,
    verdict: refuse('opposed', 'L1111-17 I'),
  },
  {
    actions: ['openEmergency', ...EMERGENCY_READING],
    modes: CENTRE_15,
    when: is.lacks('centre15'),
    verdict: refuse('notEntitled', 'L1111-17 I'),
  },
  {
    actions: ['openEmergency', ...EMERGENCY_READING],
    modes: CENTRE_15,
    when: is.refusesDispatchCentre,
    verdict: refuse('opposed', 'L1111-17 I'),
  },
  {
    actions: ['openEmergency', ...EMERGENCY_READING],
    modes: BREAK_GLASS,
    verdict: allow('emergency', 'L1111-17 I'),
  },
  {
    actions: ['openEmergency', ...EMERGENCY_READING],
    modes: CENTRE_15,
    verdict: allow('dispatchCentre', 'L1111-17 I'),
  },
];

const DOCUMENTS_FIRST: readonly Row[] = [
  { actions: OF_ONE_DOCUMENT, modes: ANY, when: is.isDeleted, verdict: refuse('deleted', 'TD3.3c NB2') },
  {
    actions: ['provideDocument', 'replaceDocument'],
    modes: ANY,
    when: is.isHiddenFromAll,
    verdict: refuse('visibilityCombination', 'EX_2.1-1050'),
  },
  {
    actions: ['provideDocument', 'replaceDocument'],
    modes: ANY,
    when: is.breaksConfidentiality,
    verdict: refuse('confidentialSession', 'EX_2.1-1050'),
  },
  { actions: ['provideDocument'], modes: ANY, verdict: allow('feeding', 'IG TD0.2 NB2') },
  {
    actions: ['replaceDocument', 'deleteDocument'],
    modes: ANY,
    when: is.isOwn,
    verdict: allow('ownDocument', 'TD3.3c NB2'),
  },
  { actions: ['replaceDocument', 'deleteDocument'], modes: ANY, verdict: refuse('notAuthor', 'TD3.3c NB2') },
  {
    actions: ['maskDocument'],
    modes: ANY,
    when: (question) => is.isHiddenFromHolder(question) && !question.mayHideFromAll,
    verdict: refuse('visibilityCombination', 'EX_2.1-1050'),
  },
  { actions: BY_AUTHOR_OR_READER, modes: ANY, when: is.isOwn, verdict: allow('ownDocument', 'R1111-49') },
];

const EMERGENCY_DOCUMENTS: readonly Row[] = [
  {
    actions: ['retrieveDocument'],
    modes: BREAK_GLASS,
    when: is.refusesBreakGlass,
    verdict: refuse('opposed', 'L1111-17 I'),
  },
  {
    actions: ['retrieveDocument'],
    modes: CENTRE_15,
    when: is.lacks('centre15'),
    verdict: refuse('notEntitled', 'L1111-17 I'),
  },
  {
    actions: ['retrieveDocument'],
    modes: CENTRE_15,
    when: is.refusesDispatchCentre,
    verdict: refuse('opposed', 'L1111-17 I'),
  },
  {
    actions: ['retrieveDocument'],
    modes: EMERGENCY,
    when: is.isMasked,
    verdict: refuse('hidden', 'R1111-49'),
  },
  {
    actions: ['retrieveDocument'],
    modes: EMERGENCY,
    when: is.isTypeClosed,
    verdict: refuse('typeNotEntitled', 'R1111-46'),
  },
  { actions: ['retrieveDocument'], modes: BREAK_GLASS, verdict: allow('emergency', 'L1111-17 I') },
  { actions: ['retrieveDocument'], modes: CENTRE_15, verdict: allow('dispatchCentre', 'L1111-17 I') },
];

const BY_RIGHT = [...READING, ...BY_WISH, ...BY_AUTHOR_OR_READER] as const;

const NORMAL_ACCESS: readonly Row[] = [
  // granting is by an explicit act in the holder's presence, never by right of a former one
  { actions: ['grantAuthorisation'], modes: NORMAL, verdict: allow('holderPresent', 'EX_0.3-1010') },
  {
    actions: ['declareAttendingPhysician', 'confirmAttendingPhysician'],
    modes: NORMAL,
    when: ({ reader }) => reader.profession !== DOCTOR,
    verdict: refuse('profession', 'L1111-16'),
  },
  { actions: ['declareAttendingPhysician'], modes: NORMAL, verdict: allow('holderPresent', 'L1111-16') },
  {
    actions: ['confirmAttendingPhysician'],
    modes: NORMAL,
    when: is.isAttendingPhysician,
    verdict: allow('attendingPhysician', 'L1111-16'),
  },
  {
    actions: ['confirmAttendingPhysician'],
    modes: NORMAL,
    verdict: refuse('notAttendingPhysician', 'L1111-16'),
  },
  {
    actions: BY_AUTHOR_OR_READER,
    modes: NORMAL,
    when: is.isConfirmedAttendingPhysician,
    verdict: allow('attendingPhysician', 'L1111-16'),
  },
  {
    actions: BY_RIGHT,
    modes: NORMAL,
    when: (question) =>
      is.wasAuthorised(question) &&
      !is.isAuthorised(question) &&
      !is.isInCareTeam(question) &&
      !is.isAttendingPhysician(question),
    verdict: refuse('authorisationExpired', 'esante.gouv.fr 2010-06-14'),
  },
  {
    actions: BY_RIGHT,
    modes: NORMAL,
    when: (question) =>
      !is.isAuthorised(question) && !is.isInCareTeam(question) && !is.isAttendingPhysician(question),
    verdict: refuse('notAuthorised', 'L1111-17 I'),
  },
  { actions: BY_AUTHOR_OR_READER, modes: NORMAL, when: is.isMasked, verdict: refuse('hidden', 'R1111-49') },
  {
    actions: BY_AUTHOR_OR_READER,
    modes: NORMAL,
    when: is.isTypeClosed,
    verdict: refuse('typeNotEntitled', 'R1111-46'),
  },
  {
    actions: BY_RIGHT,
    modes: NORMAL,
    when: is.isAttendingPhysician,
    verdict: allow('attendingPhysician', 'L1111-16'),
  },
  { actions: BY_RIGHT, modes: NORMAL, when: is.isAuthorised, verdict: allow('authorised', 'L1111-17 I') },
  { actions: BY_RIGHT, modes: NORMAL, verdict: allow('careTeam', 'R1111-46') },
];

const OF_THE_OPERATOR: readonly Row[] = [
  { actions: ['readNotices'], modes: ANY, verdict: allow('anyProfessional', 'R1111-48') },
  {
    actions: ['printLetter'],
    modes: ANY,
    when: is.lacks('letters'),
    verdict: refuse('notEntitled', 'R1111-48'),
  },
  { actions: ['printLetter'], modes: ANY, verdict: allow('operatorEntitled', 'R1111-48') },
];

/** TRE_G15: the attending physician is a doctor. */
const DOCTOR = '10';

/** Everything that is asked for a professional, first match first. */
export const PROFESSIONAL_RULES: readonly Row[] = [
  ...BEFORE_ALL,
  ...LIFE,
  ...EMERGENCY_ACCESS,
  ...DOCUMENTS_FIRST,
  ...EMERGENCY_DOCUMENTS,
  ...NORMAL_ACCESS,
  ...OF_THE_OPERATOR,
];
