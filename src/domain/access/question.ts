import type { PsIdNat } from '#base/brand.ts';
import type { DocumentStatus, Visibility } from '#domain/dossier/document-entry.ts';
import type { AccessMode, DossierAction } from './action.ts';
import type { EntitlementMatrix } from './matrix.ts';

/** TD0.2, IG TD0.2 NB1. `denied`: the holder blocked this professional. */
export const AUTHORISATION_STATES = ['none', 'granted', 'expired', 'denied'] as const;
export type AuthorisationState = (typeof AUTHORISATION_STATES)[number];

/** `absent`: no dossier for this holder, as far as the asker may know. `erased`: its key is destroyed. */
export const DOSSIER_STATUSES = ['absent', 'active', 'closed', 'erased'] as const;
export type DossierStatus = (typeof DOSSIER_STATUSES)[number];

/** `declared`: not yet confirmed, so that masked documents stay closed to them. */
export type AttendingPhysicianState = 'none' | 'declared' | 'confirmed';

/** What the operator grants to a professional by name. */
export const ENTITLEMENTS = ['centre15', 'letters'] as const;
export type Entitlement = (typeof ENTITLEMENTS)[number];

/** A professional with a card; or whom an export is made for. */
export type AccessReader =
  | {
      kind: 'professional';
      psIdNat: PsIdNat;
      /** TRE_G15. */
      profession: string;
      entitlements: readonly Entitlement[];
    }
  | { kind: 'holder' }
  | { kind: 'representative' };

export type DocumentFacts = {
  depositor: PsIdNat;
  /** JDV_J66. */
  typeCode: string;
  status: DocumentStatus;
  visibility: Visibility;
};

/** All that a verdict depends on: nothing else may be looked at. */
export type AccessQuestion = {
  /** Never as the asker claims it: from the emergency accesses that are open (domain/rights/rights.ts). */
  mode: AccessMode;
  action: DossierAction;
  reader: AccessReader;
  dossier: DossierStatus;
  /** The reader's own. */
  authorisation: AuthorisationState;
  /** The best among the care teams that the reader belongs to. */
  careTeam: 'none' | 'granted' | 'expired';
  attendingPhysician: AttendingPhysicianState;
  /** True where the holder refused that access. */
  oppositions: { breakGlass: boolean; dispatchCentre: boolean };
  /** Under 18 now. */
  minor: boolean;
  /** Somebody represents the holder now. */
  represented: boolean;
  /** The minor came alone and asked for secrecy (EX_0.1-1100). */
  confidential: boolean;
  matrix: EntitlementMatrix;
  /** Parameter `cumul-invisible_patient-masque_ps` of the DMP; false unless the operator says otherwise. */
  mayHideFromAll: boolean;
  /** Only for actions on one document; for `provideDocument`, as it is to become. */
  document?: DocumentFacts;
};

export type AccessVerdict =
  | { allowed: true; because: AllowedBecause; rule: string }
  | { allowed: false; because: RefusedBecause; rule: string };

export const ALLOWED_BECAUSE = [
  'anyProfessional',
  'authorised',
  'careTeam',
  'attendingPhysician',
  'emergency',
  'dispatchCentre',
  'feeding',
  'ownDocument',
  'holderPresent',
  'dossierAbsent',
  'dossierClosed',
  'forHolder',
  'forRepresentative',
  'operatorEntitled',
] as const;
export type AllowedBecause = (typeof ALLOWED_BECAUSE)[number];

export const REFUSED_BECAUSE = [
  'profession',
  'blocked',
  'dossierAbsent',
  'dossierExists',
  'dossierClosed',
  'dossierErased',
  'dossierActive',
  'notAuthorised',
  'authorisationExpired',
  'hidden',
  'deleted',
  'opposed',
  'notEntitled',
  /** The entitlement matrix closes this type of document to the profession. */
  'typeNotEntitled',
  'notAuthor',
  'notAttendingPhysician',
  'notInMode',
  /** «Masked to professionals» and «not visible to the holder» at once (parameter of the DMP). */
  'visibilityCombination',
  /** In a minor's confidential session only documents hidden from the representatives. */
  'confidentialSession',
  'notRepresented',
] as const;
export type RefusedBecause = (typeof REFUSED_BECAUSE)[number];
