import { ACCESS_MODES, DOSSIER_ACTIONS, type AccessMode, type DossierAction } from './action.ts';
import * as is from './conditions.ts';
import { allow, refuse, row, type ProfessionalQuestion, type RuleRow } from './rule-row.ts';

type Row = RuleRow<ProfessionalQuestion>;

const ANY: readonly AccessMode[] = ACCESS_MODES;
const NORMAL: readonly AccessMode[] = ['normal'];
const BREAK_GLASS: readonly AccessMode[] = ['bris_de_glace'];
const CENTRE_15: readonly AccessMode[] = ['centre_15'];
const IN_EMERGENCY: readonly AccessMode[] = ['bris_de_glace', 'centre_15'];

/** The entitlement matrix is the annex of that order. */
const MATRIX_ORDER = 'arrêté 2023-10-26';

/** Not about one dossier's content: neither a block nor a closing has a say. */
const OUTSIDE = ['findDossier', 'createDossier', 'readNotices', 'printLetter'] as const;
/** The author of a document keeps sight and charge of it. */
const BY_AUTHOR_OR_READER = [
  'retrieveDocument',
  'archiveDocument',
  'maskDocument',
  'unmaskDocument',
  'revealToHolder',
  'revealToRepresentatives',
] as const;
const BY_AUTHOR = ['replaceDocument', 'deleteDocument'] as const;
const OF_ONE_DOCUMENT = [...BY_AUTHOR_OR_READER, ...BY_AUTHOR] as const;
/** Where a visibility is chosen, or inherited. */
const WRITING = ['provideDocument', 'replaceDocument'] as const;
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
const BY_RIGHT = [...READING, ...BY_WISH, ...BY_AUTHOR_OR_READER] as const;
/** What an emergency access opens: reading, and no act of the holder's wish. */
const EMERGENCY_READING = ['openEmergency', 'consultDossier', 'readHolderData', 'retrieveDocument'] as const;

const allBut = (...left: readonly DossierAction[]): DossierAction[] =>
  DOSSIER_ACTIONS.filter((action) => !left.includes(action));
const OF_A_DOSSIER = allBut(...OUTSIDE);
const OF_AN_OPEN_DOSSIER = allBut(...OUTSIDE, 'reactivateDossier', 'requestErasure');

const BEFORE_ALL: readonly Row[] = [
  row(DOSSIER_ACTIONS, ANY, is.isNoHealthProfessional, refuse('profession', 'L1111-17 I')),
  // the regulating doctor's access does not look at what stands between the holder and one professional
  row(OF_A_DOSSIER, ['normal', 'bris_de_glace'], is.isBlocked, refuse('blocked', 'IG TD0.2 NB1')),
  row(OF_A_DOSSIER, ANY, is.isAbsent, refuse('dossierAbsent', 'L1111-14')),
  row(OF_A_DOSSIER, ANY, is.isErased, refuse('dossierErased', 'R1111-36')),
  row(OF_AN_OPEN_DOSSIER, ANY, is.isClosed, refuse('dossierClosed', 'R1111-36')),
];

const LIFE: readonly Row[] = [
  row(['findDossier'], ANY, is.always, allow('anyProfessional', 'IG TD0.2')),
  row(['createDossier'], ANY, is.isAbsent, allow('dossierAbsent', 'EX_1.1-1010')),
  row(['createDossier'], ANY, is.isClosed, refuse('dossierClosed', 'EX_1.2-1030')),
  row(['createDossier'], ANY, is.isErased, refuse('dossierErased', 'R1111-36')),
  row(['createDossier'], ANY, is.always, refuse('dossierExists', 'EX_1.1-1010')),
  row(['reactivateDossier'], NORMAL, is.isClosed, allow('dossierClosed', 'EX_1.2-1030')),
  row(['reactivateDossier'], NORMAL, is.always, refuse('dossierActive', 'EX_1.2-1030')),
  // closing ended every authorisation: the holder's presence is all that is left to go by
  row(['requestErasure'], NORMAL, is.isClosed, allow('holderPresent', 'R1111-36')),
];

/** Feeding and the charge of one's own documents need no authorisation (IG TD0.2 NB2, TD3.3c NB1), in any mode. */
const OWN_DOCUMENTS: readonly Row[] = [
  row(OF_ONE_DOCUMENT, ANY, is.isDeleted, refuse('deleted', 'TD3.3c NB2')),
  row(WRITING, ANY, is.isHiddenFromAll, refuse('visibilityCombination', 'EX_2.1-1050')),
  row(WRITING, ANY, is.breaksConfidentiality, refuse('confidentialSession', 'EX_2.1-1050')),
  row(['provideDocument'], ANY, is.always, allow('feeding', 'IG TD0.2 NB2')),
  row(BY_AUTHOR, ANY, is.isOwn, allow('ownDocument', 'TD3.3c NB2')),
  row(BY_AUTHOR, ANY, is.always, refuse('notAuthor', 'TD3.3c NB2')),
  row(['maskDocument'], ANY, is.wouldBeHiddenFromAll, refuse('visibilityCombination', 'EX_2.1-1050')),
  row(['archiveDocument'], ANY, is.isOwn, allow('ownDocument', 'TD3.3c NB1')),
  row(BY_AUTHOR_OR_READER, ANY, is.isOwn, allow('ownDocument', 'R1111-49')),
];

/** L1111-17 I; the authorisation is not looked at (IG TD0.2). */
const EMERGENCY: readonly Row[] = [
  row(EMERGENCY_READING, CENTRE_15, is.isNoDoctor, refuse('profession', 'L1111-17 I')),
  row(EMERGENCY_READING, CENTRE_15, is.lacks('centre15'), refuse('notEntitled', 'L1111-17 I')),
  row(EMERGENCY_READING, BREAK_GLASS, is.refusesBreakGlass, refuse('opposed', 'L1111-17 I')),
  row(EMERGENCY_READING, CENTRE_15, is.refusesDispatchCentre, refuse('opposed', 'L1111-17 I')),
  row(['retrieveDocument'], IN_EMERGENCY, is.isMasked, refuse('hidden', 'R1111-49')),
  row(['retrieveDocument'], IN_EMERGENCY, is.isTypeClosed, refuse('typeNotEntitled', MATRIX_ORDER)),
  row(EMERGENCY_READING, BREAK_GLASS, is.always, allow('emergency', 'L1111-17 I')),
  row(EMERGENCY_READING, CENTRE_15, is.always, allow('dispatchCentre', 'L1111-17 I')),
];

const CHOSEN_BY_HOLDER: readonly Row[] = [
  // granting is by an explicit act in the holder's presence, never by right of a former one
  row(['grantAuthorisation'], NORMAL, is.always, allow('holderPresent', 'EX_0.3-1010')),
  row(
    ['declareAttendingPhysician', 'confirmAttendingPhysician'],
    NORMAL,
    is.isNoDoctor,
    refuse('profession', 'L1111-16'),
  ),
  row(['declareAttendingPhysician'], NORMAL, is.always, allow('holderPresent', 'L1111-16')),
  row(
    ['confirmAttendingPhysician'],
    NORMAL,
    is.isAttendingPhysician,
    allow('attendingPhysician', 'L1111-16'),
  ),
  row(['confirmAttendingPhysician'], NORMAL, is.always, refuse('notAttendingPhysician', 'L1111-16')),
];

const NORMAL_ACCESS: readonly Row[] = [
  row(BY_AUTHOR_OR_READER, NORMAL, is.isConfirmedAttendingPhysician, allow('attendingPhysician', 'L1111-16')),
  row(BY_RIGHT, NORMAL, is.hasLostRight, refuse('authorisationExpired', 'esante.gouv.fr 2010-06-14')),
  row(BY_RIGHT, NORMAL, is.hasNoRight, refuse('notAuthorised', 'L1111-17 I')),
  row(BY_AUTHOR_OR_READER, NORMAL, is.isMasked, refuse('hidden', 'R1111-49')),
  row(BY_AUTHOR_OR_READER, NORMAL, is.isTypeClosed, refuse('typeNotEntitled', MATRIX_ORDER)),
  row(BY_RIGHT, NORMAL, is.isAttendingPhysician, allow('attendingPhysician', 'L1111-16')),
  row(BY_RIGHT, NORMAL, is.isAuthorised, allow('authorised', 'L1111-17 I')),
  row(BY_RIGHT, NORMAL, is.isInCareTeam, allow('careTeam', 'R1111-46')),
];

const OF_THE_OPERATOR: readonly Row[] = [
  row(['readNotices'], ANY, is.always, allow('anyProfessional', 'R1111-48')),
  row(['printLetter'], ANY, is.lacks('letters'), refuse('notEntitled', 'R1111-48')),
  row(['printLetter'], ANY, is.always, allow('operatorEntitled', 'R1111-48')),
];

/** Everything that is asked for a professional, first match first. */
export const PROFESSIONAL_RULES: readonly Row[] = [
  ...BEFORE_ALL,
  ...LIFE,
  ...OWN_DOCUMENTS,
  ...EMERGENCY,
  ...CHOSEN_BY_HOLDER,
  ...NORMAL_ACCESS,
  ...OF_THE_OPERATOR,
];
