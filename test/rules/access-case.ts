import type { PsIdNat } from '#base/brand.ts';
import { ACCESS_MODES, DOSSIER_ACTIONS } from '#domain/access/action.ts';
import type { EntitlementMatrix } from '#domain/access/matrix.ts';
import {
  AUTHORISATION_STATES,
  DOSSIER_STATUSES,
  type AccessQuestion,
  type AccessReader,
  type Entitlement,
} from '#domain/access/question.ts';
import { DOCUMENT_STATUSES } from '#domain/dossier/document-entry.ts';

const EITHER = [false, true] as const;

/** What a verdict may depend on, each divided into the classes that the rules tell apart. */
export const DIMENSIONS = {
  reader: ['professional', 'holder', 'representative'],
  mode: ACCESS_MODES,
  action: DOSSIER_ACTIONS,
  dossier: DOSSIER_STATUSES,
  authorisation: AUTHORISATION_STATES,
  careTeam: ['none', 'granted', 'expired'],
  attendingPhysician: ['none', 'declared', 'confirmed'],
  profession: ['doctor', 'nurse', 'dentist', 'otherHealth', 'notHealth'],
  entitlement: ['none', 'centre15', 'letters', 'both'],
  document: ['none', 'own', 'others'],
  status: DOCUMENT_STATUSES,
  masked: EITHER,
  hiddenFromHolder: EITHER,
  hiddenFromRepresentatives: EITHER,
  typeClosed: EITHER,
  refusesBreakGlass: EITHER,
  refusesDispatchCentre: EITHER,
  minor: EITHER,
  represented: EITHER,
  confidential: EITHER,
  mayHideFromAll: EITHER,
} as const;
export type Dimension = keyof typeof DIMENSIONS;

/** One class of each dimension. Without a document, what would be said of it is of no account. */
export type AccessCase = { [D in Dimension]: (typeof DIMENSIONS)[D][number] };

/** A nurse with an authorisation, and somebody else's document that nothing hides: each test changes what it is about. */
export const PLAIN_CASE: AccessCase = {
  reader: 'professional',
  mode: 'normal',
  action: 'consultDossier',
  dossier: 'active',
  authorisation: 'granted',
  careTeam: 'none',
  attendingPhysician: 'none',
  profession: 'nurse',
  entitlement: 'none',
  document: 'others',
  status: 'current',
  masked: false,
  hiddenFromHolder: false,
  hiddenFromRepresentatives: false,
  typeClosed: false,
  refusesBreakGlass: false,
  refusesDispatchCentre: false,
  minor: false,
  represented: false,
  confidential: false,
  mayHideFromAll: false,
};

const READER = '899700009901' as PsIdNat;
const SOMEBODY_ELSE = '899700009902' as PsIdNat;

/** TRE_G15; 93, the psychologist, left the register of health professions. */
const PROFESSION_CODES = { doctor: '10', nurse: '60', dentist: '40', otherHealth: '70', notHealth: '93' };
const ENTITLEMENTS: Readonly<Record<AccessCase['entitlement'], readonly Entitlement[]>> = {
  none: [],
  centre15: ['centre15'],
  letters: ['letters'],
  both: ['centre15', 'letters'],
};

const OPEN_TYPE = '11488-4';
const CLOSED_TYPE = '68599-0';
const MATRIX: EntitlementMatrix = {
  version: 'of-the-tests',
  closed: new Map(Object.values(PROFESSION_CODES).map((code) => [code, new Set([CLOSED_TYPE])])),
};

/** The question that stands for all questions of these classes. */
export function questionFor(facts: AccessCase): AccessQuestion {
  const document = documentOf(facts);
  return {
    mode: facts.mode,
    action: facts.action,
    reader: readerOf(facts),
    dossier: facts.dossier,
    authorisation: facts.authorisation,
    careTeam: facts.careTeam,
    attendingPhysician: facts.attendingPhysician,
    oppositions: { breakGlass: facts.refusesBreakGlass, dispatchCentre: facts.refusesDispatchCentre },
    minor: facts.minor,
    represented: facts.represented,
    confidential: facts.confidential,
    matrix: MATRIX,
    mayHideFromAll: facts.mayHideFromAll,
    ...(document && { document }),
  };
}

function readerOf({ reader, profession, entitlement }: AccessCase): AccessReader {
  if (reader !== 'professional') return { kind: reader };
  const entitlements = ENTITLEMENTS[entitlement];
  return { kind: reader, psIdNat: READER, profession: PROFESSION_CODES[profession], entitlements };
}

function documentOf(facts: AccessCase): AccessQuestion['document'] {
  if (facts.document === 'none') return undefined;
  return {
    depositor: facts.document === 'own' ? READER : SOMEBODY_ELSE,
    typeCode: facts.typeClosed ? CLOSED_TYPE : OPEN_TYPE,
    status: facts.status,
    visibility: {
      hiddenFromProfessionals: facts.masked,
      hiddenFromHolder: facts.hiddenFromHolder,
      hiddenFromRepresentatives: facts.hiddenFromRepresentatives,
    },
  };
}
