import type { DossierId, InsC } from '#base/brand.ts';
import type { AccessMode } from '#domain/access/action.ts';
import type { AllowedBecause, AttendingPhysicianState, AuthorisationState } from '#domain/access/question.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { RightsView } from '#domain/rights/rights-view.ts';
import type { Actor } from './document-entry.ts';
import type { HolderData } from './holder-data.ts';

/** A dossier as a reader sees it, without its documents. Times in ms of the server. */
export type DossierHeader = {
  dossierId: DossierId;
  holder: HolderTraits;
  insC: InsC;
  status: 'active' | 'closed';
  createdAt: number;
  createdBy: Actor;
  /** Oppositions of the holder: true where the holder refused that access. */
  optOut: { breakGlass: boolean; dispatchCentre: boolean };
  brochureVersion: string;
  /** By which right this reader sees the dossier; `until` null where no time ends it. */
  access: { mode: AccessMode; because: AllowedBecause; since: number; until: number | null };
  /** This reader's facts for `decideAccess`, so that the app can ask it without a network. */
  standing: {
    authorisation: AuthorisationState;
    careTeam: 'none' | 'granted' | 'expired';
    attendingPhysician: AttendingPhysicianState;
  };
  minor: boolean;
  represented: boolean;
  holderData: HolderData & { version: string };
  /** Absent in an emergency access. */
  rights?: RightsView;
  /** Opaque: changes with the header. */
  version: string;
};
