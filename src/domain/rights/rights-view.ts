import type { Actor } from '#domain/dossier/document-entry.ts';
import type { Representative } from './representative.ts';

/** `version`: opaque, changes with each act on that subject; goes back as `basedOn` of the next command on it. */
type Line = { since: number; by: Actor; version: string };

export type ProfessionalRight = Line & {
  professional: Actor;
  state: 'granted' | 'expired' | 'denied';
  /** End of the authorisation; absent for a block. */
  until?: number;
  /** How the holder's presence was asserted: a traced assertion, never a proof. */
  presence?: 'vitale' | 'declared';
};
export type TeamRight = Line & { teamId: string; name: string; members: readonly Actor[]; until: number };
export type RepresentativeRight = Line & { representative: Representative; endsAt?: number };

/** «Droits et accès»: who may, since when, until when, by whose wish (L1111-19). Times in ms of the server. */
export type RightsView = {
  professionals: readonly ProfessionalRight[];
  teams: readonly TeamRight[];
  attendingPhysician?: Line & { professional: Actor; confirmed: boolean };
  oppositions: { breakGlass: boolean; dispatchCentre: boolean; version: string } & Partial<
    Omit<Line, 'version'>
  >;
  representatives: readonly RepresentativeRight[];
};
