import { err, ok, type Result } from '#base/result.ts';
import type { RelaisServer } from '#server/server.server.ts';
import type { ServerConfig } from '#server/config.ts';
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
  const config = readConfig(env, 'production');
  if (!config.ok) {
    const problems = config.error.map(({ variable, problem, hint }) => `${variable}: ${problem} (${hint})`);
    return err({ type: 'Configuration', problems });
  }
  return ok(await openAsWhatItIs(config.value));
};

async function openAsWhatItIs(config: ServerConfig): Promise<RelaisServer> {
  const { openServer } = await import('#server/server.server.ts');
  const opened = await openServer(config);
  if (opened.ok) return opened.value;
  const again = await openServer({ ...config, kind: opened.error.found });
  if (again.ok) return again.value;
  throw new Error('the instance changed its kind while it was opened');
}
