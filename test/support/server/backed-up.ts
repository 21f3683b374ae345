import type { Clock } from '#base/clock.ts';
import { systemRandom } from '#base/random.ts';
import { unwrap } from '#base/result.ts';
import { makeBackup, type BackupReport } from '#server/backup/backup.ts';
import { restoreBackup, type RestoreAsked } from '#server/backup/restore.ts';
import type { ServerConfig } from '#server/config.ts';
import { openServer, type RelaisServer } from '#server/server.server.ts';

type Given = { config: ServerConfig; clock: Clock };

/** Backs a test server up, while it is open. */
export async function backUp({ config, clock }: Given, file: string): Promise<BackupReport> {
  const { operatorKey, dataDir } = config;
  const keysFile = `${file}.keys`;
  return unwrap(await makeBackup({ operatorKey, clock, random: systemRandom }, { dataDir, file, keysFile }));
}

/** Asks for a restore over the folder of a server that was closed. */
export const restore = (
  { config, clock }: Given,
  file: string,
  changes: Partial<RestoreAsked> = {},
): ReturnType<typeof restoreBackup> =>
  restoreBackup(
    { clock, random: systemRandom },
    { config, file, keysFile: `${file}.keys`, keysNamed: false, replace: true, ...changes },
  );

export const reopen = async ({ config, clock }: Given): Promise<RelaisServer> =>
  unwrap(await openServer(config, { clock, random: systemRandom }));
