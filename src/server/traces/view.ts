import type { TraceView } from '#domain/dossier/trace-view.ts';
import type { traceRow } from '#server/schema/trace.ts';
import { openJson, type SealKey } from '#server/seal.ts';
import { actor, practicePlace } from '#wire/actor.ts';
import { traceView } from '#wire/dossier.ts';
import { reasonText } from '#wire/primitives.ts';
import * as z from 'zod/mini';
import type { TraceSecret } from './leaf.ts';
import { tracePlace } from './recorder.ts';

const traceSecret: z.ZodMiniType<TraceSecret> = z.object({
  salt: z.string(),
  actor: z.exactOptional(actor),
  organisation: z.exactOptional(practicePlace),
  reason: z.exactOptional(z.string()),
});

/** What the leaf commits to, opened. Throws where the row was altered: `relais audit verify` says where. */
export function openTraceSecret(
  key: SealKey,
  tree: string,
  row: Pick<typeof traceRow.$inferSelect, 'leafIndex' | 'sealed'>,
): TraceSecret {
  return openJson(key, row.sealed, tracePlace(tree, row.leafIndex), (value) => traceSecret.parse(value));
}

export function readTraceView(key: SealKey, tree: string, row: typeof traceRow.$inferSelect): TraceView {
  const { actor, organisation, reason } = openTraceSecret(key, tree, row);
  const leaf: unknown = JSON.parse(row.leaf);
  const open = typeof leaf === 'object' ? leaf : {};
  return traceView.parse({
    ...open,
    id: String(row.leafIndex),
    ...(actor && { actor }),
    ...(organisation && { organisation }),
    ...(reason !== undefined && { reason: clipped(reason) }),
  });
}

const clipped = (reason: string): string =>
  reasonText.safeParse(reason).success ? reason : reason.slice(0, 1000);
