import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { Database } from '#server/database.server.ts';
import type { UploadStore } from '#server/files/upload-store.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import type { Notices } from '#server/notices.ts';
import type { Shard, Shards } from '#server/shard.ts';
import { announceErasure } from './announce.ts';
import { finishErasure } from './finish.ts';
import { beginErasure } from './begin.ts';
import { dueDossiers } from './rows.ts';

export type EraseDeps = {
  directory: Database;
  shards: Shards;
  keys: KeyStore;
  uploads: Pick<UploadStore, 'removeBlob'>;
  notices: Notices;
  clock: Clock;
  random: Random;
};

/**
 * Erases what is due (R1111-36): ten years after closing, or within three months where the holder asked for it.
 *
 *   closed, due ─▶ the holder is told ─▶ told, or 14 days passed ─▶ erased, with its trace ─▶ key destroyed
 *     ─▶ files, rows and identifiers removed ─▶ nothing left to do
 *
 * The notice goes out before the key is destroyed, since the address is sealed under it: so a dossier is erased when
 * every notice to its holder was sent or printed, or 14 days after the last one was written. A reactivation cancels up to
 * the moment of erasure. From the status `erased` on nothing is decided any more: each further step may be done again,
 * and the next run after a crash ends the job. Its traces stay, and a new dossier may be made for the holder.
 *
 * One dossier that fails does not keep the others; the first failure is thrown when all were tried.
 */
export async function eraseDue(deps: EraseDeps): Promise<{ erased: number }> {
  const failures: unknown[] = [];
  let erased = 0;
  for (const shard of deps.shards.all)
    for (const dossierId of await dueDossiers(shard.database.db, deps.clock.now()))
      try {
        if (await erase(deps, shard, dossierId)) erased += 1;
      } catch (error) {
        failures.push(error);
      }
  if (failures.length > 0) throw failures[0];
  return { erased };
}

async function erase(deps: EraseDeps, shard: Shard, dossierId: DossierId): Promise<boolean> {
  const now = deps.clock.now();
  await announceErasure(deps, shard, { dossierId, now });
  if (!(await beginErasure(shard, { dossierId, now }))) return false;
  // open streams ask again, and devices let go of what they hold
  deps.notices.tell({ dossierId });
  await finishErasure(deps, shard, dossierId);
  return true;
}
