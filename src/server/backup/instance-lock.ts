import { createClient, type Client } from '@libsql/client';
import { errorCode } from '#server/error-code.ts';
import { join } from 'node:path';

/**
 * Who uses a data folder: every program that has its databases open holds a shared lock on a small file beside them, and a
 * restore, which puts others in their place, an exclusive one. It is SQLite's own lock of a file (lockingv3.html): the
 * system lets go of it when a process ends, however it ends, and no number of a process is looked at.
 */
export type InstanceLock = { release(): Promise<void> };

export const LOCK_FILE = 'lock.db';

const clientIn = (folder: string) => createClient({ url: `file:${join(folder, LOCK_FILE)}`, timeout: 0 });

/** Undefined while a restore is under way. */
export async function useFolder(folder: string): Promise<InstanceLock | undefined> {
  const client = clientIn(folder);
  try {
    const reading = await client.transaction('read');
    await reading.execute('SELECT count(*) FROM sqlite_master');
    return {
      async release() {
        await reading.rollback();
        client.close();
      },
    };
  } catch (error) {
    client.close();
    return refusedAsBusy(error);
  }
}

/** Undefined while any program uses the folder. */
export async function takeFolder(folder: string): Promise<InstanceLock | undefined> {
  const client = clientIn(folder);
  try {
    // asked apart: a commit that is refused would keep its lock (libSQL #352)
    await client.execute('BEGIN EXCLUSIVE');
    const writing = await client.transaction('write');
    // from this write on the lock is kept until the connection closes (pragma.html#pragma_locking_mode)
    await writing.execute('PRAGMA locking_mode = EXCLUSIVE');
    await writing.execute('CREATE TABLE IF NOT EXISTS taken (at INTEGER)');
    await writing.execute('INSERT INTO taken VALUES (1)');
    await writing.execute('DELETE FROM taken');
    await writing.commit();
    return { release: () => letGo(client) };
  } catch (error) {
    client.close();
    return refusedAsBusy(error);
  }
}

/** The lock goes with the first access after the mode changed, not with the closing alone. */
async function letGo(client: Client): Promise<void> {
  await client.execute('PRAGMA locking_mode = NORMAL');
  await client.execute('SELECT count(*) FROM taken');
  client.close();
}

function refusedAsBusy(error: unknown): undefined {
  if (errorCode(error) === 'SQLITE_BUSY') return undefined;
  throw error;
}
