import type { PsIdNat } from '#base/brand.ts';
import type { DocumentStatus, Visibility } from '#domain/dossier/document-entry.ts';
import type { AccessMode, DossierAction } from './action.ts';

/** `denied`: the holder blocked this professional. */
export type AuthorisationState = 'none' | 'granted' | 'expired' | 'denied';
/** `absent`: no dossier for this holder, as far as the asker may know. */
export type DossierStatus = 'absent' | 'active' | 'closed';

export type DocumentFacts = {
  depositor: PsIdNat;
  status: DocumentStatus;
  visibility: Visibility;
};

/** All that a verdict depends on: nothing else may be looked at. */
export type AccessQuestion = {
  mode: AccessMode;
  action: DossierAction;
  reader: { psIdNat: PsIdNat; profession: string };
  dossier: DossierStatus;
  authorisation: AuthorisationState;
  /** Only for actions on one document. */
  document?: DocumentFacts;
};

export type AccessVerdict =
  | { allowed: true; because: AllowedBecause; rule: string }
  | { allowed: false; because: RefusedBecause; rule: string };

export type AllowedBecause =
  'anyProfessional' | 'authorised' | 'feeding' | 'ownDocument' | 'holderPresent' | 'dossierAbsent';

export const REFUSED_BECAUSE = [
  'profession',
  'blocked',
  'dossierAbsent',
  'dossierExists',
  'dossierClosed',
  'notAuthorised',
  'authorisationExpired',
  'hidden',
  'deleted',
] as const;
export type RefusedBecause = (typeof REFUSED_BECAUSE)[number];
