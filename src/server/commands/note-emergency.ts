import { standingOf, traceIn } from '#server/access.ts';
import type { CommandBody } from '#wire/commands.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { nextSeq } from '#server/repositories/dossiers.ts';
import { insertRightAct } from '#server/repositories/right-acts.ts';
import { placeOf, type Place } from './place.ts';
import { refused, type CommandDeps, type Outcome, type Prepared, type Scope } from './scope.ts';

type Body = Extract<CommandBody, { type: 'noteEmergency' }>;

/**
 * What an emergency access was for, written afterwards by who made it: the words stand in the trace, and one act of the
 * history says that they were written. More may be added later.
 */
export async function prepareNoteEmergency(
  deps: CommandDeps,
  body: Body,
): Promise<Prepared | { refused: RefusalCode }> {
  const place = await placeOf(deps, body.dossierId);
  if (!place) return { refused: 'dossierAbsent' };
  return { ...place, effect: (scope) => note(scope, body, place.keys.seal) };
}

async function note(
  scope: Scope,
  { dossierId, accessId, text }: Body,
  key: Place['keys']['seal'],
): Promise<Outcome> {
  const { tx, asker, command, traces, now } = scope;
  const by = asker.professional;
  const standing = await standingOf(tx, scope, dossierId);
  const opened = standing.acts.find(
    (act) => act.kind === 'emergencyOpened' && act.accessId === accessId && act.by === by.psIdNat,
  );
  const verdict = opened
    ? { allowed: true, because: 'emergency', rule: 'L1111-17 I' }
    : { allowed: false, because: 'subjectUnknown' };
  const trace = { ...traceIn(standing, 'noteEmergency', verdict), dossierId, deviceAt: command.at };
  await traces.record(tx, { ...trace, reason: `${accessId}: ${text}` });
  if (!opened) return refused('subjectUnknown');
  const change = { kind: 'emergencyNoted', accessId } as const;
  await insertRightAct(tx, { dossierId, seq: await nextSeq(tx, dossierId, now), at: now, by, change }, key);
  return { type: 'done', dossierId };
}
