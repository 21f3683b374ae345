import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { RefusedBecause } from '#domain/access/question.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import { standingOf, verdictOn } from '#server/access.ts';
import type { SealKey } from '#server/seal.ts';
import { traceRow } from '#server/schema/trace.ts';
import type { Shards } from '#server/shard.ts';
import { readTraceView } from '#server/traces/view.ts';
import { and, desc, eq, lt } from 'drizzle-orm';
import type { Asker } from './find.ts';

/** «Who has seen what»: the traces of a dossier, newest first, a page at a time. Reading them leaves its own. */
export async function dossierTraces(
  deps: { shards: Shards; traceKey: SealKey; clock: Clock },
  wanted: { dossierId: DossierId; before: number | null; limit: number },
  asker: Asker,
): Promise<Result<{ traces: TraceView[]; more: boolean }, RefusedBecause>> {
  const shard = await deps.shards.of(wanted.dossierId);
  if (!shard) return err('dossierAbsent');
  const { dossierId, before, limit } = wanted;
  const now = deps.clock.now();
  const verdict = await shard.database.write(async (tx) => {
    const standing = await standingOf(tx, { reader: asker.professional, now }, dossierId);
    const verdict = verdictOn(standing, 'readTraces');
    const { device, professional: actor } = asker;
    if (standing.row)
      await shard.traces.record(tx, {
        at: now,
        act: 'readTraces',
        mode: 'normal',
        ...verdict,
        dossierId,
        device,
        actor,
      });
    return verdict;
  });
  if (!verdict.allowed) return err(verdict.because);
  const mine = eq(traceRow.dossierId, dossierId);
  const rows = await shard.database.db
    .select()
    .from(traceRow)
    .where(before === null ? mine : and(mine, lt(traceRow.position, before)))
    .orderBy(desc(traceRow.position))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const traces = shown.map((row) => readTraceView(deps.traceKey, shard.name, row));
  return ok({ traces, more: rows.length > limit });
}
