import type { DeviceId, DossierId, PsIdNat } from '#base/brand.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { emergencySearchRow } from '#server/schema/directory.ts';
import { rightAct } from '#server/schema/shard.ts';
import { and, count, eq, gt, gte, lte, type SQL } from 'drizzle-orm';

export type EmergencySearcher = {
  psIdNat: PsIdNat;
  deviceId: DeviceId;
  /** Struct_IdNat or name of the practice place; null where none was chosen. */
  organisation: string | null;
};

/** How often was looked for somebody since a moment, by this professional, on this device, in this organisation. */
export async function countSearches(
  tx: Transaction,
  { psIdNat, deviceId, organisation }: EmergencySearcher,
  since: number,
): Promise<{ professional: number; device: number; organisation: number }> {
  const of = (who: SQL): Promise<number> => countWhere(tx, and(who, gt(emergencySearchRow.at, since)));
  return {
    professional: await of(eq(emergencySearchRow.psIdNat, psIdNat)),
    device: await of(eq(emergencySearchRow.deviceId, deviceId)),
    organisation: organisation === null ? 0 : await of(eq(emergencySearchRow.organisation, organisation)),
  };
}

async function countWhere(tx: Transaction, where: SQL | undefined): Promise<number> {
  const [row] = await tx.select({ n: count() }).from(emergencySearchRow).where(where);
  return row?.n ?? 0;
}

/** Writes one search down, and lets go of those that no longer count. */
export async function insertSearch(
  tx: Transaction,
  search: EmergencySearcher & { at: number },
  forgetUntil: number,
): Promise<void> {
  await tx.delete(emergencySearchRow).where(lte(emergencySearchRow.at, forgetUntil));
  await tx.insert(emergencySearchRow).values(search);
}

/** Dossiers of a shard in which a professional opened an access in an emergency since a moment. */
export async function dossiersOpenedBy(db: Reader, by: PsIdNat, since: number): Promise<DossierId[]> {
  const opened = and(eq(rightAct.by, by), eq(rightAct.kind, 'emergencyOpened'), gte(rightAct.at, since));
  const rows = await db.select({ dossierId: rightAct.dossierId }).from(rightAct).where(opened);
  return [...new Set(rows.map(({ dossierId }) => dossierId))];
}
