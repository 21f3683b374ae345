import type { Clock } from '#base/clock.ts';
import type { Database } from '#server/database.server.ts';
import { devicesKept, forgetHoldings, holdingDevices } from '#server/repositories/holdings.ts';
import { pruneMoves } from '#server/repositories/moves.ts';
import type { Shard, Shards } from '#server/shard.ts';
import { MARK_MS } from './mark.ts';

/** Moves are kept longer than any mark that could ask for them, ms. */
const MOVES_KEPT_MS = 30 * 24 * 3600 * 1000;

/** Lets go of moves that no device asks for any more, and of what devices long gone may have held. */
export async function pruneChanges(deps: {
  shards: Shards;
  directory: Database;
  clock: Clock;
}): Promise<void> {
  const now = deps.clock.now();
  for (const shard of deps.shards.all) {
    await shard.database.write((tx) => pruneMoves(tx, now - MOVES_KEPT_MS));
    // one that comes back while its mark still counts is to find what it held
    await pruneHoldings(deps.directory, shard, now - 2 * MARK_MS);
  }
}

async function pruneHoldings(directory: Database, { database }: Shard, goneBefore: number): Promise<void> {
  const holding = await holdingDevices(database.db);
  const kept = await devicesKept(directory.db, holding, goneBefore);
  const gone = holding.filter((deviceId) => !kept.has(deviceId));
  if (gone.length > 0) await database.write((tx) => forgetHoldings(tx, gone));
}
