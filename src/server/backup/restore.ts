import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { ServerConfig } from '#server/config.ts';
import { errorCode } from '#server/error-code.ts';
import { syncFolder } from '#server/files/durable.ts';
import { INFORMATION_FILE } from '#server/information.ts';
import { openServer } from '#server/server.server.ts';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { readBackup, type CheckError } from './check.ts';
import { gather, syncTree } from './gather.ts';
import { takeFolder } from './instance-lock.ts';
import type { Manifest } from './manifest.ts';
import { freeAsideOf, holdsRows, isRestoreUnfinished, isThere, RESTORED_FILE, stagingOf } from './places.ts';
import { renew, type Renewed } from './renew.ts';
import { countIn, fingerprintOf, withDatabase } from './snapshot.ts';

export type RestoreAsked = {
  /** `dataDir`: where the instance is to be. */
  config: ServerConfig;
  file: string;
  keysFile: string;
  /** The key file was named: it must be there. */
  keysNamed: boolean;
  /** An instance in the folder may be moved aside. */
  replace: boolean;
};
export type RestoreReport = Renewed & {
  backupId: string;
  instanceId: string;
  /** When the backup was made, ms. */
  at: number;
  dossiers: number;
  documents: number;
  contents: number;
  missing: number;
  /** Where the operator's file of information is, which the backup held; null where it held none. */
  information: string | null;
  /** Whose keys count: those that were in the folder, those of the file, or both. */
  keys: 'kept' | 'fromFile' | 'merged';
  /** Where the former folder is now. */
  aside: string | null;
};
export type RestoreError =
  | (CheckError & { file: string })
  | {
      type:
        | 'Occupied'
        | 'InUse'
        | 'KeysMissing'
        | 'KeysOfOther'
        | 'KeysOlder'
        | 'NewerSchema'
        | 'NotMovable'
        | 'NotWritable'
        | 'DiskFull';
    };

type Ports = { clock: Clock; random: Random };

/**
 * Puts a backup in the place of a data folder.
 *
 *   both files read whole and held to their manifests ─▶ folder locked ─▶ all gathered beside it (`.restoring`) ─▶ brought
 *     into the present (renew.ts) ─▶ marked as whole ─▶ former folder renamed aside ─▶ the new one renamed in its place
 *
 * Nothing of the folder is touched before the two renames, and nothing of it is deleted. Killed before the mark, the same
 * command starts over; killed between the renames, the server refuses to start and the same command ends the work.
 *
 * The keys that are in the folder count where they are of the same instance, whatever the file of keys holds: a key
 * destroyed in either stays destroyed, and the journal of either is done again.
 */
export async function restoreBackup(
  ports: Ports,
  asked: RestoreAsked,
): Promise<Result<RestoreReport, RestoreError>> {
  try {
    return await restore(ports, asked);
  } catch (error) {
    return failed(error);
  }
}

const FAILURES: Readonly<Record<string, 'DiskFull' | 'NotWritable' | 'NotMovable'>> = {
  ENOSPC: 'DiskFull',
  EDQUOT: 'DiskFull',
  SQLITE_FULL: 'DiskFull',
  EACCES: 'NotWritable',
  EROFS: 'NotWritable',
  EBUSY: 'NotMovable',
  EXDEV: 'NotMovable',
};

function failed(error: unknown): Result<never, RestoreError> {
  const type = FAILURES[errorCode(error) ?? ''];
  if (type === undefined) throw error;
  return err({ type });
}

async function restore(ports: Ports, asked: RestoreAsked): Promise<Result<RestoreReport, RestoreError>> {
  const checked = await checkFiles(asked);
  if (!checked.ok) return checked;
  const { dataDir } = asked.config;
  const resumed = await endUnfinished(dataDir);
  if (resumed?.backupId === checked.value.data.backupId) return ok(resumed);
  const lock = (await isThere(dataDir)) ? await takeFolder(dataDir) : 'none';
  if (!lock) return err({ type: 'InUse' });
  try {
    return await restoreLocked(ports, asked, checked.value);
  } finally {
    if (lock !== 'none') await lock.release();
  }
}

type Checked = { data: Manifest; keys: Manifest | undefined };

/** Everything that can be known of the files before anything is touched. */
async function checkFiles(asked: RestoreAsked): Promise<Result<Checked, RestoreError>> {
  const { config, file, keysFile } = asked;
  const data = await readBackup(config.operatorKey, { path: file, kind: 'data' });
  if (!data.ok) return err({ ...data.error, file });
  if (!asked.keysNamed && !(await isThere(keysFile))) return ok({ data: data.value, keys: undefined });
  const keys = await readBackup(config.operatorKey, { path: keysFile, kind: 'keys' });
  if (!keys.ok) return err({ ...keys.error, file: keysFile });
  if (keys.value.keysFingerprint !== data.value.keysFingerprint) return err({ type: 'KeysOfOther' });
  for (const manifest of [data.value, keys.value])
    if (await isNewer(manifest, config.migrations)) return err({ type: 'NewerSchema' });
  return ok({ data: data.value, keys: keys.value });
}

const journalOfMigrations = z.object({ entries: z.array(z.unknown()) });

/** Whether its databases went through migrations that this program does not have. */
async function isNewer({ migrations }: Manifest, folder: string): Promise<boolean> {
  for (const [name, applied] of Object.entries(migrations)) {
    const text = await readFile(join(folder, name, 'meta', '_journal.json'), 'utf8');
    if (journalOfMigrations.parse(JSON.parse(text)).entries.length < applied) return true;
  }
  return false;
}

async function restoreLocked(
  ports: Ports,
  asked: RestoreAsked,
  { data, keys }: Checked,
): Promise<Result<RestoreReport, RestoreError>> {
  const { config, file, replace } = asked;
  const { dataDir, operatorKey } = config;
  const names = await readdir(dataDir).catch(() => []);
  if (names.some(holdsRows) && !replace) return err({ type: 'Occupied' });
  const keepsKeys = await hasKeysOf(data, asked);
  if (!keepsKeys && !keys) return err({ type: 'KeysMissing' });
  if (!keepsKeys && keys && keys.at < data.at) return err({ type: 'KeysOlder' });
  const staging = stagingOf(dataDir);
  const keysFile = keys && asked.keysFile;
  const gathered = await gather({ operatorKey, dataDir, staging, file, keysFile, keepsKeys });
  if (!gathered.ok) return gathered;
  const epoch = await nextEpoch(ports.clock, asked, data);
  const renewed = await renewIn(ports, asked, { data, staging, epoch });
  const { backupId, instanceId, at, dossiers, documents, contents, missing } = data;
  const aside = (await isThere(dataDir)) ? await freeAsideOf(dataDir, ports.clock.now()) : null;
  const of = keepsKeys ? (keys ? 'merged' : 'kept') : 'fromFile';
  const report: RestoreReport = {
    ...{ backupId, instanceId, at, dossiers, documents, contents, missing },
    ...renewed,
    information: holdsInformation(data) ? join(dataDir, INFORMATION_FILE) : null,
    keys: of,
    aside,
  };
  await writeMark(staging, report);
  await changePlaces(dataDir, aside);
  return ok(report);
}

const holdsInformation = ({ members }: Manifest): boolean =>
  members.some(({ name }) => name === INFORMATION_FILE);

/** Whether the key database in the folder opens and is of the instance that was backed up. */
async function hasKeysOf(data: Manifest, { config }: RestoreAsked): Promise<boolean> {
  const path = join(config.dataDir, 'keys.db');
  if (!(await isThere(path))) return false;
  const found = await withDatabase({ path, operatorKey: config.operatorKey }, fingerprintOf).catch(
    () => undefined,
  );
  return found === data.keysFingerprint;
}

/**
 * Higher than any that a device ever saw. Seconds of the clock, so that two restores of one backup differ even where all
 * else was lost in between.
 */
async function nextEpoch(clock: Clock, { config }: RestoreAsked, data: Manifest): Promise<number> {
  const path = join(config.dataDir, 'directory.db');
  const { operatorKey } = config;
  const current = !(await isThere(path))
    ? 0
    : await withDatabase({ path, operatorKey }, (client) =>
        countIn(client, 'SELECT restore_epoch FROM instance'),
      ).catch(() => 0);
  return Math.max(data.restoreEpoch + 1, current + 1, Math.floor(clock.now() / 1000));
}

async function renewIn(
  ports: Ports,
  { config }: RestoreAsked,
  { data, staging, epoch }: { data: Manifest; staging: string; epoch: number },
): Promise<Renewed> {
  const opened = await openServer({ ...config, dataDir: staging, kind: data.instanceKind }, ports);
  if (!opened.ok) throw new Error(`what was restored does not open: ${opened.error.type}`);
  try {
    return await renew(opened.value, epoch);
  } finally {
    await opened.value.close();
  }
}

/** From here on only the renames are left to do. */
async function writeMark(staging: string, report: RestoreReport): Promise<void> {
  await syncTree(staging);
  const mark = await open(join(staging, RESTORED_FILE), 'w', 0o600);
  await mark.writeFile(JSON.stringify(report));
  await mark.sync();
  await mark.close();
  await syncFolder(staging);
}

async function changePlaces(dataDir: string, aside: string | null): Promise<void> {
  if (aside !== null) await rename(dataDir, aside);
  await rename(stagingOf(dataDir), dataDir);
  await syncFolder(dirname(dataDir));
}

/** Ends a restore that was killed between the two renames, and tells what it was. */
async function endUnfinished(dataDir: string): Promise<RestoreReport | undefined> {
  if (!(await isRestoreUnfinished(dataDir))) {
    // one that was killed earlier starts over
    await rm(join(stagingOf(dataDir), RESTORED_FILE), { force: true });
    return undefined;
  }
  // our own file, written above
  const report = JSON.parse(await readFile(join(stagingOf(dataDir), RESTORED_FILE), 'utf8')) as RestoreReport;
  await changePlaces(dataDir, null);
  return report;
}
