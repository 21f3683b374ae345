import type { InsC } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { standingOf, traceIn, verdictOn, type Asker } from '#server/access.ts';
import type { CircumstancesOf } from '#server/circumstances.ts';
import type { Database } from '#server/database.server.ts';
import { findByInsC } from '#server/repositories/identifiers.ts';
import type { Shards } from '#server/shard.ts';
import type { TraceRecorder } from '#server/traces/recorder.ts';
import type { FindDossierOutput } from '#wire/sync.ts';

export type FindDeps = {
  directory: Database;
  directoryTraces: TraceRecorder;
  shards: Shards;
  lookupKey: CryptoKey;
  circumstancesOf: CircumstancesOf;
  clock: Clock;
};

/** TD0.2: does this holder have a dossier, and may the asker consult it? Traced in the dossier, or outside where none is. */
export async function findDossier(deps: FindDeps, insC: InsC, asker: Asker): Promise<FindDossierOutput> {
  const dossierId = await findByInsC(deps, insC);
  const shard = dossierId && (await deps.shards.of(dossierId));
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  const asking = { asker, circumstances, now: deps.clock.now() };
  const found =
    shard &&
    (await shard.database.write(async (tx): Promise<FindDossierOutput | undefined> => {
      const standing = await standingOf(tx, asking, dossierId);
      if (!standing.row) return undefined;
      await shard.traces.record(tx, traceIn(standing, 'findDossier', verdictOn(standing, 'findDossier')));
      const { allowed, because } = verdictOn(standing, 'consultDossier');
      return { kind: 'found', dossierId, status: standing.row.status, mayConsult: allowed, because };
    }));
  if (found) return found;
  await deps.directory.write((tx) =>
    deps.directoryTraces.record(tx, traceIn(asking, 'findDossier', FOUND_NONE)),
  );
  return { kind: 'none' };
}

const FOUND_NONE = { allowed: true, because: 'anyProfessional', rule: 'IG TD0.2' };
