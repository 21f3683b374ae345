import { holderDataVersionOf } from '#server/rights/rights-view.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { decideAndTrace } from './decided.ts';
import { placeOf, type Place } from './place.ts';
import { refused, type CommandDeps, type Outcome, type Prepared, type Scope } from './scope.ts';

type Body = Extract<CommandBody, { type: 'changeHolderData' }>;

/** TD1.3b: a new version of the holder's administrative data, with its author; the ones before stay. */
export async function prepareChangeHolderData(
  deps: CommandDeps,
  body: Body,
): Promise<Prepared | { refused: RefusalCode }> {
  const place = await placeOf(deps, body.dossierId);
  if (!place) return { refused: 'dossierAbsent' };
  return { ...place, effect: (scope) => change(deps, scope, place, body), gathers: true };
}

async function change(deps: CommandDeps, scope: Scope, place: Place, body: Body): Promise<Outcome> {
  const { now, asker, gathered } = scope;
  const { dossierId, data, basedOn } = body;
  const standing = await gathered.standingOf(scope, dossierId);
  const before = await gathered.holderDataSeqOf(dossierId);
  const isNewest = basedOn === undefined || basedOn === holderDataVersionOf(deps, dossierId, before);
  const code = await decideAndTrace(
    scope,
    standing,
    { action: 'changeHolderData', act: 'changeHolderData' },
    { fault: () => (isNewest ? undefined : 'rightChanged') },
  );
  if (code) return refused(code);
  gathered.addHolderData({ dossierId, at: now, by: asker.professional, data }, place.keys.seal);
  return { type: 'done', dossierId };
}
