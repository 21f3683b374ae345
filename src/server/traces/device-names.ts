import { isDeviceId, type DeviceId } from '#base/brand.ts';
import type { TraceView } from '#domain/dossier/trace-view.ts';
import type { Database } from '#server/database.server.ts';
import { device } from '#server/schema/directory.ts';
import { inArray } from 'drizzle-orm';

/** Lines with the names of the devices as they were registered; the identifier stays where no device has it any more. */
export async function nameDevices(
  { directory }: { directory: Database },
  lines: readonly TraceView[],
): Promise<TraceView[]> {
  const ids = new Set(lines.map((line) => line.device).filter(isOfDevice));
  const names = await namesOf(directory, [...ids]);
  return lines.map((line) => {
    const name = line.device === undefined ? undefined : names.get(line.device);
    return name === undefined ? line : { ...line, device: name };
  });
}

const isOfDevice = (id: string | undefined): id is DeviceId => id !== undefined && isDeviceId(id);

async function namesOf({ db }: Database, ids: DeviceId[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { deviceId, name } = device;
  const rows = await db.select({ deviceId, name }).from(device).where(inArray(deviceId, ids));
  return new Map(rows.map((row) => [row.deviceId, row.name]));
}
