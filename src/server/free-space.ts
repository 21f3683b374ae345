import type { Clock } from '#base/clock.ts';
import { log } from '#base/log.ts';
import { statfs } from 'node:fs/promises';
import type { ServerConfig } from './config.ts';

/** Below this much free space the operator is warned, unless configured otherwise; bytes. */
export const WARN_FREE_BYTES = 2 * 1024 ** 3;
/** While it stays low the log says so again after this; ms. */
const AGAIN_MS = 3600_000;

export type FreeSpace = { freeBytes: number; isLow: boolean };
type Folder = Pick<ServerConfig, 'dataDir' | 'warnFreeBytes'>;

/** What the server's user may still write on the disk of the data folder. */
export async function freeSpace({ dataDir, warnFreeBytes = WARN_FREE_BYTES }: Folder): Promise<FreeSpace> {
  const { bavail, bsize } = await statfs(dataDir);
  const freeBytes = bavail * bsize;
  return { freeBytes, isLow: freeBytes < warnFreeBytes };
}

/** Whether so much more could be written there. @param bytes */
export const hasRoomFor = async (folder: Folder, bytes: number): Promise<boolean> =>
  (await freeSpace(folder)).freeBytes >= bytes;

/** To be asked now and then: says in the log when space becomes scarce, and again every hour while it is. */
export function freeSpaceWatch(config: Folder, clock: Clock): () => Promise<void> {
  let saidAt: number | undefined;
  return async () => {
    const { freeBytes, isLow } = await freeSpace(config);
    const now = clock.monotonic();
    const isSaid = saidAt !== undefined && now - saidAt < AGAIN_MS;
    if (isLow && !isSaid)
      log('warning', 'diskNearlyFull', { freeMegabytes: Math.floor(freeBytes / 1024 ** 2) });
    if (!isLow) saidAt = undefined;
    else if (!isSaid) saidAt = now;
  };
}
