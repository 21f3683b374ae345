import type { DossierId } from '#base/brand.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import { traceRow } from '#server/schema/trace.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { readTraceView } from '#server/traces/view.ts';
import { asc, eq } from 'drizzle-orm';

/** All traces of a dossier, oldest first, without leaving one. */
export async function tracesOf(server: RelaisServer, dossierId: DossierId): Promise<TraceView[]> {
  const shard = server.shards.newest;
  const rows = await shard.database.db
    .select()
    .from(traceRow)
    .where(eq(traceRow.dossierId, dossierId))
    .orderBy(asc(traceRow.position));
  return rows.map((row) => readTraceView(server.traceKey, shard.name, row));
}

export async function lastTraceOf(server: RelaisServer, dossierId: DossierId): Promise<TraceView> {
  const last = (await tracesOf(server, dossierId)).at(-1);
  if (!last) throw new Error('the dossier has no trace');
  return last;
}
