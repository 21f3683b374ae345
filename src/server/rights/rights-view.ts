import type { DossierId, PsIdNat } from '#base/brand.ts';
import type { Bytes } from '#base/bytes.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import type {
  ProfessionalRight,
  RepresentativeRight,
  RightsView,
  TeamRight,
} from '#domain/rights/rights-view.ts';
import { authorisationOf, type Rights } from '#domain/rights/rights.ts';
import type { Standing } from '#server/access.ts';
import type { Reader } from '#server/database.server.ts';
import { actDetailsOf, type ActDetails } from '#server/repositories/right-acts.ts';
import type { SealKey } from '#server/seal.ts';
import { versionOf } from '#server/sync/version.ts';

/** Version of one subject of the rights (domain/rights/right-act.ts): what `basedOn` of a command is held against. */
export const subjectVersion = (
  { versionKey }: { versionKey: Bytes },
  dossierId: DossierId,
  rights: Rights,
  subject: string,
): string =>
  versionOf(
    versionKey,
    `${dossierId}|${subject}|${membersIn(rights, subject)}`,
    rights.lastOn.get(subject) ?? 0,
  );

/** A team changes by other acts too: whoever is withdrawn leaves it, and is not to come back by an older list. */
const membersIn = (rights: Rights, subject: string): string =>
  subject.startsWith('team:') ? (rights.teams.get(subject.slice(5))?.members.join(' ') ?? '') : '';

/** Version of the holder's administrative data, held against `basedOn` in the same way. */
export const holderDataVersionOf = (
  { versionKey }: { versionKey: Bytes },
  dossierId: DossierId,
  seq: number,
): string => versionOf(versionKey, `${dossierId}|holder-data`, seq);

type Given = { standing: Standing; dossierId: DossierId; key: SealKey };
type Page = {
  rights: Rights;
  now: number;
  details: ReadonlyMap<number, ActDetails>;
  people: ReadonlyMap<PsIdNat, Actor>;
  version: (subject: string) => string;
};

/** «Droits et accès» of a dossier (L1111-19), with the names as they were known when each act was done. */
export async function rightsViewOf(
  deps: { versionKey: Bytes },
  db: Reader,
  { standing, dossierId, key }: Given,
): Promise<RightsView> {
  return rightsViewFrom(deps, { standing, dossierId, details: await actDetailsOf(db, key, dossierId) });
}

/** The same, where the details of the acts are at hand. */
export function rightsViewFrom(
  deps: { versionKey: Bytes },
  { standing, dossierId, details }: Omit<Given, 'key'> & Pick<Page, 'details'>,
): RightsView {
  const { rights, now } = standing;
  const version = (subject: string) => subjectVersion(deps, dossierId, rights, subject);
  const page: Page = { rights, now, details, people: peopleIn(details), version };
  const attending = rights.attendingPhysician;
  return {
    professionals: professionalLines(page),
    teams: teamLines(page),
    ...(attending && {
      attendingPhysician: {
        ...lineOf(page, attending, 'attendingPhysician'),
        professional: personOf(page, attending.professional),
        confirmed: attending.confirmed,
      },
    }),
    oppositions: oppositionsLine(page),
    representatives: representativeLines(page),
  };
}

/** Everybody whom some act names, the newest name last. */
function peopleIn(details: Page['details']): ReadonlyMap<PsIdNat, Actor> {
  const people = new Map<PsIdNat, Actor>();
  for (const { by, named } of details.values())
    for (const person of [...(named ?? []), ...(by ? [by] : [])]) people.set(person.psIdNat, person);
  return people;
}

/** Acts from before names were kept show the number alone. */
const personOf = ({ people }: Page, psIdNat: PsIdNat): Actor =>
  people.get(psIdNat) ?? { psIdNat, name: psIdNat, profession: '?' };

const lineOf = (page: Page, { seq, at, by }: { seq: number; at: number; by: PsIdNat }, subject: string) => ({
  since: at,
  by: personOf(page, by),
  version: page.version(subject),
  ...(page.details.get(seq)?.confidential && { confidential: true }),
});

function professionalLines(page: Page): ProfessionalRight[] {
  const { rights, now, details } = page;
  const known = new Set([...rights.grants.keys(), ...rights.blocked.keys()]);
  return [...known].flatMap((psIdNat) => {
    const state = authorisationOf(rights, psIdNat, now);
    const grant = rights.grants.get(psIdNat);
    const mark = rights.blocked.get(psIdNat) ?? grant;
    if (!mark || state === 'none') return [];
    const presence = details.get(mark.seq)?.presence;
    const line = lineOf(page, mark, `professional:${psIdNat}`);
    const until = state === 'denied' ? undefined : grant?.until;
    const professional = personOf(page, psIdNat);
    return [{ ...line, professional, state, ...(until && { until }), ...(presence && { presence }) }];
  });
}

const teamLines = (page: Page): TeamRight[] =>
  [...page.rights.teams].map(([teamId, team]) => ({
    ...lineOf(page, team, `team:${teamId}`),
    teamId,
    name: page.details.get(team.seq)?.teamName ?? '',
    members: team.members.map((member) => personOf(page, member)),
    until: team.until,
  }));

function oppositionsLine(page: Page): RightsView['oppositions'] {
  const { breakGlass, dispatchCentre, seq, at, by } = page.rights.oppositions;
  const set = seq === 0 ? {} : { since: at, by: personOf(page, by) };
  return { breakGlass, dispatchCentre, version: page.version('oppositions'), ...set };
}

const representativeLines = (page: Page): RepresentativeRight[] =>
  [...page.rights.representatives].flatMap(([representativeId, mark]) => {
    const representative = page.details.get(mark.seq)?.representative;
    if (!representative || (mark.endsAt !== null && mark.endsAt <= page.now)) return [];
    const line = lineOf(page, mark, `representative:${representativeId}`);
    return [{ ...line, representative, ...(mark.endsAt !== null && { endsAt: mark.endsAt }) }];
  });
