import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a restore gathers what is to become the data folder: beside it, so that one rename puts it in place. */
export const stagingOf = (dataDir: string): string => `${dataDir}.restoring`;
/** Where the former folder goes. Nothing of it is ever deleted. */
export async function freeAsideOf(dataDir: string, at: number): Promise<string> {
  const named = `${dataDir}.before-${new Date(at).toISOString().replace(/[:.]/g, '-')}`;
  for (let number = 2, path = named; ; number += 1, path = `${named}-${number}`)
    if (!(await isThere(path))) return path;
}

/** Written last into what a restore gathered: from here on only the renames are left to do. */
export const RESTORED_FILE = 'restored.json';

export const SHARD_FILE = /^shard-\d+\.db$/;
const OWN_FILE = /^(directory|keys|shard-\d+|lock)\.db(-wal|-shm|-journal)?$/;
/** What belongs to the instance itself in its folder; the rest is the operator's. */
export const isOwn = (name: string): boolean =>
  OWN_FILE.test(name) || name === 'blobs' || name === 'uploads' || name === RESTORED_FILE;
export const holdsRows = (name: string): boolean =>
  OWN_FILE.test(name) && !name.startsWith('lock.') && name.endsWith('.db');

export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** A restore had gathered everything, moved the former folder aside, and was cut off before the last rename. */
export const isRestoreUnfinished = async (dataDir: string): Promise<boolean> =>
  !(await isThere(dataDir)) && isThere(join(stagingOf(dataDir), RESTORED_FILE));
