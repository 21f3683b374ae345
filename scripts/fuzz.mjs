// `npm run fuzz`: the property tests of cards, readers, channel and documents with 100,000 generated cases a level, fresh ones each
// time; a failure prints the seed that repeats it. `npm run fuzz -- 20000 test/property/wire` for fewer, or for one part.
import { spawnSync } from 'node:child_process';

const [count = '100000', ...paths] = process.argv.slice(2);
if (!/^[1-9][0-9]*$/.test(count)) {
  process.stderr.write('usage: npm run fuzz -- [cases] [paths]\n');
  process.exit(2);
}
const { CI: _, ...env } = process.env;
const chosen =
  paths.length > 0 ? paths : ['test/property/cards', 'test/property/wire', 'test/property/documents'];
const run = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--testTimeout=3600000', ...chosen],
  { stdio: 'inherit', env: { ...env, RELAIS_FUZZ_CASES: count } },
);
process.exit(run.status ?? 1);
