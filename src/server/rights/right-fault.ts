import type { PsIdNat } from '#base/brand.ts';
import type { RightChange } from '#domain/rights/right-act.ts';
import type { Rights } from '#domain/rights/rights.ts';
import type { RefusalCode } from '#wire/refusals.ts';

/** What the state of the rights does not allow, whatever the verdict: what is not there, and what is so already. */
export function rightFault(rights: Rights, change: RightChange): RefusalCode | undefined {
  if (isMissing(rights, change)) return 'subjectUnknown';
  return isSo(rights, change) ? 'alreadySo' : undefined;
}

function isMissing(rights: Rights, change: RightChange): boolean {
  if (change.kind === 'teamChanged' || change.kind === 'teamWithdrawn')
    return !rights.teams.has(change.teamId);
  if (change.kind === 'representativeEnded') return !rights.representatives.has(change.representativeId);
  if (change.kind === 'unblocked') return !rights.blocked.has(change.professional);
  return change.kind === 'attendingEnded' && rights.attendingPhysician === undefined;
}

/** No act is added that changes nothing, and nobody is told of it. */
function isSo(rights: Rights, change: RightChange): boolean {
  const { grants, blocked, attendingPhysician, oppositions } = rights;
  if (change.kind === 'withdrawn')
    return !grants.has(change.professional) && !isInSomeTeam(rights, change.professional);
  if (change.kind === 'blocked') return blocked.has(change.professional);
  if (change.kind === 'attendingDeclared') return attendingPhysician?.professional === change.professional;
  if (change.kind === 'attendingConfirmed') return attendingPhysician?.confirmed === true;
  return (
    change.kind === 'oppositionsSet' &&
    oppositions.breakGlass === change.breakGlass &&
    oppositions.dispatchCentre === change.dispatchCentre
  );
}

const isInSomeTeam = ({ teams }: Rights, professional: PsIdNat): boolean =>
  [...teams.values()].some(({ members }) => members.includes(professional));
