import type { AllowedBecause, RefusedBecause } from '#domain/access/question.ts';
import type { AccessCase, Dimension } from './access-case.ts';

/** Classes that a case must be of; what is not named may be anything. */
export type Pattern = { readonly [D in Dimension]?: AccessCase[D] | readonly AccessCase[D][] };

export type ExpectedVerdict =
  | { readonly allowed: true; readonly because: AllowedBecause; readonly rule: string }
  | { readonly allowed: false; readonly because: RefusedBecause; readonly rule: string };
export type ExpectedRow = { readonly where: Pattern; readonly then: ExpectedVerdict };
export type Chapter = { readonly title: string; readonly rows: readonly ExpectedRow[] };

const yes = (because: AllowedBecause, rule: string): ExpectedVerdict => ({ allowed: true, because, rule });
const no = (because: RefusedBecause, rule: string): ExpectedVerdict => ({ allowed: false, because, rule });

const EMERGENCY = ['bris_de_glace', 'centre_15'] as const;
const CHANGES_OF_A_DOCUMENT = [
  'archiveDocument',
  'maskDocument',
  'unmaskDocument',
  'revealToHolder',
  'revealToRepresentatives',
] as const;
export const SEEN_OR_CHANGED = ['retrieveDocument', ...CHANGES_OF_A_DOCUMENT] as const;
export const BY_ITS_AUTHOR_ALONE = ['replaceDocument', 'deleteDocument'] as const;
export const EXPORTED = [
  'exportDossier',
  'consultDossier',
  'retrieveDocument',
  'readHolderData',
  'readTraces',
] as const;
export const OPENED_IN_EMERGENCY = [
  'openEmergency',
  'consultDossier',
  'readHolderData',
  'retrieveDocument',
] as const;
const MASKED_AND_NOT_VISIBLE = { masked: true, hiddenFromHolder: true, mayHideFromAll: false } as const;
const A_DOCUMENT = ['own', 'others'] as const;

/**
 * The verdicts as the texts of the law and of the DMP were read, by hand and before the code: the first row that fits
 * gives the verdict, and every possible question meets one. The code has its own tables; a test compares the two.
 */
export const EXPECTED_VERDICTS: readonly Chapter[] = [
  {
    title: 'An export made for the holder or a legal representative',
    rows: [
      {
        where: { reader: ['holder', 'representative'], dossier: 'absent', action: EXPORTED },
        then: no('dossierAbsent', 'L1111-14'),
      },
      {
        where: { reader: ['holder', 'representative'], dossier: 'erased', action: EXPORTED },
        then: no('dossierErased', 'R1111-36'),
      },
      {
        where: { reader: ['holder', 'representative'], dossier: 'closed', action: EXPORTED },
        then: no('dossierClosed', 'R1111-36'),
      },
      {
        where: { reader: 'representative', represented: false, action: EXPORTED },
        then: no('notRepresented', 'R1111-50'),
      },
      {
        where: {
          reader: ['holder', 'representative'],
          action: 'retrieveDocument',
          document: A_DOCUMENT,
          status: 'deleted',
        },
        then: no('deleted', 'TD3.3c NB2'),
      },
      {
        where: {
          reader: ['holder', 'representative'],
          action: 'retrieveDocument',
          document: A_DOCUMENT,
          hiddenFromHolder: true,
        },
        then: no('hidden', 'R1111-53'),
      },
      {
        where: {
          reader: 'representative',
          action: 'retrieveDocument',
          document: A_DOCUMENT,
          hiddenFromRepresentatives: true,
        },
        then: no('hidden', 'R1111-50'),
      },
      { where: { reader: 'holder', action: EXPORTED }, then: yes('forHolder', 'L1111-19') },
      { where: { reader: 'representative', action: EXPORTED }, then: yes('forRepresentative', 'R1111-50') },
      { where: { reader: ['holder', 'representative'] }, then: no('notInMode', 'L1111-17 I') },
    ],
  },
  {
    title: 'Who asks, and acts outside a dossier',
    rows: [
      { where: { profession: 'notHealth' }, then: no('profession', 'L1111-17 I') },
      { where: { action: 'findDossier' }, then: yes('anyProfessional', 'IG TD0.2') },
      { where: { action: 'readNotices' }, then: yes('anyProfessional', 'R1111-48') },
      {
        where: { action: 'printLetter', entitlement: ['letters', 'both'] },
        then: yes('operatorEntitled', 'R1111-48'),
      },
      { where: { action: 'printLetter' }, then: no('notEntitled', 'R1111-48') },
    ],
  },
  {
    title: 'The life of a dossier',
    rows: [
      { where: { action: 'createDossier', dossier: 'absent' }, then: yes('dossierAbsent', 'EX_1.1-1010') },
      { where: { action: 'createDossier', dossier: 'active' }, then: no('dossierExists', 'EX_1.1-1010') },
      { where: { action: 'createDossier', dossier: 'closed' }, then: no('dossierClosed', 'EX_1.2-1030') },
      { where: { action: 'createDossier', dossier: 'erased' }, then: no('dossierErased', 'R1111-36') },
      {
        where: { mode: ['normal', 'bris_de_glace'], authorisation: 'denied' },
        then: no('blocked', 'IG TD0.2 NB1'),
      },
      { where: { dossier: 'absent' }, then: no('dossierAbsent', 'L1111-14') },
      { where: { dossier: 'erased' }, then: no('dossierErased', 'R1111-36') },
      { where: { action: 'reactivateDossier', mode: EMERGENCY }, then: no('notInMode', 'L1111-17 I') },
      {
        where: { action: 'reactivateDossier', dossier: 'closed' },
        then: yes('dossierClosed', 'EX_1.2-1030'),
      },
      { where: { action: 'reactivateDossier', dossier: 'active' }, then: no('dossierActive', 'EX_1.2-1030') },
      { where: { action: 'requestErasure', mode: EMERGENCY }, then: no('notInMode', 'L1111-17 I') },
      { where: { action: 'requestErasure', dossier: 'closed' }, then: yes('holderPresent', 'R1111-36') },
      { where: { dossier: 'closed' }, then: no('dossierClosed', 'R1111-36') },
    ],
  },
  {
    title: 'Documents, in whatever mode',
    rows: [
      {
        where: {
          action: [...SEEN_OR_CHANGED, ...BY_ITS_AUTHOR_ALONE],
          document: A_DOCUMENT,
          status: 'deleted',
        },
        then: no('deleted', 'TD3.3c NB2'),
      },
      {
        where: {
          action: ['provideDocument', 'replaceDocument'],
          document: A_DOCUMENT,
          ...MASKED_AND_NOT_VISIBLE,
        },
        then: no('visibilityCombination', 'EX_2.1-1050'),
      },
      {
        where: {
          action: 'maskDocument',
          document: A_DOCUMENT,
          hiddenFromHolder: true,
          mayHideFromAll: false,
        },
        then: no('visibilityCombination', 'EX_2.1-1050'),
      },
      {
        where: {
          action: ['provideDocument', 'replaceDocument'],
          minor: true,
          confidential: true,
          document: A_DOCUMENT,
          hiddenFromRepresentatives: false,
        },
        then: no('confidentialSession', 'EX_2.1-1050'),
      },
      { where: { action: 'provideDocument' }, then: yes('feeding', 'IG TD0.2 NB2') },
      { where: { action: BY_ITS_AUTHOR_ALONE, document: 'own' }, then: yes('ownDocument', 'TD3.3c NB2') },
      { where: { action: BY_ITS_AUTHOR_ALONE }, then: no('notAuthor', 'TD3.3c NB2') },
      { where: { action: 'archiveDocument', document: 'own' }, then: yes('ownDocument', 'TD3.3c NB1') },
      { where: { action: SEEN_OR_CHANGED, document: 'own' }, then: yes('ownDocument', 'R1111-49') },
    ],
  },
  {
    title: 'Emergency accesses',
    rows: [
      {
        where: {
          mode: 'centre_15',
          action: OPENED_IN_EMERGENCY,
          profession: ['nurse', 'dentist', 'otherHealth'],
        },
        then: no('profession', 'L1111-17 I'),
      },
      {
        where: { mode: 'centre_15', action: OPENED_IN_EMERGENCY, entitlement: ['none', 'letters'] },
        then: no('notEntitled', 'L1111-17 I'),
      },
      {
        where: { mode: 'centre_15', action: OPENED_IN_EMERGENCY, refusesDispatchCentre: true },
        then: no('opposed', 'L1111-17 I'),
      },
      {
        where: { mode: 'bris_de_glace', action: OPENED_IN_EMERGENCY, refusesBreakGlass: true },
        then: no('opposed', 'L1111-17 I'),
      },
      {
        where: { mode: EMERGENCY, action: 'retrieveDocument', document: 'others', masked: true },
        then: no('hidden', 'R1111-49'),
      },
      {
        where: { mode: EMERGENCY, action: 'retrieveDocument', document: 'others', typeClosed: true },
        then: no('typeNotEntitled', 'arrêté 2023-10-26'),
      },
      {
        where: { mode: 'centre_15', action: OPENED_IN_EMERGENCY },
        then: yes('dispatchCentre', 'L1111-17 I'),
      },
      { where: { mode: 'bris_de_glace', action: OPENED_IN_EMERGENCY }, then: yes('emergency', 'L1111-17 I') },
      { where: { mode: EMERGENCY }, then: no('notInMode', 'L1111-17 I') },
    ],
  },
  {
    title: 'Normal access',
    rows: [
      { where: { action: 'openEmergency' }, then: no('notInMode', 'L1111-17 I') },
      { where: { action: 'grantAuthorisation' }, then: yes('holderPresent', 'EX_0.3-1010') },
      {
        where: { action: 'declareAttendingPhysician', profession: 'doctor' },
        then: yes('holderPresent', 'L1111-16'),
      },
      {
        where: {
          action: 'confirmAttendingPhysician',
          profession: 'doctor',
          attendingPhysician: ['declared', 'confirmed'],
        },
        then: yes('attendingPhysician', 'L1111-16'),
      },
      {
        where: { action: 'confirmAttendingPhysician', profession: 'doctor' },
        then: no('notAttendingPhysician', 'L1111-16'),
      },
      {
        where: { action: ['declareAttendingPhysician', 'confirmAttendingPhysician'] },
        then: no('profession', 'L1111-16'),
      },
      {
        where: { authorisation: 'none', careTeam: 'none', attendingPhysician: 'none' },
        then: no('notAuthorised', 'L1111-17 I'),
      },
      {
        where: {
          authorisation: ['none', 'expired'],
          careTeam: ['none', 'expired'],
          attendingPhysician: 'none',
        },
        then: no('authorisationExpired', 'esante.gouv.fr 2010-06-14'),
      },
      {
        where: {
          action: SEEN_OR_CHANGED,
          document: 'others',
          attendingPhysician: ['none', 'declared'],
          masked: true,
        },
        then: no('hidden', 'R1111-49'),
      },
      {
        where: {
          action: SEEN_OR_CHANGED,
          document: 'others',
          attendingPhysician: ['none', 'declared'],
          typeClosed: true,
        },
        then: no('typeNotEntitled', 'arrêté 2023-10-26'),
      },
      {
        where: { attendingPhysician: ['declared', 'confirmed'] },
        then: yes('attendingPhysician', 'L1111-16'),
      },
      { where: { authorisation: 'granted' }, then: yes('authorised', 'L1111-17 I') },
      { where: { careTeam: 'granted' }, then: yes('careTeam', 'R1111-46') },
    ],
  },
];
