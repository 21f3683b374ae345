import type { DossierAction } from '#domain/access/action.ts';
import type { DocumentFacts } from '#domain/access/question.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import { verdictOn, type Standing } from '#server/access.ts';
import type { TraceInput } from '#server/traces/leaf.ts';
import type { RefusalCode } from '#wire/refusals.ts';
import { traceOf, type Scope } from './scope.ts';

type Asked = { action: DossierAction; act: TraceAct; document?: DocumentFacts | undefined };

/**
 * Decides one act and traces it, in the transaction that is to carry it out. `fault` is asked only where the rights allow
 * it: what is wrong with the command itself. Answers with the code of the refusal; undefined where the act may go on.
 */
export async function decideAndTrace(
  scope: Scope,
  standing: Standing,
  { action, act, document }: Asked,
  given: { fault?: () => RefusalCode | undefined; says?: Pick<TraceInput, 'documentId' | 'reason'> } = {},
): Promise<RefusalCode | undefined> {
  const verdict = verdictOn(standing, action, document);
  const code = verdict.allowed ? given.fault?.() : verdict.because;
  const traced = code === undefined ? verdict : { ...verdict, allowed: false, because: code };
  await scope.shard.traces.record(scope.tx, { ...traceOf(scope, standing, act, traced), ...given.says });
  return code;
}
