import type { DeviceId, PsIdNat } from '#base/brand.ts';
import type { AccessMode, EmergencyMode } from '#domain/access/action.ts';
import type { AttendingPhysicianState, AuthorisationState } from '#domain/access/question.ts';
import { subjectOf, type RightAct } from './right-act.ts';

/** One act in force: who did it, when, and the number that tells it from a later one on the same subject. */
type Mark = { seq: number; at: number; by: PsIdNat };

export type Grant = Mark & { until: number };
export type Team = Mark & { members: readonly PsIdNat[]; until: number };
export type Emergency = Mark & {
  mode: EmergencyMode;
  device: DeviceId;
  until: number;
  endedAt: number | undefined;
};

/** The state of a dossier's rights: the reduction of its acts. Whether a time has passed is asked of it later. */
export type Rights = {
  grants: ReadonlyMap<PsIdNat, Grant>;
  blocked: ReadonlyMap<PsIdNat, Mark>;
  teams: ReadonlyMap<string, Team>;
  attendingPhysician: (Mark & { professional: PsIdNat; confirmed: boolean }) | undefined;
  oppositions: Mark & { breakGlass: boolean; dispatchCentre: boolean };
  representatives: ReadonlyMap<string, Mark & { endsAt: number | null }>;
  emergencies: ReadonlyMap<string, Emergency>;
  closed: (Mark & { eraseAfter: number }) | undefined;
  /** Number of the last act on each subject (right-act.ts), whatever it did. */
  lastOn: ReadonlyMap<string, number>;
};

type Building = {
  grants: Map<PsIdNat, Grant>;
  blocked: Map<PsIdNat, Mark>;
  teams: Map<string, Team>;
  attendingPhysician: Rights['attendingPhysician'];
  oppositions: Rights['oppositions'];
  representatives: Map<string, Mark & { endsAt: number | null }>;
  emergencies: Map<string, Emergency>;
  closed: Rights['closed'];
  lastOn: Map<string, number>;
};

/** Reduces the acts of one dossier, oldest first. Before any act: no right, no opposition. */
export function reduceRights(acts: readonly RightAct[]): Rights {
  const nobody = { seq: 0, at: 0, by: '' as PsIdNat };
  const rights: Building = {
    grants: new Map(),
    blocked: new Map(),
    teams: new Map(),
    attendingPhysician: undefined,
    oppositions: { ...nobody, breakGlass: false, dispatchCentre: false },
    representatives: new Map(),
    emergencies: new Map(),
    closed: undefined,
    lastOn: new Map(),
  };
  for (const act of acts) {
    rights.lastOn.set(subjectOf(act), act.seq);
    apply(rights, act);
  }
  return rights;
}

function apply(rights: Building, act: RightAct): void {
  const mark = { seq: act.seq, at: act.at, by: act.by };
  switch (act.kind) {
    case 'granted':
      rights.grants.set(act.professional, { ...mark, until: act.until });
      break;
    case 'withdrawn':
      rights.grants.delete(act.professional);
      leaveTeams(rights, act.professional);
      stopAttending(rights, act.professional);
      break;
    case 'blocked':
      rights.blocked.set(act.professional, mark);
      break;
    case 'unblocked':
      rights.blocked.delete(act.professional);
      break;
    case 'teamAuthorised':
      rights.teams.set(act.teamId, { ...mark, members: act.members, until: act.until });
      break;
    case 'teamChanged':
      changeTeam(rights, act.teamId, act.members);
      break;
    case 'teamWithdrawn':
      rights.teams.delete(act.teamId);
      break;
    case 'attendingDeclared':
      rights.attendingPhysician = { ...mark, professional: act.professional, confirmed: false };
      break;
    case 'attendingConfirmed':
      if (rights.attendingPhysician?.professional === act.professional)
        rights.attendingPhysician = { ...rights.attendingPhysician, confirmed: true };
      break;
    case 'attendingEnded':
      rights.attendingPhysician = undefined;
      break;
    case 'oppositionsSet':
      rights.oppositions = { ...mark, breakGlass: act.breakGlass, dispatchCentre: act.dispatchCentre };
      break;
    case 'representativeRecorded':
      rights.representatives.set(act.representativeId, { ...mark, endsAt: act.endsAt });
      break;
    case 'representativeEnded':
      rights.representatives.delete(act.representativeId);
      break;
    case 'emergencyOpened':
      rights.emergencies.set(act.accessId, emergencyOf(mark, act));
      break;
    case 'emergencyEnded':
      endEmergency(rights, act.accessId, act.at);
      break;
    case 'emergencyNoted':
      break;
    // asking for erasure closes too: nothing is readable while it waits
    case 'closed':
    case 'erasureRequested':
      close(rights, { ...mark, eraseAfter: act.eraseAfter });
      break;
    case 'reactivated':
      rights.closed = undefined;
      break;
  }
}

const emergencyOf = (mark: Mark, act: Extract<RightAct, { kind: 'emergencyOpened' }>): Emergency => ({
  ...mark,
  mode: act.mode,
  device: act.device,
  until: act.until,
  endedAt: undefined,
});

/** What a holder takes from one person is not given back by a team that this person is in. */
function leaveTeams(rights: Building, professional: PsIdNat): void {
  for (const [teamId, { members }] of rights.teams)
    changeTeam(
      rights,
      teamId,
      members.filter((member) => member !== professional),
    );
}

/** Nor is the attending physician's access left to somebody from whom the holder took it. */
function stopAttending(rights: Building, professional: PsIdNat): void {
  if (rights.attendingPhysician?.professional === professional) rights.attendingPhysician = undefined;
}

/** The time of a team runs from its authorisation, whoever joins later. */
function changeTeam(rights: Building, teamId: string, members: readonly PsIdNat[]): void {
  const team = rights.teams.get(teamId);
  if (team) rights.teams.set(teamId, { ...team, members });
}

function endEmergency(rights: Building, accessId: string, at: number): void {
  const access = rights.emergencies.get(accessId);
  if (access) rights.emergencies.set(accessId, { ...access, endedAt: access.endedAt ?? at });
}

/** Closing ends what was given: a reactivation starts from a renewed consent. Blocks and oppositions stay. */
function close(rights: Building, closed: NonNullable<Rights['closed']>): void {
  rights.grants.clear();
  rights.teams.clear();
  rights.attendingPhysician = undefined;
  rights.emergencies.clear();
  rights.closed = closed;
}

/** TD0.2: the state of one professional's own authorisation at a moment. Blocked beats all. */
export function authorisationOf(rights: Rights, professional: PsIdNat, now: number): AuthorisationState {
  if (rights.blocked.has(professional)) return 'denied';
  const grant = rights.grants.get(professional);
  if (!grant) return 'none';
  return grant.until > now ? 'granted' : 'expired';
}

/** The best state among the care teams that count this professional. */
export function careTeamOf(
  rights: Rights,
  professional: PsIdNat,
  now: number,
): 'none' | 'granted' | 'expired' {
  const teams = [...rights.teams.values()].filter(({ members }) => members.includes(professional));
  if (teams.length === 0) return 'none';
  return teams.some(({ until }) => until > now) ? 'granted' : 'expired';
}

export function attendingPhysicianOf(rights: Rights, professional: PsIdNat): AttendingPhysicianState {
  const { attendingPhysician } = rights;
  if (attendingPhysician?.professional !== professional) return 'none';
  return attendingPhysician.confirmed ? 'confirmed' : 'declared';
}

/** The emergency access that a professional has open on a device now, the last one opened first. */
export function openEmergencyOf(
  rights: Rights,
  who: { professional: PsIdNat; device: DeviceId },
  now: number,
): (Emergency & { accessId: string }) | undefined {
  const open = [...rights.emergencies].filter(
    ([, access]) =>
      access.by === who.professional &&
      access.device === who.device &&
      access.endedAt === undefined &&
      access.until > now,
  );
  const last = open.at(-1);
  return last && { ...last[1], accessId: last[0] };
}

/** The mode of a professional's acts on a device now: never what a request says of itself. */
export const modeOf = (
  rights: Rights,
  who: { professional: PsIdNat; device: DeviceId },
  now: number,
): AccessMode => openEmergencyOf(rights, who, now)?.mode ?? 'normal';

/** Whether somebody represents the holder at a moment: a minor's representatives end at majority by themselves. */
export const isRepresented = (rights: Rights, now: number): boolean =>
  [...rights.representatives.values()].some(({ endsAt }) => endsAt === null || endsAt > now);
