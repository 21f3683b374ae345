import type { DossierId } from '#base/brand.ts';
import { eq } from 'drizzle-orm';
import type { Database } from './database.server.ts';
import { dossierLocation } from './schema/directory.ts';
import type { TraceRecorder } from './traces/recorder.ts';

/** One shard: its database and the recorder of its tree of traces. */
export type Shard = { readonly name: string; readonly database: Database; readonly traces: TraceRecorder };

export interface Shards {
  /** Where a dossier lives; undefined where no such dossier was ever reserved. */
  of(dossierId: DossierId): Promise<Shard | undefined>;
  /** Where new dossiers go. */
  readonly newest: Shard;
  readonly all: readonly Shard[];
}

/** Places that are remembered: beyond it all are asked for again. */
const MOST_PLACED = 10_000;

export function shards(directory: Database, all: readonly [Shard, ...Shard[]]): Shards {
  const byName = new Map(all.map((shard) => [shard.name, shard]));
  // a dossier does not move while the server runs
  const placed = new Map<DossierId, Shard>();
  return {
    all,
    newest: all.at(-1) ?? all[0],
    async of(dossierId) {
      const known = placed.get(dossierId);
      if (known) return known;
      const [row] = await directory.db
        .select()
        .from(dossierLocation)
        .where(eq(dossierLocation.dossierId, dossierId));
      const shard = row && byName.get(row.shard);
      if (placed.size >= MOST_PLACED) placed.clear();
      if (shard) placed.set(dossierId, shard);
      return shard;
    },
  };
}
