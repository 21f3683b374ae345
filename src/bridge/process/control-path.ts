import { createHash } from 'node:crypto';
import { join } from 'node:path';

/**
 * Where a running bridge listens for its own commands: a socket in its folder (mode 0600 in a folder 0700), on Windows a
 * named pipe, named after the folder. No port of the network is opened.
 */
export function controlPath(stateFolder: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return join(stateFolder, 'control.sock');
  const name = createHash('sha256').update(stateFolder).digest('hex').slice(0, 32);
  return `\\\\.\\pipe\\relais-bridge-${name}`;
}

/** sockaddr_un holds 104 bytes on macOS, 108 on Linux, the final zero included. */
export const isControlPathUsable = (path: string, platform: NodeJS.Platform): boolean =>
  platform === 'win32' || Buffer.byteLength(path) < (platform === 'darwin' ? 104 : 108);
