import { systemClock, type Clock } from '#base/clock.ts';
import { systemRandom, type Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dpopVerifier } from './auth/dpop.ts';
import { deviceKeys } from './auth/device-key.ts';
import type { AuthDeps } from './auth/deps.ts';
import { revocation } from './auth/revocation.ts';
import { doAgain } from './backup/do-again.ts';
import { useFolder, type InstanceLock } from './backup/instance-lock.ts';
import { journaled } from './backup/journaled.ts';
import { revocationJournalIn } from './backup/journal.ts';
import { isRestoreUnfinished } from './backup/places.ts';
import { waitAgain } from './backup/waiting.ts';
import { circumstancesOf } from './circumstances.ts';
import type { ServerConfig } from './config.ts';
import type { CommandDeps } from './commands/scope.ts';
import { openDatabase, type Database, type DatabaseName } from './database.server.ts';
import { fetchesUnderWay } from './dossiers/fetches-under-way.ts';
import type { EmergencyDeps } from './emergency/deps.ts';
import { uploadStore } from './files/upload-store.ts';
import { errorCode } from './error-code.ts';
import { informationIn } from './information.ts';
import { openInstance, type InstanceError, type InstanceFacts } from './instance.ts';
import { derive, importMacKey, openKeyStore } from './keys/key-store.ts';
import { requestLimits } from './limits/request-limits.ts';
import { Notices } from './notices.ts';
import { noticeDispatcher } from './notices/dispatcher.ts';
import { smtpMailer } from './notices/mailer.ts';
import { passkeyVerifier } from './passkeys/verify-assertion.ts';
import { createRelay } from './relay/relay.ts';
import { chooseReader } from './reading/choose-reader.ts';
import { sealKey } from './seal.ts';
import { shards, type Shard } from './shard.ts';
import type { PullDeps } from './sync/pull.ts';
import { fillNodes } from './traces/nodes.ts';
import { traceRecorder } from './traces/recorder.ts';
import { upgradeRows } from './upgrade.ts';

/** Everything behind the endpoints, built once from a configuration: the composition root of the server. */
export type RelaisServer = Awaited<ReturnType<typeof build>>;

export type OpenError = InstanceError | { type: 'WrongKey' | 'RestoreUnfinished' | 'RestoreUnderWay' };

/** Opens the databases (made at first start), and builds the server on them. */
export async function openServer(
  config: ServerConfig,
  ports: { clock: Clock; random: Random } = { clock: systemClock, random: systemRandom },
): Promise<Result<RelaisServer, OpenError>> {
  // the folder of a restore that was cut off would be taken for a new instance
  if (await isRestoreUnfinished(config.dataDir)) return err({ type: 'RestoreUnfinished' });
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const lock = await useFolder(config.dataDir);
  if (!lock) return err({ type: 'RestoreUnderWay' });
  const opened = await openLocked(config, lock, ports);
  if (!opened.ok) await lock.release();
  return opened;
}

async function openLocked(
  config: ServerConfig,
  lock: InstanceLock,
  ports: { clock: Clock; random: Random },
): Promise<Result<RelaisServer, OpenError>> {
  const databases = await openDatabases(config).catch(wrongKey);
  if (!databases) return err({ type: 'WrongKey' });
  const instance = await openInstance({ directory: databases.directory, ...ports }, config.kind);
  if (instance.ok) {
    const server = await build(config, { ...databases, lock }, instance.value, ports);
    await upgradeRows(server);
    await waitAgain(server);
    return ok(server);
  }
  await closeAll(databases);
  return err(instance.error);
}

/** SQLite says that pages which another key encrypted are no database. */
function wrongKey(error: unknown): undefined {
  if (errorCode(error) === 'SQLITE_NOTADB') return undefined;
  throw error;
}

type Databases = { directory: Database; shard: Database; keys: Database };

async function openDatabases(config: ServerConfig): Promise<Databases> {
  const key = await derive(config.operatorKey, 'relais-database-v1');
  const open = (name: DatabaseName, file: string) =>
    openDatabase({ name, url: `file:${join(config.dataDir, file)}`, key, migrations: config.migrations });
  const [directory, shard, keys] = await Promise.all([
    open('directory', 'directory.db'),
    open('shard', 'shard-1.db'),
    open('keys', 'keys.db'),
  ]);
  return { directory, shard, keys };
}

const closeAll = ({ directory, shard, keys }: Databases): Promise<void[]> =>
  Promise.all([directory.close(), shard.close(), keys.close()]);

async function build(
  config: ServerConfig,
  databases: Databases & { lock: InstanceLock },
  instance: InstanceFacts,
  { clock, random }: { clock: Clock; random: Random },
) {
  const { directory } = databases;
  const keys = await openKeyStore({ keys: databases.keys, operatorKey: config.operatorKey, random, clock });
  const traceKey = sealKey(await keys.instanceKey('traces'));
  const lookupKey = await importMacKey(await keys.instanceKey('lookup'));
  const directoryTraces = traceRecorder({ tree: 'directory', traceKey, random });
  const shard: Shard = {
    name: 'shard-1',
    database: databases.shard,
    traces: traceRecorder({ tree: 'shard-1', traceKey, random }),
  };
  const allShards = shards(directory, [shard]);
  await Promise.all([directory, databases.shard].map((database) => fillNodes({ database })));
  const notices = new Notices();
  const keysOfDevices = deviceKeys();
  const auth: AuthDeps = {
    directory,
    clock,
    random,
    traces: directoryTraces,
    origin: config.origin,
    instanceId: instance.id,
    kind: instance.kind,
    revocation: revocation({ directory }),
  };
  const uploads = await uploadStore({
    directory,
    clock,
    random,
    traces: directoryTraces,
    folder: config.dataDir,
    uploadKey: sealKey(await keys.instanceKey('uploads')),
    tagKey: await importMacKey(await keys.instanceKey('upload-tags')),
  });
  const reader = chooseReader();
  const circumstances = circumstancesOf({ directory, clock, mayHideFromAll: config.mayHideFromAll });
  const versionKey = await keys.instanceKey('versions');
  const journal = revocationJournalIn({
    keys: databases.keys,
    key: sealKey(await keys.instanceKey('journal')),
    clock,
  });
  const commands: CommandDeps = {
    directory,
    directoryTraces,
    shards: allShards,
    keys,
    lookupKey,
    uploads,
    reader,
    notices,
    journaled: journaled(journal, (one) => doAgain(commands, one)),
    circumstancesOf: circumstances,
    versionKey,
    clock,
    random,
  };
  const pull: PullDeps = {
    shards: allShards,
    keys,
    cursorKey: sealKey(await keys.instanceKey('cursors')),
    versionKey,
    restoreEpoch: instance.restoreEpoch,
    circumstancesOf: circumstances,
    clock,
  };
  const mailer = config.mail && smtpMailer(config.mail);
  const dispatcher = noticeDispatcher({ shards: allShards, keys, clock, mailer, origin: config.origin });
  const passkeys = passkeyVerifier(auth);
  const emergency: EmergencyDeps = {
    ...commands,
    auth,
    passkeys,
    sendNotices: () => dispatcher.kick(),
    emergencyMs: config.emergencyMs,
  };
  return {
    config,
    instance,
    clock,
    random,
    directory,
    directoryTraces,
    shards: allShards,
    keys,
    lookupKey,
    traceKey,
    headSeed: await keys.instanceKey('heads'),
    notices,
    auth,
    passkeys,
    emergency,
    dispatcher,
    limits: requestLimits({ directory, clock }),
    fetches: fetchesUnderWay(clock),
    information: informationIn(config, { clock }),
    circumstancesOf: circumstances,
    deviceKeys: keysOfDevices,
    dpop: dpopVerifier({ origin: config.origin, clock, random, keys: keysOfDevices }),
    uploads,
    commands,
    journal,
    pull,
    relay: createRelay({ directory, clock, traces: directoryTraces }),
    close: async (): Promise<void> => {
      await dispatcher.stop();
      await reader.stop();
      await closeAll(databases);
      await databases.lock.release();
    },
  };
}
