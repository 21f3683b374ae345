import type { DossierAction } from '#domain/access/action.ts';
import type { AllowedBecause, RefusedBecause } from '#domain/access/question.ts';
import type { AccessCase, Dimension } from './access-case.ts';
import {
  BY_ITS_AUTHOR_ALONE,
  EXPORTED,
  OPENED_IN_EMERGENCY,
  SEEN_OR_CHANGED,
  type ExpectedVerdict,
  type Pattern,
} from './expected-verdicts.ts';

/** The table of verdicts in words, for the page of rules. */
const ACTIONS: Readonly<Record<DossierAction, string>> = {
  findDossier: 'ask whether a dossier exists',
  createDossier: 'create the dossier',
  reactivateDossier: 'reactivate the dossier',
  closeDossier: 'close the dossier',
  requestErasure: 'ask for the dossier’s erasure',
  exportDossier: 'export the dossier',
  openEmergency: 'open an emergency access',
  consultDossier: 'consult the list of documents',
  retrieveDocument: 'read a document',
  provideDocument: 'add a document',
  replaceDocument: 'replace a document',
  archiveDocument: 'archive a document, or take it out',
  deleteDocument: 'delete a document',
  maskDocument: 'mask a document',
  unmaskDocument: 'unmask a document',
  revealToHolder: 'make a document visible to the holder',
  revealToRepresentatives: 'make a document visible to the representatives',
  grantAuthorisation: 'authorise a professional or a care team',
  withdrawAuthorisation: 'withdraw an authorisation, block',
  declareAttendingPhysician: 'become the attending physician',
  confirmAttendingPhysician: 'confirm being the attending physician',
  readRights: 'read who has access',
  changeOppositions: 'change the oppositions',
  changeCareTeam: 'change a care team',
  readHolderData: 'read the holder’s data',
  changeHolderData: 'change the holder’s data',
  readTraces: 'read the traces',
  readNotices: 'read one’s own notices',
  printLetter: 'print letters to holders',
};

/** Acts that rows name together. */
const ACTION_GROUPS: readonly (readonly [actions: readonly DossierAction[], words: string])[] = [
  [EXPORTED, 'export the dossier: data, documents, traces'],
  [
    OPENED_IN_EMERGENCY,
    'open an emergency access; consult the list of documents, the documents, the holder’s data',
  ],
  [SEEN_OR_CHANGED, 'read a document; archive, mask or unmask it, make it visible'],
  [[...SEEN_OR_CHANGED, ...BY_ITS_AUTHOR_ALONE], 'read or change a document'],
];

type Words = { readonly [D in Exclude<Dimension, 'action'>]: Readonly<Record<`${AccessCase[D]}`, string>> };

const WORDS: Words = {
  reader: {
    professional: 'by a professional',
    holder: 'for the holder',
    representative: 'for a legal representative',
  },
  mode: { normal: 'in normal access', bris_de_glace: 'in break-glass', centre_15: 'from the centre 15' },
  dossier: {
    absent: 'there is no dossier',
    active: 'the dossier is open',
    closed: 'the dossier is closed',
    erased: 'the dossier was erased',
  },
  authorisation: {
    none: 'no authorisation',
    granted: 'an authorisation in force',
    expired: 'an authorisation that expired',
    denied: 'the holder blocked the asker',
  },
  careTeam: {
    none: 'in no care team',
    granted: 'in an authorised care team',
    expired: 'in a care team whose authorisation expired',
  },
  attendingPhysician: {
    none: 'not the attending physician',
    declared: 'attending physician, not confirmed',
    confirmed: 'attending physician, confirmed',
  },
  profession: {
    doctor: 'a doctor',
    nurse: 'a nurse',
    dentist: 'a dentist',
    otherHealth: 'another health professional',
    notHealth: 'not a health professional',
  },
  entitlement: {
    none: 'no entitlement of the operator',
    centre15: 'entitled to the centre 15',
    letters: 'entitled to print letters',
    both: 'entitled to both',
  },
  document: { none: 'no document', own: 'the asker’s own document', others: 'a document of somebody else' },
  status: {
    current: 'a current document',
    deprecated: 'an earlier version',
    archived: 'an archived document',
    deleted: 'a deleted document',
  },
  masked: { true: 'masked to professionals', false: 'not masked' },
  hiddenFromHolder: { true: 'not visible to the holder', false: 'visible to the holder' },
  hiddenFromRepresentatives: {
    true: 'not visible to the representatives',
    false: 'visible to the representatives',
  },
  typeClosed: {
    true: 'of a type that the matrix closes to the profession',
    false: 'of a type that the profession reads',
  },
  refusesBreakGlass: { true: 'the holder refuses break-glass', false: 'the holder allows break-glass' },
  refusesDispatchCentre: {
    true: 'the holder refuses the centre 15',
    false: 'the holder allows the centre 15',
  },
  minor: { true: 'the holder is a minor', false: 'the holder is of age' },
  represented: { true: 'somebody represents the holder', false: 'nobody represents the holder' },
  confidential: { true: 'in a confidential session', false: 'in an ordinary session' },
  mayHideFromAll: {
    true: 'the operator allows to hide from all',
    false: 'unless the operator allows it',
  },
};

/** Classes that rows name together. */
const TOGETHER: Readonly<Record<string, string>> = {
  'reader holder representative': 'for either',
  'mode bris_de_glace centre_15': 'in break-glass or from the centre 15',
  'entitlement letters both': 'entitled to print letters',
  'entitlement none letters': 'not entitled to the centre 15',
  'profession nurse dentist otherHealth': 'not a doctor',
  'authorisation none expired': 'no authorisation in force',
  'careTeam none expired': 'in no authorised care team',
  'attendingPhysician declared confirmed': 'attending physician',
  'attendingPhysician none declared': 'not the confirmed attending physician',
};

const BECAUSE: Readonly<Record<AllowedBecause | RefusedBecause, string>> = {
  anyProfessional: 'to any professional',
  authorised: 'by the holder’s authorisation',
  careTeam: 'by the care team’s authorisation',
  attendingPhysician: 'to the attending physician',
  emergency: 'in the emergency',
  dispatchCentre: 'to the regulating doctor',
  feeding: 'feeding needs no authorisation',
  ownDocument: 'to the document’s author',
  holderPresent: 'in the holder’s presence',
  forHolder: 'to the holder',
  forRepresentative: 'to the representative',
  operatorEntitled: 'by the operator’s entitlement',
  profession: 'not for that profession',
  blocked: 'the holder blocked this professional',
  dossierAbsent: 'there is no dossier',
  dossierExists: 'there is one already',
  dossierClosed: 'the dossier is closed',
  dossierErased: 'the dossier was erased',
  dossierActive: 'the dossier is open',
  notAuthorised: 'no authorisation',
  authorisationExpired: 'the authorisation expired',
  hidden: 'the document is hidden from the asker',
  deleted: 'the document was deleted',
  opposed: 'the holder refuses that access',
  notEntitled: 'not entitled by the operator',
  typeNotEntitled: 'the matrix closes that type to the profession',
  notAuthor: 'the document’s author alone',
  notAttendingPhysician: 'not the attending physician',
  notInMode: 'not in that way of access',
  visibilityCombination: 'masked and not visible to the holder at once',
  confidentialSession: 'a minor’s secrecy',
  notRepresented: 'nobody represents the holder',
};

/** The acts of a row. */
export function actsInWords({ action }: Pattern): string {
  const actions = action === undefined ? [] : [action].flat();
  if (actions.length === 0) return 'anything';
  const group = ACTION_GROUPS.find(([grouped]) => grouped.join() === actions.join());
  return group ? group[1] : actions.map((each) => ACTIONS[each]).join('; ');
}

/** What must hold beside; nothing where the row fits whatever holds. */
export const conditionsInWords = (where: Pattern): string =>
  (Object.keys(where) as Dimension[])
    .map((dimension) => classesInWords(where, dimension))
    .filter(Boolean)
    .join('; ');

function classesInWords(where: Pattern, dimension: Dimension): string {
  const classes = [where[dimension]].flat().map(String);
  // that there is a document, the act says
  if (dimension === 'action' || (dimension === 'document' && classes.length > 1)) return '';
  const words: Readonly<Record<string, string>> = WORDS[dimension];
  const together = TOGETHER[[dimension, ...classes].join(' ')];
  return together ?? classes.map((each) => words[each] ?? each).join(' or ');
}

export const verdictInWords = ({ allowed, because }: ExpectedVerdict): string =>
  `${allowed ? 'allowed' : '**refused**'}: ${BECAUSE[because]}`;
