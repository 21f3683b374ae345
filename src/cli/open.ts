import { err, type Result } from '#base/result.ts';
import type { RelaisServer } from '#server/server.server.ts';
import type { ServerConfig } from '#server/config.ts';
import type { StartError } from '#server/start-failure.ts';
import type { Io } from './io.ts';

export type OpenError = { type: 'Configuration'; problems: readonly string[] };
export type OpenServer = (env: Io['env']) => Promise<Result<RelaisServer, OpenError>>;

/**
 * Opens the instance that the environment names, in this process, beside a server that may be running: RELAIS_DATA,
 * RELAIS_KEY_FILE, ORIGIN. A demonstration's data are opened as such; data that are new become a production instance.
 */
export const openFromEnvironment: OpenServer = async (env) => {
  // only commands on data pay for loading the server
  const { readConfig } = await import('#server/config.ts');
  const { startProblems } = await import('#server/start-failure.ts');
  const config = readConfig(env, 'production');
  if (!config.ok) return configuration(startProblems({ type: 'Config', problems: config.error }));
  const opened = await openAsWhatItIs(config.value);
  return opened.ok ? opened : configuration(startProblems(opened.error));
};

const configuration = (problems: readonly string[]) => err({ type: 'Configuration' as const, problems });

async function openAsWhatItIs(config: ServerConfig): Promise<Result<RelaisServer, StartError>> {
  const { openServer } = await import('#server/server.server.ts');
  const opened = await openServer(config);
  if (opened.ok || opened.error.type !== 'OtherKind') return opened;
  return openServer({ ...config, kind: opened.error.found });
}
