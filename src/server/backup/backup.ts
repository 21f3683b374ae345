import type { Bytes } from '#base/bytes.ts';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import { errorCode } from '#server/error-code.ts';
import { syncFolder } from '#server/files/durable.ts';
import { firstText, INFORMATION_FILE, informationFiles } from '#server/information.ts';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { useFolder } from './instance-lock.ts';
import type { ManifestFacts } from './manifest.ts';
import { writeMembers, type MemberFile } from './members.ts';
import { isThere, SHARD_FILE } from './places.ts';
import { writeSealedFile, type BackupKind } from './sealed-file.ts';
import { copyDatabase, countIn, fingerprintOf, migrationsOf, textOf, withDatabase } from './snapshot.ts';

export type BackupDeps = { operatorKey: Bytes; clock: Clock; random: Random };
export type BackupAsked = {
  dataDir: string;
  /** The file that the operator named for the information service; absent: the one in the data folder, if any. */
  information?: string;
  /** Undefined: the keys alone, which are small and want to be copied more often. */
  file: string | undefined;
  keysFile: string;
  /** Bytes done, and of how many. */
  onProgress?: (done: number, total: number) => void;
};
export type BackupReport = ManifestFacts & { bytes: number; keysBytes: number };
export type BackupError = {
  type: 'NoInstance' | 'Exists' | 'NotWritable' | 'DiskFull' | 'RestoreUnderWay' | 'WrongKey';
};

/**
 * Backs an instance up while it runs: rows and contents in one file, keys in another, each sealed under the operator's key.
 *
 * Each database is copied as of one moment; the moments differ, and their order makes the set whole:
 *
 *   1. shards: what a row of a shard needs elsewhere was written before it (its place and identifiers in the directory, its
 *      dossier's key), and so is in every copy taken later
 *   2. directory: may know reserved identifiers whose dossier came after the shard's copy, which the next creation takes up
 *   3. keys: hold every key that the rows need, and the journal of every right that they know of. A key destroyed meanwhile
 *      is missing: restoring ends that erasure
 *   4. contents that the copied shards name: written before their row, never changed, removed by an erasure alone
 *
 * The operator's file of information, which is read whole, goes with the rows.
 *
 * Files come under their names when they are whole and on disk; a crash leaves others beside them, which the next backup
 * under the same name removes.
 */
export async function makeBackup(
  deps: BackupDeps,
  asked: BackupAsked,
): Promise<Result<BackupReport, BackupError>> {
  const { dataDir, file, keysFile } = asked;
  if (!(await isThere(join(dataDir, 'directory.db')))) return err({ type: 'NoInstance' });
  const files = file === undefined ? [keysFile] : [keysFile, file];
  for (const path of files) if (await isThere(path)) return err({ type: 'Exists' });
  const lock = await useFolder(dataDir);
  if (!lock) return err({ type: 'RestoreUnderWay' });
  const copies = `${resolve(file ?? keysFile)}.copies`;
  const unfinished = [copies, ...files.map(newOf)];
  try {
    await removeAll(unfinished);
    return ok(await backUp(deps, asked, copies));
  } catch (error) {
    return failed(error);
  } finally {
    await removeAll(unfinished);
    await lock.release();
  }
}

const newOf = (file: string): string => `${file}.new`;
const removeAll = async (paths: readonly string[]): Promise<void> => {
  for (const path of paths) await rm(path, { recursive: true, force: true });
};

const FAILURES: Readonly<Record<string, BackupError['type']>> = {
  ENOSPC: 'DiskFull',
  EDQUOT: 'DiskFull',
  SQLITE_FULL: 'DiskFull',
  SQLITE_NOTADB: 'WrongKey',
  EACCES: 'NotWritable',
  ENOENT: 'NotWritable',
  EROFS: 'NotWritable',
  ENOTDIR: 'NotWritable',
  SQLITE_CANTOPEN: 'NotWritable',
};

function failed(error: unknown): Result<never, BackupError> {
  const type = FAILURES[errorCode(error) ?? ''];
  if (type === undefined) throw error;
  return err({ type });
}

async function backUp(deps: BackupDeps, asked: BackupAsked, copies: string): Promise<BackupReport> {
  const { file, keysFile } = asked;
  await mkdir(copies, { mode: 0o700 });
  const copied = await copyAll(deps, asked, copies);
  const { names, contents } = copied;
  const total = (await bytesIn(copies)) + copied.contentBytes;
  let done = 0;
  let missing = 0;
  const told = {
    written: (bytes: number): void => asked.onProgress?.((done += bytes), total),
    gone: async (): Promise<void> => void (missing += 1),
  };
  const facts = (): ManifestFacts => ({ ...copied.facts, missing });
  const inCopies = (name: string): MemberFile => ({ name, path: join(copies, name) });
  const write = (kind: BackupKind, path: string, files: Iterable<MemberFile>): Promise<number> =>
    writeSealedFile(deps, { path: newOf(path), kind }, writeMembers(kind, files, facts, told));
  const keysBytes = await write('keys', keysFile, [inCopies('keys.db')]);
  const bytes = file === undefined ? 0 : await write('data', file, [...names.map(inCopies), ...contents]);
  for (const path of file === undefined ? [keysFile] : [keysFile, file]) {
    await rename(newOf(path), path);
    await syncFolder(dirname(resolve(path)));
  }
  return { ...facts(), bytes, keysBytes };
}

type Copied = {
  facts: Omit<ManifestFacts, 'missing'>;
  /** What the data file takes from the copies: databases, and the operator's file of information. */
  names: string[];
  contents: MemberFile[];
  contentBytes: number;
};

async function copyAll(
  { operatorKey, clock, random }: BackupDeps,
  asked: BackupAsked,
  copies: string,
): Promise<Copied> {
  const { dataDir } = asked;
  const found = (await readdir(dataDir)).filter((name) => SHARD_FILE.test(name)).sort();
  const shards = asked.file === undefined ? [] : found;
  const names = [...shards, 'directory.db'];
  const copy = (name: string): Promise<void> =>
    copyDatabase({ path: join(dataDir, name), operatorKey }, join(copies, name));
  for (const name of [...names, 'keys.db']) await copy(name);
  const open = <T>(name: string, work: Parameters<typeof withDatabase<T>>[1]): Promise<T> =>
    withDatabase({ path: join(copies, name), operatorKey }, work);

  const contents: MemberFile[] = [];
  let [dossiers, documents, contentBytes] = [0, 0, 0];
  const migrations: Record<string, number> = {};
  for (const name of shards)
    await open(name, async (client) => {
      dossiers += await countIn(client, 'SELECT count(*) FROM dossier');
      documents += await countIn(client, 'SELECT count(*) FROM document');
      contentBytes += await countIn(client, 'SELECT coalesce(sum(size), 0) FROM content_blob');
      migrations['shard'] = await migrationsOf(client);
      for (const row of (await client.execute('SELECT blob_id FROM content_blob')).rows)
        contents.push(contentFile(dataDir, textOf(row[0])));
    });
  const instance = await open('directory.db', async (client) => {
    migrations['directory'] = await migrationsOf(client);
    const [row] = (await client.execute('SELECT id, kind, restore_epoch FROM instance')).rows;
    const instanceKind = textOf(row?.[1]) === 'demo' ? ('demo' as const) : ('production' as const);
    return { instanceId: textOf(row?.[0]), instanceKind, restoreEpoch: Number(row?.[2]) };
  });
  const keysFingerprint = await open('keys.db', async (client) => {
    migrations['keys'] = await migrationsOf(client);
    return fingerprintOf(client);
  });
  const counts = { dossiers, documents, contents: contents.length };
  const made = { backupId: random.uuid(), at: clock.now(), keysFingerprint, migrations };
  const facts = { ...made, ...instance, ...counts };
  return { facts, names: [...names, ...(await copyInformation(asked, copies))], contents, contentBytes };
}

/** The names of what it copied: none where the operator keeps no such file, or the keys alone are asked for. */
async function copyInformation(asked: BackupAsked, copies: string): Promise<string[]> {
  const text = asked.file === undefined ? undefined : await firstText(informationFiles(asked));
  if (text === undefined) return [];
  await writeFile(join(copies, INFORMATION_FILE), text, { mode: 0o600 });
  return [INFORMATION_FILE];
}

const contentFile = (dataDir: string, blobId: string): MemberFile => ({
  name: `blobs/${blobId}`,
  path: join(dataDir, 'blobs', blobId.slice(0, 2), basename(blobId)),
});

async function bytesIn(folder: string): Promise<number> {
  const sizes = (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
