import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Folder of the official examples and facts that lie beside the project (their licence is not stated, so they are
 * not part of it). Undefined where absent: tests that need them are skipped, visibly.
 */
export function sharedFolder(...path: string[]): string | undefined {
  const folder = join(resolve(import.meta.dirname, '../../..'), 'shared', ...path);
  return existsSync(folder) ? folder : undefined;
}
