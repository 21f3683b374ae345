// `npm test`: everything, unit to browser. Builds what the browser tests run, then runs vitest once and says in one line
// how it went. A test that cannot run for want of a component counts as skipped; with CI set that is a failure.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureComponents } from './components.mjs';

const lacking = ensureComponents();
for (const { name, packages } of lacking)
  process.stdout.write(
    `${name} is missing: the tests that need it are skipped (Debian: apt-get install ${packages.join(' ')})\n`,
  );
if (lacking.length > 0 && process.env.CI) process.exit(1);

run(['scripts/build.mjs', 'production']);
run(['scripts/demo.mjs', '--build-only']);

const folder = mkdtempSync(join(tmpdir(), 'relais-test-'));
const report = join(folder, 'report.json');
const vitest = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
  { stdio: 'inherit', env: { ...process.env, RELAIS_WITHOUT: lacking.map(({ name }) => name).join(',') } },
);
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
  readFileSync(report, 'utf8'),
);
rmSync(folder, { recursive: true, force: true });
process.stdout.write(
  `\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests + numTodoTests} skipped\n`,
);
process.exit(vitest.status ?? 1);

function run(args) {
  const done = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
