// `npm test`: everything, unit to browser. Builds what the browser tests run, then runs what needs processes and browsers,
// and beside it, with what is left of the processor, what needs none; and says in one line how it went. A test that cannot
// run for want of a component counts as skipped; with CI set that is a failure.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ensureComponents } from './components.mjs';
import { furnishDemo } from './furnished-demo.mjs';

const lacking = ensureComponents();
for (const { name, packages } of lacking)
  process.stdout.write(
    `${name} is missing: the tests that need it are skipped (Debian: apt-get install ${packages.join(' ')})\n`,
  );
if (lacking.length > 0 && process.env.CI) process.exit(1);

run(['scripts/build.mjs', 'production']);
run(['scripts/demo.mjs', '--build-only']);

const folder = mkdtempSync(join(tmpdir(), 'relais-test-'));
const furnished = join(folder, 'furnished');
mkdirSync(furnished);
await furnishDemo(furnished);
const env = {
  ...process.env,
  RELAIS_WITHOUT: lacking.map(({ name }) => name).join(','),
  RELAIS_FURNISHED: furnished,
};
const pure = vitest(['unit', 'simulation'], ['ignore', 'pipe', 'pipe']);
setPriority(pure.child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
const said = Promise.all([text(pure.child.stdout), text(pure.child.stderr)]);
const outside = vitest(['integration', 'e2e'], 'inherit');
const passed = await Promise.all([outside.passed, pure.passed]);
for (const part of await said) process.stdout.write(part);

const reports = [outside, pure].map(({ report }) => JSON.parse(readFileSync(report, 'utf8')));
rmSync(folder, { recursive: true, force: true });
const count = (...names) =>
  reports.flatMap((report) => names.map((name) => report[name])).reduce((a, b) => a + b);
process.stdout.write(
  `\n${count('numPassedTests')} passed, ${count('numFailedTests')} failed, ${count('numPendingTests', 'numTodoTests')} skipped\n`,
);
process.exit(passed.every(Boolean) ? 0 : 1);

/** One run of some projects of vitest.config.ts. */
function vitest(projects, stdio) {
  const report = join(folder, `${projects[0]}.json`);
  const child = spawn(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { stdio, env },
  );
  return { child, report, passed: once(child, 'exit').then(([status]) => status === 0) };
}

function run(args) {
  const done = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
