import type { Actor } from '#domain/dossier/document-entry.ts';
import type { Representative } from './representative.ts';

/** `version`: opaque, changes with each act on that subject; goes back as `basedOn` of the next command on it. */
type Line = {
  since: number;
  by: Actor;
  version: string;
  /** Noted in the confidential session of a minor: not told to representatives (R1111-50). */
  confidential?: boolean;
};

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

/** What a representative is told: not what a minor who came alone had noted. */
export function toldToRepresentatives({ attendingPhysician, ...rights }: RightsView): RightsView {
  const open = <L extends { confidential?: boolean }>(lines: readonly L[]): L[] =>
    lines.filter(({ confidential }) => confidential !== true);
  return {
    ...rights,
    professionals: open(rights.professionals),
    teams: open(rights.teams),
    representatives: open(rights.representatives),
    ...(attendingPhysician && attendingPhysician.confidential !== true && { attendingPhysician }),
  };
}
