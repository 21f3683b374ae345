import { isHealthProfession } from '#domain/nomenclature/professions.ts';
import type { DossierAction } from './action.ts';
import type { AccessQuestion, AccessVerdict, AllowedBecause, RefusedBecause } from './question.ts';

/**
 * The one decision: who may do what to a dossier, and by which rule. Pure; the server is its authority and asks it
 * inside the transaction that acts; the app asks it to grey out a button. `rule` is the reference of the text applied
 * (Code de la santé publique, DMP requirements EX_…, IG FHIR PDSm for the DMP).
 */
export function decideAccess(question: AccessQuestion): AccessVerdict {
  return (
    refusedForProfession(question) ??
    refusedForBlock(question) ??
    refusedForStatus(question) ??
    RULES[question.action](question)
  );
}

const allow = (because: AllowedBecause, rule: string): AccessVerdict => ({ allowed: true, because, rule });
const refuse = (because: RefusedBecause, rule: string): AccessVerdict => ({ allowed: false, because, rule });

function refusedForProfession({ reader }: AccessQuestion): AccessVerdict | undefined {
  return isHealthProfession(reader.profession) ? undefined : refuse('profession', 'L1111-17 I');
}

/** A blocked professional has no access, with or without an authorisation. */
function refusedForBlock({ authorisation }: AccessQuestion): AccessVerdict | undefined {
  return authorisation === 'denied' ? refuse('blocked', 'IG TD0.2 NB1') : undefined;
}

/** Finding out whether a dossier exists, and creating it, are the only acts possible where there is none. */
function refusedForStatus({ action, dossier }: AccessQuestion): AccessVerdict | undefined {
  if (dossier === 'absent' && action !== 'findDossier' && action !== 'createDossier')
    return refuse('dossierAbsent', 'L1111-14');
  if (dossier === 'closed' && action !== 'findDossier' && action !== 'createDossier')
    return refuse('dossierClosed', 'R1111-36');
  return undefined;
}

const RULES: Readonly<Record<DossierAction, (question: AccessQuestion) => AccessVerdict>> = {
  findDossier: () => allow('anyProfessional', 'IG TD0.2'),
  createDossier: ({ dossier }) =>
    dossier === 'absent' ? allow('dossierAbsent', 'EX_1.1-1010') : refuse('dossierExists', 'EX_1.1-1010'),
  // granting is by an explicit act in the holder's presence, never by right of a former one
  grantAuthorisation: () => allow('holderPresent', 'EX_0.3-1010'),
  withdrawAuthorisation: byAuthorisation,
  consultDossier: byAuthorisation,
  readTraces: byAuthorisation,
  provideDocument: () => allow('feeding', 'IG TD0.2 NB2'),
  retrieveDocument: byDocument,
};

/** L1111-17 I, R1111-46: consultation needs the holder's authorisation, valid one year. */
function byAuthorisation({ authorisation }: AccessQuestion): AccessVerdict {
  if (authorisation === 'granted') return allow('authorised', 'L1111-17 I');
  if (authorisation === 'expired') return refuse('authorisationExpired', 'esante.gouv.fr 2010-06-14');
  return refuse('notAuthorised', 'L1111-17 I');
}

/** The depositor keeps sight of what they deposited (R1111-49), whether or not they may consult the rest. */
function byDocument(question: AccessQuestion): AccessVerdict {
  const { document, reader } = question;
  if (document?.status === 'deleted') return refuse('deleted', 'TD3.3c NB2');
  if (document?.depositor === reader.psIdNat) return allow('ownDocument', 'R1111-49');
  if (document?.visibility.hiddenFromProfessionals) return refuse('hidden', 'R1111-49');
  return byAuthorisation(question);
}
