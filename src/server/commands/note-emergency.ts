import { standingOf, traceIn } from '#server/access.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { placeOf } from './place.ts';
import { refused, type CommandDeps, type Outcome, type Prepared, type Scope } from './scope.ts';

type Body = Extract<CommandBody, { type: 'noteEmergency' }>;

/** What an emergency access was for, written afterwards by who made it: a trace, and nothing else. */
export async function prepareNoteEmergency(
  deps: CommandDeps,
  body: Body,
): Promise<Prepared | { refused: RefusalCode }> {
  const place = await placeOf(deps, body.dossierId);
  return place ? { ...place, effect: (scope) => note(scope, body) } : { refused: 'dossierAbsent' };
}

async function note(scope: Scope, { dossierId, accessId, text }: Body): Promise<Outcome> {
  const { tx, asker, command, shard } = scope;
  const standing = await standingOf(tx, scope, dossierId);
  const own = standing.acts.some(
    (act) =>
      act.kind === 'emergencyOpened' && act.accessId === accessId && act.by === asker.professional.psIdNat,
  );
  const verdict = own
    ? { allowed: true, because: 'emergency', rule: 'L1111-17 I' }
    : { allowed: false, because: 'subjectUnknown' };
  const trace = { ...traceIn(standing, 'noteEmergency', verdict), dossierId, deviceAt: command.at };
  await shard.traces.record(tx, { ...trace, reason: `${accessId}: ${text}` });
  return own ? { type: 'done', dossierId } : refused('subjectUnknown');
}
