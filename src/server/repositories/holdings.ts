import type { DeviceId, DossierId } from '#base/brand.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { device } from '#server/schema/directory.ts';
import { deviceHolding } from '#server/schema/shard.ts';
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { among } from './among.ts';

/** Which of these dossiers a device was not sent yet, as far as is known. */
export async function notYetHeld(
  db: Reader,
  deviceId: DeviceId,
  dossierIds: readonly DossierId[],
): Promise<DossierId[]> {
  const rows = await db
    .select({ dossierId: deviceHolding.dossierId })
    .from(deviceHolding)
    .where(and(eq(deviceHolding.deviceId, deviceId), among(deviceHolding.dossierId, dossierIds)));
  const held = new Set(rows.map(({ dossierId }) => dossierId));
  return dossierIds.filter((dossierId) => !held.has(dossierId));
}

/** From now on the device is told when one of these dossiers moves. */
export async function noteHoldings(
  tx: Transaction,
  { deviceId, dossierIds, since }: { deviceId: DeviceId; dossierIds: readonly DossierId[]; since: number },
): Promise<void> {
  if (dossierIds.length === 0) return;
  await tx.run(sql`INSERT OR IGNORE INTO device_holding (device_id, dossier_id, since)
    SELECT ${deviceId}, value, ${since} FROM json_each(${JSON.stringify(dossierIds)})`);
}

export async function holdingDevices(db: Reader): Promise<DeviceId[]> {
  const rows = await db
    .select({ deviceId: deviceHolding.deviceId })
    .from(deviceHolding)
    .groupBy(deviceHolding.deviceId);
  return rows.map(({ deviceId }) => deviceId);
}

/** Those of them that may come back with a question: registered, or not long gone. */
export async function devicesKept(
  directory: Reader,
  deviceIds: readonly DeviceId[],
  goneBefore: number,
): Promise<ReadonlySet<DeviceId>> {
  const rows = await directory
    .select({ deviceId: device.deviceId })
    .from(device)
    .where(
      and(
        among(device.deviceId, deviceIds),
        gt(device.expiresAt, goneBefore),
        or(isNull(device.revokedAt), gt(device.revokedAt, goneBefore)),
      ),
    );
  return new Set(rows.map(({ deviceId }) => deviceId));
}

export async function forgetHoldings(tx: Transaction, deviceIds: readonly DeviceId[]): Promise<void> {
  if (deviceIds.length > 0) await tx.delete(deviceHolding).where(among(deviceHolding.deviceId, deviceIds));
}
