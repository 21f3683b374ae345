import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a build is made of. */
const SOURCES = [
  'src',
  'static',
  'drizzle',
  'scripts/build.mjs',
  'package.json',
  'svelte.config.js',
  'vite.config.ts',
];

/** Builds the demonstration where its sources changed; what the build says goes to the standard error. */
export const ensureDemo = (): void => run(['scripts/demo.mjs', '--build-only']);

/** Builds production where a source is newer than the build. */
export function ensureProduction(): void {
  const program = 'build/main.js';
  const built = existsSync(program) && statSync(program).mtimeMs > Math.max(...SOURCES.map(newest));
  if (!built) run(['scripts/build.mjs', 'production']);
}

/** Last change in a file, or in a folder and all below; ms. */
function newest(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  return Math.max(own.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(args: readonly string[]): void {
  const done = spawnSync(process.execPath, args, { stdio: ['ignore', process.stderr, process.stderr] });
  if (done.status !== 0) throw new Error(`${args.join(' ')} failed`);
}
