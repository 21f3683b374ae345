import type { DossierId } from '#base/brand.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import type { SealKey } from '#server/seal.ts';
import { traceRow } from '#server/schema/trace.ts';
import type { Shard } from '#server/shard.ts';
import { and, desc, eq, lt } from 'drizzle-orm';
import { readTraceView } from './view.ts';

export type LineSource = { shard: Shard; traceKey: SealKey; dossierId: DossierId };

/** Rows that are looked at for one page at the most: a filter that fits nothing does not hold up the others. */
export const MOST_SCANNED = 2000;
const CHUNK = 200;

/** The lines of a dossier, newest first, with their place in its chain; below `before` where it is given. */
export async function* linesOf(
  { shard, traceKey, dossierId }: LineSource,
  before: number | undefined,
): AsyncGenerator<{ position: number; line: TraceView }> {
  const mine = eq(traceRow.dossierId, dossierId);
  for (let from = before; ;) {
    const rows = await shard.database.db
      .select()
      .from(traceRow)
      .where(from === undefined ? mine : and(mine, lt(traceRow.position, from)))
      .orderBy(desc(traceRow.position))
      .limit(CHUNK);
    for (const row of rows) yield { position: row.position, line: readTraceView(traceKey, shard.name, row) };
    const end = rows.at(-1);
    if (!end || rows.length < CHUNK) return;
    from = end.position;
  }
}

/**
 * One page of the lines that are wanted. `next`: where to go on, undefined where nothing wanted is older. A page may be
 * short, or empty, and still have one.
 */
export async function readLines(
  source: LineSource,
  given: { before: number | undefined; limit: number; isWanted: (line: TraceView) => boolean },
): Promise<{ lines: TraceView[]; next: number | undefined }> {
  const lines: TraceView[] = [];
  let scanned = 0;
  for await (const { position, line } of linesOf(source, given.before)) {
    if (scanned++ === MOST_SCANNED) return { lines, next: position + 1 };
    if (!given.isWanted(line)) continue;
    if (lines.length === given.limit) return { lines, next: position + 1 };
    lines.push(line);
  }
  return { lines, next: undefined };
}
