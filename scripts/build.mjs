// Builds one kind of Relais: `node scripts/build.mjs production|demo`. The app by Vite; the programs beside it (server,
// demonstration, command line, bridge) by esbuild, since Node 20 runs no TypeScript. `--bridge-only`: the bridge alone.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { bundleBridge } from './bundle-bridge.mjs';

const kind = process.argv[2];
if (kind !== 'production' && kind !== 'demo') {
  process.stderr.write('usage: node scripts/build.mjs production|demo\n');
  process.exit(2);
}
const out = kind === 'demo' ? 'build-demo' : 'build';
const programs =
  kind === 'demo'
    ? { demo: 'src/demo/server/main.ts' }
    : { main: 'src/server/process/main.ts', relais: 'src/cli/main.ts' };
/** A thread of the server: chosen where it lies beside the program (src/server/reading/choose-reader.ts). */
programs['reading-worker'] = 'src/server/reading/worker.ts';

if (process.argv.includes('--bridge-only')) {
  await bundleBridge(kind, out);
  process.exit(0);
}

const app = spawnSync('npx', ['vite', 'build', '--logLevel', 'warn'], {
  stdio: 'inherit',
  env: { ...process.env, RELAIS_KIND: kind },
});
if (app.status !== 0) process.exit(app.status ?? 1);
await build({
  entryPoints: programs,
  outdir: out,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  define: { __DEMO__: String(kind === 'demo') },
});
await bundleBridge(kind, out);
