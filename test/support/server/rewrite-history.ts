import type { Transaction } from '#server/database.server.ts';
import { traceNode, traceRow, traceTree } from '#server/schema/trace.ts';
import type { RelaisServer } from '#server/server.server.ts';
import type { TraceInput } from '#server/traces/leaf.ts';
import { readTraceView } from '#server/traces/view.ts';
import { asc } from 'drizzle-orm';

/**
 * What an operator with all keys of the server could do: write the traces of the shard anew from the first to the last,
 * changed as they like (left out where `change` gives nothing), with hashes, seals and records that all agree.
 */
export async function rewriteHistory(
  server: RelaisServer,
  change: (input: TraceInput, index: number) => TraceInput | undefined,
): Promise<void> {
  const { database, name, traces } = server.shards.newest;
  const rows = await database.db.select().from(traceRow).orderBy(asc(traceRow.leafIndex));
  const inputs = rows.map((row) => {
    const { id: _, ...input } = readTraceView(server.traceKey, name, row);
    return input as TraceInput;
  });
  await database.write(async (tx) => {
    await forgetAll(tx);
    for (const [index, input] of inputs.entries()) {
      const changed = change(input, index);
      if (changed) await traces.record(tx, changed);
    }
  });
}

async function forgetAll(tx: Transaction): Promise<void> {
  await tx.delete(traceRow);
  await tx.delete(traceTree);
  await tx.delete(traceNode);
}
