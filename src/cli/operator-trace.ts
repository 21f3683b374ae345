import type { TraceAct } from '#domain/dossier/trace-view.ts';
import type { Transaction } from '#server/database.server.ts';
import type { RelaisServer } from '#server/server.server.ts';

/**
 * The trace of what an operator did, in the directory's tree and in the transaction of the act: without an actor, since
 * the command line knows no person. `reason`: what it was done to.
 */
export const traceOperator = (
  { directoryTraces, clock }: Pick<RelaisServer, 'directoryTraces' | 'clock'>,
  tx: Transaction,
  { act, reason, refusedBecause }: { act: TraceAct; reason?: string; refusedBecause?: string },
): Promise<void> =>
  directoryTraces.record(tx, {
    at: clock.now(),
    act,
    mode: 'normal',
    allowed: refusedBecause === undefined,
    because: refusedBecause ?? 'byOperator',
    ...(reason !== undefined && { reason }),
  });
