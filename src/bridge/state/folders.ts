import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where this user's programs keep what they remember: XDG Base Directory (Linux), Library/Application Support (macOS),
 * the roaming application data (Windows).
 */
export function defaultStateFolder(env: Environment, platform: NodeJS.Platform, program: string): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), program);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', program);
  return join(absolute(env.XDG_STATE_HOME) ?? join(homedir(), '.local', 'state'), program);
}

/** Where the configuration is looked for when none is named. */
export function defaultConfigFile(env: Environment, platform: NodeJS.Platform, program: string): string {
  if (platform === 'win32' || platform === 'darwin')
    return join(defaultStateFolder(env, platform, program), 'config.json');
  return join(absolute(env.XDG_CONFIG_HOME) ?? join(homedir(), '.config'), program, 'config.json');
}

/** The standard tells to pass over a path that is not absolute. */
const absolute = (path: string | undefined): string | undefined => (path?.startsWith('/') ? path : undefined);
