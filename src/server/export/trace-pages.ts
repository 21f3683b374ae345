import type { DocumentId, DossierId } from '#base/brand.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import type { Database } from '#server/database.server.ts';
import type { SealKey } from '#server/seal.ts';
import type { Shard } from '#server/shard.ts';
import { nameDevices } from '#server/traces/device-names.ts';
import { linesOf } from '#server/traces/lines.ts';
import { setImmediate as othersTurn } from 'node:timers/promises';

const TOGETHER = 200;

export type TraceRange = {
  dossierId: DossierId;
  /** Place in the dossier's chain of the last trace that belongs to the export. */
  last: number;
  madeFor: 'holder' | 'representative';
  /** Documents that the reader does not learn of. */
  concealed: ReadonlySet<DocumentId>;
};

/**
 * The traces of a dossier for whom the export is made, newest first, some at a time (L1111-19). A representative is not
 * told of a minor's confidential sessions (R1111-50), nobody of a document that they do not learn of (R1111-53).
 */
export async function* exportedTraces(
  deps: { directory: Database; shard: Shard; traceKey: SealKey },
  range: TraceRange,
): AsyncGenerator<TraceView> {
  const source = { shard: deps.shard, traceKey: deps.traceKey, dossierId: range.dossierId };
  let batch: TraceView[] = [];
  for await (const { line } of linesOf(source, range.last + 1)) {
    if (!isTold(line, range) || batch.push(line) < TOGETHER) continue;
    yield* await nameDevices(deps, batch);
    batch = [];
    // a long record must not keep other requests waiting
    await othersTurn();
  }
  yield* await nameDevices(deps, batch);
}

const isTold = ({ confidential, documentId }: TraceView, { madeFor, concealed }: TraceRange): boolean =>
  !(confidential && madeFor === 'representative') && (documentId === undefined || !concealed.has(documentId));
