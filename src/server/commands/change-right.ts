import type { DossierId } from '#base/brand.ts';
import { subjectOf, type RightChange } from '#domain/rights/right-act.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { standingOf, type Standing } from '#server/access.ts';
import { findProfessional } from '#server/auth/professionals.ts';
import { nextHeaderSeq } from '#server/repositories/dossiers.ts';
import { rememberCareLink } from '#server/repositories/identifiers.ts';
import { insertNotice } from '#server/repositories/notices.ts';
import { insertRightAct } from '#server/repositories/right-acts.ts';
import { findEverKnown } from '#server/rights/find-professionals.ts';
import { rightFault } from '#server/rights/right-fault.ts';
import { subjectVersion } from '#server/rights/rights-view.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { decideAndTrace } from './decided.ts';
import { placeOf, type Place } from './place.ts';
import { planRight, professionalsNamedBy, type RightBody, type RightPlan } from './right-plan.ts';
import { refused, type CommandDeps, type Outcome, type Prepared, type Scope } from './scope.ts';

/**
 * TD0.3, TD1.3b: one more act in the history of the rights, by an explicit command of a professional each time
 * (EX_0.3-1010). The holder's wish is carried out at any time, by any professional whom the holder lets in (L1111-19).
 * Whoever gains something by it is remembered first: a link too many only makes a list ask once more, a missing one would
 * hide the dossier.
 */
export async function prepareRightChange(
  deps: CommandDeps,
  body: RightBody,
  author: Actor,
): Promise<Prepared | { refused: RefusalCode }> {
  const place = await placeOf(deps, body.dossierId);
  if (!place) return { refused: 'dossierAbsent' };
  const named = await peopleNamedBy(deps, body);
  const since = deps.clock.now();
  for (const { psIdNat } of gainersOf(body, named, author))
    await rememberCareLink(deps.directory, { psIdNat, dossierId: body.dossierId, since });
  return { ...place, effect: (scope) => changeRight(deps, scope, place, { body, named }) };
}

/** Whoever of them is known here. Only who may come in is given a right; it is taken from anybody. */
async function peopleNamedBy({ directory }: CommandDeps, body: RightBody): Promise<readonly Actor[]> {
  const find = isGiving(body) ? findProfessional : findEverKnown;
  const named = await Promise.all(professionalsNamedBy(body).map((psIdNat) => find(directory.db, psIdNat)));
  return named.filter((person) => person !== undefined);
}

const isGiving = ({ type }: RightBody): boolean =>
  type === 'grantAuthorisation' || type === 'authoriseCareTeam' || type === 'changeCareTeam';

function gainersOf(body: RightBody, named: readonly Actor[], author: Actor): readonly Actor[] {
  if (body.type === 'declareAttendingPhysician') return [author];
  return isGiving(body) ? named : [];
}

async function changeRight(
  deps: CommandDeps,
  scope: Scope,
  place: Place,
  { body, named }: { body: RightBody; named: readonly Actor[] },
): Promise<Outcome> {
  const { tx, now, asker } = scope;
  const { dossierId } = body;
  const standing = await standingOf(tx, scope, dossierId);
  const { psIdNat: author } = asker.professional;
  const facts = { author, now, majorityAt: standing.row?.majorityAt ?? null };
  const plan = planRight(body, facts);
  const code = await decideAndTrace(scope, standing, plan, {
    fault: () => faultOf(deps, standing, { body, named, plan }),
    ...(plan.says !== undefined && { says: { reason: plan.says } }),
  });
  if (code) return refused(code);
  const seq = await nextHeaderSeq(tx, dossierId, now);
  const { confidential } = asker;
  const details = { ...plan.details, named, ...(confidential && { confidential }) };
  const act = { dossierId, seq, at: now, by: asker.professional, change: plan.change, details };
  await insertRightAct(tx, act, place.keys.seal);
  await tellOf(deps, scope, { standing, dossierId, change: plan.change, key: place.keys.seal });
  return { type: 'done', dossierId };
}

/** What the command itself has wrong, whatever the verdict. */
function faultOf(
  deps: CommandDeps,
  { rights }: Standing,
  { body, named, plan: { change } }: { body: RightBody; named: readonly Actor[]; plan: RightPlan },
): RefusalCode | undefined {
  if (named.length < professionalsNamedBy(body).length) return 'professionalUnknown';
  const subject = subjectOf(change);
  const seen = 'basedOn' in body ? body.basedOn : undefined;
  // two professionals at once: the second does not know what the first did
  if (seen !== undefined && seen !== subjectVersion(deps, body.dossierId, rights, subject))
    return 'rightChanged';
  return rightFault(rights, change);
}

/** L1111-16: the holder and the predecessor of a new attending physician are told. */
async function tellOf(
  deps: CommandDeps,
  { tx, now, asker }: Scope,
  told: { standing: Standing; dossierId: DossierId; change: RightChange; key: Place['keys']['seal'] },
): Promise<void> {
  const { standing, dossierId, change, key } = told;
  if (change.kind !== 'attendingDeclared') return;
  const notice = { dossierId, at: now, details: { actor: asker.professional } };
  const toHolder = {
    ...notice,
    noticeId: deps.random.uuid(),
    kind: 'attendingDeclared',
    recipient: null,
  } as const;
  await insertNotice(tx, toHolder, key);
  const before = standing.rights.attendingPhysician?.professional;
  if (before === undefined || before === change.professional) return;
  const noticeId = deps.random.uuid();
  await insertNotice(tx, { ...notice, noticeId, kind: 'attendingReplaced', recipient: before }, key);
}
