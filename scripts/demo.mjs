// `npm run demo`: builds the demonstration when its sources changed, then becomes it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = 'build-demo/.sources';

function fingerprint() {
  const hash = createHash('sha256');
  for (const path of ['src', 'static', 'drizzle', 'package.json', 'svelte.config.js', 'vite.config.ts'])
    add(path);
  return hash.digest('hex');

  function add(path) {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(path).update(readFileSync(path));
  }
}

const sources = fingerprint();
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== sources) {
  process.stdout.write('Building the demonstration (about half a minute the first time)…\n');
  const built = spawnSync(process.execPath, ['scripts/build.mjs', 'demo'], { stdio: 'inherit' });
  if (built.status !== 0) process.exit(built.status ?? 1);
  writeFileSync(STAMP, sources);
}
if (!process.argv.includes('--build-only')) {
  const demo = spawn(process.execPath, ['build-demo/demo.js', ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // the terminal sends Ctrl-C to both; a signal sent to this process alone is handed on
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => demo.kill('SIGTERM'));
  demo.on('exit', (code) => process.exit(code ?? 0));
}
