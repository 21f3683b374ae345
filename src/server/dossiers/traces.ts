import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { RefusedBecause } from '#domain/access/question.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import { standingOf, traceIn, verdictOn, type Asker, type Standing } from '#server/access.ts';
import type { CircumstancesOf } from '#server/circumstances.ts';
import type { Database } from '#server/database.server.ts';
import { documentStatesOf } from '#server/repositories/document-states.ts';
import type { SealKey } from '#server/seal.ts';
import type { Shard, Shards } from '#server/shard.ts';
import { nameDevices } from '#server/traces/device-names.ts';
import { openLineCursor, sealLineCursor } from '#server/traces/line-cursor.ts';
import { fits, lineRights } from '#server/traces/line-rights.ts';
import { readLines } from '#server/traces/lines.ts';
import type { TracesInput } from '#wire/traces.ts';

export type TraceDeps = {
  directory: Database;
  shards: Shards;
  traceKey: SealKey;
  /** Seals the cursors of pages. */
  cursorKey: SealKey;
  circumstancesOf: CircumstancesOf;
  clock: Clock;
};

/**
 * «Who has seen what»: the traces of a dossier as this reader may see them, newest first, a page at a time (L1111-19,
 * R1111-43, TD0.9). Reading them leaves its own.
 */
export async function dossierTraces(
  deps: TraceDeps,
  wanted: TracesInput,
  asker: Asker,
): Promise<Result<{ traces: TraceView[]; cursor: string | null }, RefusedBecause | 'cursorUnknown'>> {
  const { dossierId, limit, filter = {} } = wanted;
  const place = { dossierId, reader: asker.professional.psIdNat };
  const before = wanted.cursor === null ? undefined : openLineCursor(deps.cursorKey, wanted.cursor, place);
  if (wanted.cursor !== null && before === undefined) return err('cursorUnknown');
  const reading = await mayReadTraces(deps, { dossierId, act: 'readTraces' }, asker);
  if (!reading.ok) return reading;
  const { shard, sees } = reading.value;
  const isAsked = fits(filter);
  const { lines, next } = await readLines(
    { shard, traceKey: deps.traceKey, dossierId },
    { before, limit, isWanted: (line) => isAsked(line) && sees(line) },
  );
  const traces = await nameDevices(deps, lines);
  const cursor = next === undefined ? null : sealLineCursor(deps.cursorKey, { ...place, before: next });
  return ok({ traces, cursor });
}

export type TraceReading = { shard: Shard; standing: Standing; sees: (line: TraceView) => boolean };

/** Decides, and traces under the name of the act, in one transaction. */
export async function mayReadTraces(
  deps: TraceDeps,
  { dossierId, act }: { dossierId: DossierId; act: 'readTraces' | 'exportTraces' },
  asker: Asker,
): Promise<Result<TraceReading, RefusedBecause>> {
  const shard = await deps.shards.of(dossierId);
  if (!shard) return err('dossierAbsent');
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  const asking = { asker, circumstances, now: deps.clock.now() };
  const { standing, verdict } = await shard.database.write(async (tx) => {
    const standing = await standingOf(tx, asking, dossierId);
    const verdict = verdictOn(standing, 'readTraces');
    if (standing.row) await shard.traces.record(tx, traceIn(standing, act, verdict));
    return { standing, verdict };
  });
  if (!verdict.allowed) return err(verdict.because);
  const documents = await documentStatesOf(shard.database.db, dossierId);
  return ok({ shard, standing, sees: lineRights(standing, documents) });
}
