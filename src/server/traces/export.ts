import type { DossierId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { RefusedBecause } from '#domain/access/question.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import type { Asker } from '#server/access.ts';
import { mayReadTraces, type TraceDeps, type TraceReading } from '#server/dossiers/traces.ts';
import { auditEntry, type AuditedDossier } from '#server/fhir/audit-event.ts';
import { bundleText } from '#server/fhir/bundle.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import { openDossierContent } from '#server/repositories/dossiers.ts';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { nameDevices } from './device-names.ts';
import { linesOf } from './lines.ts';

type ExportDeps = TraceDeps & { keys: KeyStore; instanceId: string };

/**
 * The lines that this reader may see, newest first, as a FHIR R4 Bundle of AuditEvent (JSON text). Decided and traced as
 * the reading of traces is (R1111-43).
 */
export async function exportTraces(
  deps: ExportDeps,
  dossierId: DossierId,
  asker: Asker,
): Promise<Result<string, RefusedBecause>> {
  const reading = await mayReadTraces(deps, { dossierId, act: 'exportTraces' }, asker);
  if (!reading.ok) return reading;
  const { standing } = reading.value;
  const keys = await deps.keys.find(dossierId);
  if (!keys || !standing.row) return err('dossierErased');
  const { insC } = openDossierContent(keys.seal, standing.row);
  const dossier = { insC, instanceId: deps.instanceId };
  let text = '';
  for await (const part of bundleText(standing.now, entries(deps, reading.value, dossierId, dossier)))
    text += part;
  return ok(text);
}

const TOGETHER = 200;

async function* entries(
  deps: ExportDeps,
  { shard, sees }: TraceReading,
  dossierId: DossierId,
  dossier: AuditedDossier,
) {
  for await (const lines of batches(linesOf({ shard, traceKey: deps.traceKey, dossierId }, undefined))) {
    for (const line of await nameDevices(deps, lines.filter(sees))) yield auditEntry(line, dossier);
    // a long record must not keep other requests waiting
    await othersTurn();
  }
}

async function* batches(lines: AsyncIterable<{ line: TraceView }>): AsyncGenerator<TraceView[]> {
  let batch: TraceView[] = [];
  for await (const { line } of lines)
    if (batch.push(line) === TOGETHER) {
      yield batch;
      batch = [];
    }
  yield batch;
}
