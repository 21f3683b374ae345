import type { DocumentId, DossierId } from '#base/brand.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import type { SealKey } from '#server/seal.ts';
import { traceRow } from '#server/schema/trace.ts';
import type { Shard } from '#server/shard.ts';
import { readTraceView } from '#server/traces/view.ts';
import { and, asc, eq, gt, lte } from 'drizzle-orm';

const PAGE = 500;

export type TraceRange = {
  dossierId: DossierId;
  /** Place in the dossier's chain of the last trace that belongs to the export. */
  last: number;
  madeFor: 'holder' | 'representative';
  /** Documents that the reader does not learn of. */
  concealed: ReadonlySet<DocumentId>;
};

/**
 * The traces of a dossier for whom the export is made, oldest first, a page at a time (L1111-19). A representative is not
 * told of a minor's confidential sessions (R1111-50), nobody of a document that they do not learn of (R1111-53).
 */
export async function* exportedTraces(
  deps: { shard: Shard; traceKey: SealKey },
  range: TraceRange,
): AsyncGenerator<TraceView> {
  const { shard, traceKey } = deps;
  for (let after = 0; ;) {
    const rows = await shard.database.db
      .select()
      .from(traceRow)
      .where(
        and(
          eq(traceRow.dossierId, range.dossierId),
          gt(traceRow.position, after),
          lte(traceRow.position, range.last),
        ),
      )
      .orderBy(asc(traceRow.position))
      .limit(PAGE);
    for (const row of rows) {
      const trace = readTraceView(traceKey, shard.name, row);
      if (isTold(trace, range)) yield trace;
    }
    const end = rows.at(-1);
    if (!end || rows.length < PAGE) return;
    after = end.position;
  }
}

const isTold = ({ confidential, documentId }: TraceView, { madeFor, concealed }: TraceRange): boolean =>
  !(confidential && madeFor === 'representative') && (documentId === undefined || !concealed.has(documentId));
