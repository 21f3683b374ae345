import type { DossierId } from '#base/brand.ts';
import { rightsEpochOf, standingsOf, traceIn, verdictOn, type Standing } from '#server/access.ts';
import type { Transaction } from '#server/database.server.ts';
import { noteHoldings } from '#server/repositories/holdings.ts';
import type { Shard } from '#server/shard.ts';
import type { DossierReading, PullAsking } from './read-dossiers.ts';

/** `rightsChanged`: since the rows were read, so that nothing of them may go out. */
export type TracedAs = 'traced' | 'refused' | 'rightsChanged';

/**
 * Decides once more and leaves one trace for each dossier that is read or refused, and notes what the device holds from
 * now on, in one transaction. Who asks for a dossier that is not open to them, by a guessed id too, is traced in it once
 * for each time they ask.
 */
export async function traceReadings(
  shard: Shard,
  asking: PullAsking,
  { readings, held }: { readings: readonly DossierReading[]; held: readonly DossierId[] },
): Promise<ReadonlyMap<DossierId, TracedAs>> {
  if (readings.length === 0 && held.length === 0) return new Map();
  return shard.database.write(async (tx) => {
    const ids = readings.map(({ dossierId }) => dossierId);
    const standings = await standingsOf(tx, asking, ids);
    const traced = new Map<DossierId, TracedAs>();
    for (const { dossierId, epoch } of readings) {
      const standing = standings.get(dossierId);
      if (standing) traced.set(dossierId, await traceOne(shard, tx, standing, epoch));
    }
    const { device } = asking.asker;
    await noteHoldings(tx, { deviceId: device, dossierIds: held, since: asking.now });
    return traced;
  });
}

async function traceOne(
  shard: Shard,
  tx: Transaction,
  standing: Standing,
  epoch: string | undefined,
): Promise<TracedAs> {
  const verdict = verdictOn(standing, 'consultDossier');
  if (verdict.allowed && rightsEpochOf(standing) !== epoch) return 'rightsChanged';
  if (standing.row) await shard.traces.record(tx, traceIn(standing, 'syncDossier', verdict));
  return verdict.allowed ? 'traced' : 'refused';
}
