import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Removes a data folder and all that lies beside it under its name: backups, former folders, what a restore gathered. */
export function removeBeside(dataDir: string): void {
  for (const name of readdirSync(dirname(dataDir)))
    if (name.startsWith(basename(dataDir)))
      rmSync(join(dirname(dataDir), name), { recursive: true, force: true });
}
