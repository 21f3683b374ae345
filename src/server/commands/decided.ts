import type { DossierAction } from '#domain/access/action.ts';
import type { DocumentFacts } from '#domain/access/question.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import { absenceOf, knowsOf, verdictOn, type Standing } from '#server/access.ts';
import type { TraceInput } from '#server/traces/leaf.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { traceOf, type Scope } from './scope.ts';

type Asked = { action: DossierAction; act: TraceAct };
type Given = {
  /** What is wrong with the command itself: asked only where the rights allow the act. */
  fault?: () => RefusalCode | undefined | Promise<RefusalCode | undefined>;
  says?: Pick<TraceInput, 'documentId' | 'reason'>;
};

/**
 * Decides one act and traces it, in the transaction that is to carry it out. Answers with the code of the refusal;
 * undefined where the act may go on.
 */
export async function decideAndTrace(
  scope: Scope,
  standing: Standing,
  { action, act, document }: Asked & { document?: DocumentFacts },
  { fault, says }: Given = {},
): Promise<RefusalCode | undefined> {
  const verdict = verdictOn(standing, action, document);
  const code = verdict.allowed ? await fault?.() : verdict.because;
  const traced = code === undefined ? verdict : { ...verdict, allowed: false, because: code };
  await scope.traces.record(scope.tx, { ...traceOf(scope, standing, act, traced), ...says });
  return code;
}

/**
 * The same of an act on one document that is there already. Where its author may not see it the answer is that for no such
 * document; the trace keeps the true reason.
 */
export async function decideOnDocument(
  scope: Scope,
  standing: Standing,
  { document, ...asked }: Asked & { document: DocumentFacts | undefined },
  given: Given = {},
): Promise<RefusalCode | undefined> {
  if (document === undefined) return refuseAbsent(scope, standing, asked.act, given);
  const code = await decideAndTrace(scope, standing, { ...asked, document }, given);
  return code === undefined || knowsOf(standing, document) ? code : absenceOf(standing);
}

async function refuseAbsent(
  scope: Scope,
  standing: Standing,
  act: TraceAct,
  { says }: Given,
): Promise<RefusalCode> {
  const because = absenceOf(standing);
  const traced = traceOf(scope, standing, act, { allowed: false, because });
  await scope.traces.record(scope.tx, { ...traced, ...says });
  return because;
}
