import type { DeviceId, PsIdNat } from '#base/brand.ts';
import type { Reader } from '#server/database.server.ts';
import { device, professional } from '#server/schema/directory.ts';
import type { DeviceLine } from '#wire/devices.ts';
import { and, desc, eq, getTableColumns } from 'drizzle-orm';

export type DeviceRow = typeof device.$inferSelect;

/** What ended longer ago than this is no longer listed to its professional; what still has to be wiped is, always. */
const LISTED_MS = 90 * 86_400_000;

export function deviceStateOf(row: DeviceRow, now: number): DeviceLine['state'] {
  if (row.wipedAt !== null) return 'wiped';
  if (row.wipeAskedAt !== null) return 'wipeAsked';
  if (row.revokedAt !== null) return 'revoked';
  return row.expiresAt > now ? 'active' : 'expired';
}

/** A professional's devices, newest first. */
export async function listDevices(
  reader: Reader,
  asker: { psIdNat: PsIdNat; device: DeviceId },
  now: number,
): Promise<DeviceLine[]> {
  const rows = await reader
    .select()
    .from(device)
    .where(eq(device.psIdNat, asker.psIdNat))
    .orderBy(desc(device.registeredAt));
  return rows
    .map((row) => lineOf(row, asker.device, now))
    .filter(({ state, lastSeenAt }) => !isOver(state) || lastSeenAt > now - LISTED_MS);
}

const isOver = (state: DeviceLine['state']): boolean => state !== 'active' && state !== 'wipeAsked';

const lineOf = (row: DeviceRow, asking: DeviceId, now: number): DeviceLine => ({
  deviceId: row.deviceId,
  name: row.name,
  registeredAt: row.registeredAt,
  lastSeenAt: row.lastSeenAt,
  state: deviceStateOf(row, now),
  thisOne: row.deviceId === asking,
  wipeAskedAt: row.wipeAskedAt,
  wipedAt: row.wipedAt,
});

export type OwnedDevice = DeviceRow & { familyName: string; firstName: string };

/** Every device of the instance, or of one professional, newest first: for the operator. */
export function allDevices(reader: Reader, psIdNat?: PsIdNat): Promise<OwnedDevice[]> {
  const { familyName, firstName } = professional;
  return reader
    .select({ ...getTableColumns(device), familyName, firstName })
    .from(device)
    .innerJoin(professional, eq(professional.psIdNat, device.psIdNat))
    .where(and(...(psIdNat === undefined ? [] : [eq(device.psIdNat, psIdNat)])))
    .orderBy(desc(device.registeredAt));
}
