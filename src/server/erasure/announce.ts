import type { DossierId } from '#base/brand.ts';
import type { Random } from '#base/random.ts';
import type { KeyStore } from '#server/keys/key-store.ts';
import { findDossierRow } from '#server/repositories/dossiers.ts';
import { insertNotice } from '#server/repositories/notices.ts';
import type { Shard } from '#server/shard.ts';
import { isAnnounced } from './rows.ts';

/** Writes the holder's notice of the erasure, once, while the dossier's key still opens their address. */
export async function announceErasure(
  deps: { keys: KeyStore; random: Random },
  shard: Shard,
  { dossierId, now }: { dossierId: DossierId; now: number },
): Promise<void> {
  const keys = await deps.keys.find(dossierId);
  if (!keys) return;
  await shard.database.write(async (tx) => {
    const row = await findDossierRow(tx, dossierId);
    const eraseAfter = row?.eraseAfter ?? null;
    if (row?.status !== 'closed' || eraseAfter === null || eraseAfter > now) return;
    if (await isAnnounced(tx, { dossierId, eraseAfter })) return;
    const noticeId = deps.random.uuid();
    const notice = { noticeId, dossierId, kind: 'dossierErased', at: now, recipient: null } as const;
    await insertNotice(tx, { ...notice, details: {} }, keys.seal);
  });
}
