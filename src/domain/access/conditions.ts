import { mayReadType } from './matrix.ts';
import type { AccessQuestion, Entitlement } from './question.ts';
import type { ProfessionalQuestion } from './rule-row.ts';

/** Conditions of the tables: each one question about the facts, named as the rules say it. */
export const isAbsent = ({ dossier }: AccessQuestion): boolean => dossier === 'absent';
export const isClosed = ({ dossier }: AccessQuestion): boolean => dossier === 'closed';
export const isErased = ({ dossier }: AccessQuestion): boolean => dossier === 'erased';

export const isBlocked = ({ authorisation }: AccessQuestion): boolean => authorisation === 'denied';
export const isAuthorised = ({ authorisation }: AccessQuestion): boolean => authorisation === 'granted';
export const isInCareTeam = ({ careTeam }: AccessQuestion): boolean => careTeam === 'granted';
/** Declared is enough for all but what is masked. */
export const isAttendingPhysician = ({ attendingPhysician }: AccessQuestion): boolean =>
  attendingPhysician !== 'none';
export const isConfirmedAttendingPhysician = ({ attendingPhysician }: AccessQuestion): boolean =>
  attendingPhysician === 'confirmed';
export const wasAuthorised = ({ authorisation, careTeam }: AccessQuestion): boolean =>
  authorisation === 'expired' || careTeam === 'expired';

export const refusesBreakGlass = ({ oppositions }: AccessQuestion): boolean => oppositions.breakGlass;
export const refusesDispatchCentre = ({ oppositions }: AccessQuestion): boolean => oppositions.dispatchCentre;

export const lacks =
  (entitlement: Entitlement) =>
  ({ reader }: ProfessionalQuestion): boolean =>
    !reader.entitlements.includes(entitlement);

export const isDeleted = ({ document }: AccessQuestion): boolean => document?.status === 'deleted';
export const isOwn = ({ document, reader }: ProfessionalQuestion): boolean =>
  document?.depositor === reader.psIdNat;
export const isMasked = ({ document }: AccessQuestion): boolean =>
  document?.visibility.hiddenFromProfessionals === true;
export const isHiddenFromHolder = ({ document }: AccessQuestion): boolean =>
  document?.visibility.hiddenFromHolder === true;
export const isHiddenFromRepresentatives = ({ document }: AccessQuestion): boolean =>
  document?.visibility.hiddenFromRepresentatives === true;
export const isTypeClosed = ({ matrix, reader, document }: ProfessionalQuestion): boolean =>
  document !== undefined && !mayReadType(matrix, reader.profession, document.typeCode);

/** Masked to professionals and hidden from the holder at once, while the parameter forbids it. */
export const isHiddenFromAll = (question: AccessQuestion): boolean =>
  !question.mayHideFromAll && isMasked(question) && isHiddenFromHolder(question);
/** A minor's secrecy is kept only by documents that the representatives do not see. */
export const breaksConfidentiality = (question: AccessQuestion): boolean =>
  question.confidential && !(question.minor && isHiddenFromRepresentatives(question));
