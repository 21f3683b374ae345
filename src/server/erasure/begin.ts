import type { DossierId } from '#base/brand.ts';
import { subjectOf } from '#domain/rights/right-act.ts';
import type { Reader } from '#server/database.server.ts';
import { findDossierRow, setDossierStatus } from '#server/repositories/dossiers.ts';
import { noteMove } from '#server/repositories/moves.ts';
import { rightActsOf } from '#server/repositories/right-acts.ts';
import type { Shard } from '#server/shard.ts';
import { holderStillToBeTold } from './rows.ts';

/**
 * Makes the dossier `erased`, with its trace, in one transaction: from here on there is no way back. False where it was
 * reactivated meanwhile, or its holder is still to be told; true again while an erasure that was begun is not finished.
 */
export async function beginErasure(
  shard: Shard,
  { dossierId, now }: { dossierId: DossierId; now: number },
): Promise<boolean> {
  return shard.database.write(async (tx) => {
    const row = await findDossierRow(tx, dossierId);
    if (row?.status === 'erased') return true;
    const { eraseAfter } = row ?? { eraseAfter: null };
    if (row?.status !== 'closed' || eraseAfter === null || eraseAfter > now) return false;
    if (await holderStillToBeTold(tx, { dossierId, now })) return false;
    const because = await causeOf(tx, dossierId);
    await setDossierStatus(tx, dossierId, { status: 'erased', eraseAfter });
    // devices that still hold it are to let go
    await noteMove(tx, { dossierId, seq: row.seq, at: now });
    const act = { act: 'eraseDossier', mode: 'normal', allowed: true, because, rule: 'R1111-36' } as const;
    await shard.traces.record(tx, { at: now, dossierId, ...act });
    return true;
  });
}

async function causeOf(db: Reader, dossierId: DossierId): Promise<'asked' | 'tenYears'> {
  const acts = await rightActsOf(db, dossierId);
  const last = acts.findLast((act) => subjectOf(act) === 'life');
  return last?.kind === 'erasureRequested' ? 'asked' : 'tenYears';
}
