import type { DocumentId } from '#base/brand.ts';
import type { Command, CommandBody } from '#wire/commands.ts';

/**
 * What waits may be taken back as long as it never left this device. An attempt whose answer is not known counts as
 * received. What was written on top of it goes with it; what is left keeps its order, and the numbers may have gaps: a
 * number is given once and never again.
 */
export type WaitingCommand = {
  readonly command: Command;
  /** No attempt was ever made to send it. */
  readonly neverSent: boolean;
};

export type TakingBack =
  /** `ns`: the one asked for, then those that depend on it; `along`: how many of these a person wrote. */
  | { kind: 'may'; ns: readonly number[]; along: number; loses: boolean }
  | { kind: 'mayNot'; because: 'gone' | 'maybeReceived' | 'traceDue' };

/** Decides, touching nothing. `waiting`: all that waits, by number. */
export function planTakingBack(waiting: readonly WaitingCommand[], n: number): TakingBack {
  const asked = waiting.find(({ command }) => command.n === n);
  if (!asked) return { kind: 'mayNot', because: 'gone' };
  if (asked.command.body.type === 'recordAccess') return { kind: 'mayNot', because: 'traceDue' };
  const goes = [asked];
  for (const later of waiting)
    if (later.command.n > n && goes.some(({ command }) => needs(later.command.body, command.body)))
      goes.push(later);
  if (goes.some(({ neverSent }) => !neverSent)) return { kind: 'mayNot', because: 'maybeReceived' };
  const bodies = goes.map(({ command }) => command.body);
  return {
    kind: 'may',
    ns: goes.map(({ command }) => command.n),
    along: bodies.slice(1).filter(({ type }) => type !== 'recordAccess').length,
    loses: bodies.some(({ type }) => TYPED.has(type)),
  };
}

/** They hold what somebody wrote or collected; the others are a press, and done again by a press. */
const TYPED: ReadonlySet<CommandBody['type']> = new Set([
  'createDossier',
  'reactivateDossier',
  'provideDocument',
  'noteEmergency',
  'changeHolderData',
  'recordRepresentative',
  'authoriseCareTeam',
  'changeCareTeam',
  'closeDossier',
  'requestErasure',
]);

type Types = CommandBody['type'];

/** Acts that an earlier one of the same subject makes possible. */
const UPON: { readonly [T in Types]?: readonly Types[] } = {
  grantAuthorisation: ['withdrawAuthorisation'],
  blockProfessional: ['unblockProfessional'],
  declareAttendingPhysician: ['confirmAttendingPhysician', 'endAttendingPhysician'],
  authoriseCareTeam: ['changeCareTeam', 'withdrawCareTeam'],
  recordRepresentative: ['endRepresentative'],
  closeDossier: ['reactivateDossier', 'requestErasure'],
};

/** Without the earlier one the later one would mean nothing, or be refused. */
function needs(later: CommandBody, earlier: CommandBody): boolean {
  if (later.dossierId !== earlier.dossierId) return false;
  if (earlier.type === 'createDossier' || earlier.type === 'reactivateDossier') return true;
  if (earlier.type === 'provideDocument') return documentsOf(later).includes(earlier.document.documentId);
  return (UPON[earlier.type]?.includes(later.type) ?? false) && subjectOf(later) === subjectOf(earlier);
}

function subjectOf(body: CommandBody): string {
  if ('professional' in body) return body.professional;
  if ('teamId' in body) return body.teamId;
  if ('representativeId' in body) return body.representativeId;
  return body.type === 'recordRepresentative' ? body.representative.representativeId : '';
}

/** Documents that a command is about, its own aside. */
function documentsOf(body: CommandBody): readonly DocumentId[] {
  if (body.type === 'provideDocument') return body.document.replaces ? [body.document.replaces] : [];
  if (body.type === 'changeDocument') return [body.documentId];
  return body.type === 'recordAccess' && body.documentId ? [body.documentId] : [];
}
