import type { PsIdNat } from '#base/brand.ts';
import { subjectOf } from '#domain/rights/right-act.ts';
import type { ProfessionalRight, RightsView } from '#domain/rights/rights-view.ts';
import { authorisationOf, type Rights } from '#domain/rights/rights.ts';
import { staffOf } from './staff.ts';
import { rightsOf, type WorldDossier } from './world-dossier.ts';

type Mark = { seq: number; at: number; by: PsIdNat };

/** «Droits et accès» of a dossier of the fictional world. */
export function rightsLines(dossier: WorldDossier, now: number): RightsView {
  const rights = rightsOf(dossier);
  const attending = rights.attendingPhysician;
  const { breakGlass, dispatchCentre } = rights.oppositions;
  return {
    professionals: professionals(dossier, rights, now),
    teams: [...rights.teams].map(([teamId, team]) => ({
      ...lineOf(dossier, team),
      teamId,
      name: dossier.details.get(team.seq)?.teamName ?? '',
      members: team.members.map(staffOf),
      until: team.until,
    })),
    ...(attending && {
      attendingPhysician: {
        ...lineOf(dossier, attending),
        professional: staffOf(attending.professional),
        confirmed: attending.confirmed,
      },
    }),
    oppositions: {
      breakGlass,
      dispatchCentre,
      ...(rights.oppositions.seq === 0 ? { version: '0' } : lineOf(dossier, rights.oppositions)),
    },
    representatives: [...rights.representatives.values()].flatMap((mark) => {
      const representative = dossier.details.get(mark.seq)?.representative;
      if (!representative || (mark.endsAt !== null && mark.endsAt <= now)) return [];
      return [
        { ...lineOf(dossier, mark), representative, ...(mark.endsAt !== null && { endsAt: mark.endsAt }) },
      ];
    }),
  };
}

/** The version is the number of the last act on the same subject. */
function lineOf({ acts, details }: WorldDossier, { seq, at, by }: Mark) {
  const own = acts.find((act) => act.seq === seq);
  const last = own && acts.findLast((act) => subjectOf(act) === subjectOf(own));
  const confidential = details.get(seq)?.confidential === true;
  return {
    since: at,
    by: staffOf(by),
    version: String(last?.seq ?? seq),
    ...(confidential && { confidential }),
  };
}

function professionals(dossier: WorldDossier, rights: Rights, now: number): ProfessionalRight[] {
  return [...new Set([...rights.grants.keys(), ...rights.blocked.keys()])].flatMap((psIdNat) => {
    const state = authorisationOf(rights, psIdNat, now);
    const grant = rights.grants.get(psIdNat);
    const mark = rights.blocked.get(psIdNat) ?? grant;
    if (!mark || state === 'none') return [];
    const presence = dossier.details.get(mark.seq)?.presence;
    return [
      {
        ...lineOf(dossier, mark),
        professional: staffOf(psIdNat),
        state,
        ...(state !== 'denied' && grant && { until: grant.until }),
        ...(presence && { presence }),
      },
    ];
  });
}
