import type { DossierId } from '#base/brand.ts';
import type { Clock } from '#base/clock.ts';
import { findDossierRow, setDossierStatus } from '#server/repositories/dossiers.ts';
import type { Shard } from '#server/shard.ts';
import { finishErasure, type FinishDeps } from './finish.ts';

/**
 * After a restore: ends the erasure of every dossier whose key was destroyed since the backup was made. Its rows came
 * back without a key to read them; they and its files go, and its traces stay. Returns how many there were.
 */
export async function finishDestroyed(
  deps: FinishDeps & { clock: Clock; shardOf: (dossierId: DossierId) => Promise<Shard | undefined> },
  destroyed: readonly DossierId[],
): Promise<number> {
  let finished = 0;
  for (const dossierId of destroyed) {
    const shard = await deps.shardOf(dossierId);
    if (!shard || !(await markErased(shard, dossierId, deps.clock.now()))) continue;
    await finishErasure(deps, shard, dossierId);
    finished += 1;
  }
  return finished;
}

/** False where there is no row, or nothing left of it. */
function markErased(shard: Shard, dossierId: DossierId, now: number): Promise<boolean> {
  return shard.database.write(async (tx) => {
    const row = await findDossierRow(tx, dossierId);
    if (!row || (row.status === 'erased' && row.sealed.length === 0)) return false;
    if (row.status === 'erased') return true;
    await setDossierStatus(tx, dossierId, { status: 'erased', eraseAfter: now });
    const act = { act: 'eraseDossier', mode: 'normal', allowed: true, because: 'byOperator' } as const;
    await shard.traces.record(tx, { at: now, dossierId, ...act });
    return true;
  });
}
