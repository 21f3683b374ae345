import { AUTHORISATION_MS } from '#domain/access/authorisation.ts';
import { standingOf, verdictOn } from '#server/access.ts';
import { insertAct } from '#server/repositories/authorisations.ts';
import { nextSeq } from '#server/repositories/dossiers.ts';
import { rememberCareLink } from '#server/repositories/identifiers.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { findProfessional } from '#server/auth/professionals.ts';
import { placeOf } from './place.ts';
import { refused, traceOf, type CommandDeps, type Outcome, type Prepared, type Scope } from './scope.ts';

type Grant = Extract<CommandBody, { type: 'grantAuthorisation' }>;
type Withdraw = Extract<CommandBody, { type: 'withdrawAuthorisation' }>;

/** TD0.3 AJOUT: always an explicit act (EX_0.3-1010), in the holder's presence as the professional asserts it. */
export async function prepareGrantAuthorisation(
  deps: CommandDeps,
  body: Grant,
): Promise<Prepared | { refused: RefusalCode }> {
  const place = await placeOf(deps, body.dossierId);
  if (!place) return { refused: 'dossierAbsent' };
  if (!(await findProfessional(deps.directory.db, body.professional)))
    return { refused: 'professionalUnknown' };
  // before the act: a link too many only makes a list ask once more; a missing one would hide the dossier
  const since = deps.clock.now();
  await rememberCareLink(deps.directory, { psIdNat: body.professional, dossierId: body.dossierId, since });
  return { ...place, effect: (scope) => grant(scope, body) };
}

/** TD0.3 SUPPRESSION: by the holder's wish, through any authorised professional. */
export async function prepareWithdrawAuthorisation(
  deps: CommandDeps,
  body: Withdraw,
): Promise<Prepared | { refused: RefusalCode }> {
  const place = await placeOf(deps, body.dossierId);
  return place ? { ...place, effect: (scope) => withdraw(scope, body) } : { refused: 'dossierAbsent' };
}

async function grant(scope: Scope, body: Grant): Promise<Outcome> {
  const { presence } = body;
  const reason =
    presence.kind === 'vitale' ? `vitale ${new Date(presence.readAt).toISOString()}` : presence.reason;
  const until = scope.now + AUTHORISATION_MS;
  return act(scope, body, {
    action: 'grantAuthorisation',
    reason,
    change: { kind: 'granted', at: scope.now, until },
  });
}

const withdraw = (scope: Scope, body: Withdraw): Promise<Outcome> =>
  act(scope, body, { action: 'withdrawAuthorisation', change: { kind: 'withdrawn', at: scope.now } });

async function act(
  scope: Scope,
  body: Grant | Withdraw,
  what: {
    action: 'grantAuthorisation' | 'withdrawAuthorisation';
    reason?: string;
    change: Parameters<typeof insertAct>[2];
  },
): Promise<Outcome> {
  const { tx, now, sender, shard } = scope;
  const { dossierId, professional } = body;
  const standing = await standingOf(tx, { reader: sender.professional, now }, dossierId);
  const verdict = verdictOn(standing, what.action);
  const whose = `${professional}${what.reason === undefined ? '' : `: ${what.reason}`}`;
  await shard.traces.record(tx, { ...traceOf(scope, what.action, verdict), reason: whose });
  if (!verdict.allowed) return refused(verdict.because);
  const seq = await nextSeq(tx, dossierId);
  const by = sender.professional.psIdNat;
  await insertAct(tx, { dossierId, seq, psIdNat: professional, by }, what.change);
  return { type: 'done', dossierId };
}
