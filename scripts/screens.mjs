// `npm run screens`: every screen of the app as a picture, at 360, 820 and 1440 px, light and dark, in French and English,
// and one page that shows them all, in an ignored folder. Builds the demonstration first; `--built`: takes the one that is there.
import { spawnSync } from 'node:child_process';

const FOLDER = 'test-results/screens';
const run = (args, env = {}) => {
  const done = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (done.status !== 0) process.exit(done.status ?? 1);
};

if (!process.argv.includes('--built')) run(['scripts/demo.mjs', '--build-only']);
run(
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'e2e',
    '--testTimeout',
    '600000',
    'test/e2e/screens.test.ts',
  ],
  { RELAIS_SCREENS: FOLDER },
);
process.stdout.write(`${FOLDER}/index.html\n`);
