import { isHealthProfession } from '#domain/nomenclature/professions.ts';
import { mayReadType } from './matrix.ts';
import type { AccessQuestion, Entitlement } from './question.ts';
import type { ProfessionalQuestion } from './rule-row.ts';

/** Conditions of the tables: each one question about the facts, named as the rules say it. */
export const always = (): boolean => true;

export const isAbsent = ({ dossier }: AccessQuestion): boolean => dossier === 'absent';
export const isClosed = ({ dossier }: AccessQuestion): boolean => dossier === 'closed';
export const isErased = ({ dossier }: AccessQuestion): boolean => dossier === 'erased';

/** TRE_G15. */
const DOCTOR = '10';
export const isNoHealthProfessional = ({ reader }: ProfessionalQuestion): boolean =>
  !isHealthProfession(reader.profession);
export const isNoDoctor = ({ reader }: ProfessionalQuestion): boolean => reader.profession !== DOCTOR;
export const lacks =
  (entitlement: Entitlement) =>
  ({ reader }: ProfessionalQuestion): boolean =>
    !reader.entitlements.includes(entitlement);

export const isBlocked = ({ authorisation }: AccessQuestion): boolean => authorisation === 'denied';
export const isAuthorised = ({ authorisation }: AccessQuestion): boolean => authorisation === 'granted';
export const isInCareTeam = ({ careTeam }: AccessQuestion): boolean => careTeam === 'granted';
/** Declared is enough for all but what is masked. */
export const isAttendingPhysician = ({ attendingPhysician }: AccessQuestion): boolean =>
  attendingPhysician !== 'none';
export const isConfirmedAttendingPhysician = ({ attendingPhysician }: AccessQuestion): boolean =>
  attendingPhysician === 'confirmed';
/** No way in by the holder's wish: neither alone, nor in a team, nor as attending physician. */
export const hasNoRight = (question: AccessQuestion): boolean =>
  !isAuthorised(question) && !isInCareTeam(question) && !isAttendingPhysician(question);
/** Had one, until its time was over. */
export const hasLostRight = (question: AccessQuestion): boolean =>
  hasNoRight(question) && (question.authorisation === 'expired' || question.careTeam === 'expired');

export const refusesBreakGlass = ({ oppositions }: AccessQuestion): boolean => oppositions.breakGlass;
export const refusesDispatchCentre = ({ oppositions }: AccessQuestion): boolean => oppositions.dispatchCentre;

export const isDeleted = ({ document }: AccessQuestion): boolean => document?.status === 'deleted';
export const isOwn = ({ document, reader }: ProfessionalQuestion): boolean =>
  document?.depositor === reader.psIdNat;
export const isMasked = ({ document }: AccessQuestion): boolean =>
  document?.visibility.hiddenFromProfessionals === true;
export const isHiddenFromHolder = ({ document }: AccessQuestion): boolean =>
  document?.visibility.hiddenFromHolder === true;
export const isTypeClosed = ({ matrix, reader, document }: ProfessionalQuestion): boolean =>
  document !== undefined && !mayReadType(matrix, reader.profession, document.typeCode);

/** Hidden from the holder already: masking it too is what the parameter forbids. */
export const wouldBeHiddenFromAll = (question: AccessQuestion): boolean =>
  !question.mayHideFromAll && isHiddenFromHolder(question);
/** Masked to professionals and hidden from the holder at once, while the parameter forbids it. */
export const isHiddenFromAll = (question: AccessQuestion): boolean =>
  wouldBeHiddenFromAll(question) && isMasked(question);
/** A minor who came alone: only documents that the representatives do not see; of anybody else the author chooses. */
export const breaksConfidentiality = ({ confidential, minor, document }: AccessQuestion): boolean =>
  confidential && minor && document?.visibility.hiddenFromRepresentatives === false;

export const forHolder = ({ reader }: AccessQuestion): boolean => reader.kind === 'holder';
/** An export for a representative, where nobody represents the holder now. */
export const forNobodyEntitled = (question: AccessQuestion): boolean =>
  !forHolder(question) && !question.represented;
export const isHiddenFromAsker = (question: AccessQuestion): boolean =>
  !forHolder(question) && question.document?.visibility.hiddenFromRepresentatives === true;
