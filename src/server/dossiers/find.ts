import type { DeviceId, InsC } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { standingOf, verdictOn } from '#server/access.ts';
import type { Database } from '#server/database.server.ts';
import { findByInsC } from '#server/repositories/identifiers.ts';
import type { Shards } from '#server/shard.ts';
import type { TraceInput } from '#server/traces/leaf.ts';
import type { TraceRecorder } from '#server/traces/recorder.ts';
import type { FindDossierOutput } from '#wire/sync.ts';

export type FindDeps = {
  directory: Database;
  directoryTraces: TraceRecorder;
  shards: Shards;
  lookupKey: CryptoKey;
  clock: Clock;
};
export type Asker = { device: DeviceId; professional: Actor };

/** TD0.2: does this holder have a dossier, and may the asker consult it? Traced in the dossier, or outside where none is. */
export async function findDossier(deps: FindDeps, insC: InsC, asker: Asker): Promise<FindDossierOutput> {
  const dossierId = await findByInsC(deps, insC);
  const shard = dossierId && (await deps.shards.of(dossierId));
  const now = deps.clock.now();
  const found =
    shard &&
    (await shard.database.write(async (tx): Promise<FindDossierOutput | undefined> => {
      const standing = await standingOf(tx, { reader: asker.professional, now }, dossierId);
      if (!standing.row) return undefined;
      await shard.traces.record(tx, { ...searchTrace(asker, now), dossierId });
      const { allowed, because } = verdictOn(standing, 'consultDossier');
      return { kind: 'found', dossierId, status: standing.row.status, mayConsult: allowed, because };
    }));
  if (found) return found;
  await deps.directory.write((tx) => deps.directoryTraces.record(tx, searchTrace(asker, now)));
  return { kind: 'none' };
}

const searchTrace = ({ device, professional }: Asker, at: number): TraceInput => ({
  at,
  act: 'findDossier',
  mode: 'normal',
  allowed: true,
  because: 'anyProfessional',
  rule: 'IG TD0.2',
  device,
  actor: professional,
});
