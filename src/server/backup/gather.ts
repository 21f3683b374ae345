import type { Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import { syncFolder } from '#server/files/durable.ts';
import { cp, mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readBackup, type CheckError } from './check.ts';
import type { MemberSink } from './members.ts';
import { mergeKeys } from './merge-keys.ts';
import { isOwn } from './places.ts';
import { copyDatabase } from './snapshot.ts';

export type Gathering = {
  operatorKey: Bytes;
  dataDir: string;
  staging: string;
  file: string;
  /** Undefined where there is none. */
  keysFile: string | undefined;
  /** The target's own key database is of this instance, and counts. */
  keepsKeys: boolean;
};

const MEMBER =
  /^(?:(?:directory|keys|shard-\d+)\.db|information\.json|blobs\/([0-9a-f]{2})[0-9a-f-]{30,34})$/;

/** Makes the folder that is to become the data folder, but for what needs the server: databases, contents, keys. */
export async function gather(given: Gathering): Promise<Result<void, CheckError & { file: string }>> {
  const { operatorKey, dataDir, staging, file, keysFile } = given;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { mode: 0o700 });
  const data = await readBackup(operatorKey, { path: file, kind: 'data' }, sinkIn(staging));
  if (!data.ok) return err({ ...data.error, file });
  const keys = join(staging, 'keys.db');
  if (keysFile !== undefined) {
    const read = await readBackup(operatorKey, { path: keysFile, kind: 'keys' }, sinkIn(staging));
    if (!read.ok) return err({ ...read.error, file: keysFile });
  }
  if (given.keepsKeys) {
    const own = join(staging, 'own-keys.db');
    await copyDatabase({ path: join(dataDir, 'keys.db'), operatorKey }, own);
    if (keysFile === undefined) await copyDatabase({ path: own, operatorKey }, keys);
    else await mergeKeys(operatorKey, keys, own);
    await rm(own);
  }
  await takeAlong(dataDir, staging);
  return ok(undefined);
}

function sinkIn(staging: string): MemberSink {
  return async (name) => {
    const [known, folder] = MEMBER.exec(name) ?? [];
    if (known === undefined) throw new Error('a backup names a file that no instance has');
    const path = folder === undefined ? join(staging, name) : join(staging, 'blobs', folder, name.slice(6));
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const target = await open(path, 'wx', 0o600);
    return {
      write: (bytes) => target.appendFile(bytes),
      async end() {
        await target.sync();
        await target.close();
      },
    };
  };
}

/** What else the operator keeps in the folder stays there, as it is now: their file of information too. */
async function takeAlong(dataDir: string, staging: string): Promise<void> {
  const names = await readdir(dataDir).catch(() => []);
  for (const name of names.filter((one) => !isOwn(one)))
    await cp(join(dataDir, name), join(staging, name), { recursive: true, preserveTimestamps: true });
}

/** Makes all names in a folder and below survive a crash. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await syncTree(join(folder, entry.name));
  await syncFolder(folder);
}
