import type { Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { RefusedBecause } from '#domain/access/question.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import { standingOf, traceIn, verdictOn, type Asker } from '#server/access.ts';
import type { CircumstancesOf } from '#server/circumstances.ts';
import type { SealKey } from '#server/seal.ts';
import { traceRow } from '#server/schema/trace.ts';
import type { Shards } from '#server/shard.ts';
import { readTraceView } from '#server/traces/view.ts';
import type { TracesInput } from '#wire/traces.ts';
import { and, desc, eq, lt } from 'drizzle-orm';

/** «Who has seen what»: the traces of a dossier, newest first, a page at a time. Reading them leaves its own. */
export async function dossierTraces(
  deps: { shards: Shards; traceKey: SealKey; circumstancesOf: CircumstancesOf; clock: Clock },
  wanted: TracesInput,
  asker: Asker,
): Promise<Result<{ traces: TraceView[]; cursor: string | null }, RefusedBecause>> {
  const shard = await deps.shards.of(wanted.dossierId);
  if (!shard) return err('dossierAbsent');
  const { dossierId, cursor, limit } = wanted;
  const before = cursor === null ? null : Number(cursor);
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  const asking = { asker, circumstances, now: deps.clock.now() };
  const verdict = await shard.database.write(async (tx) => {
    const standing = await standingOf(tx, asking, dossierId);
    const verdict = verdictOn(standing, 'readTraces');
    if (standing.row) await shard.traces.record(tx, traceIn(standing, 'readTraces', verdict));
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
  const last = shown.at(-1);
  return ok({ traces, cursor: rows.length > limit && last ? String(last.position) : null });
}
