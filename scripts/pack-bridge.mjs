// `npm run bridge:pack`: the bridge alone as a tarball for `npm install`, for computers that have nothing else of Relais.
// build/relais-bridge-<version>.tgz holds one bundled program; `usb` comes with it, `smartcard` (PC/SC) where it compiles.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleBridge } from './bundle-bridge.mjs';

const OUT = resolve('build');
const relais = JSON.parse(readFileSync('package.json', 'utf8'));

const folder = mkdtempSync(join(tmpdir(), 'relais-bridge-pack-'));
try {
  await bundleBridge('production', folder);
  copyFileSync('LICENSE', join(folder, 'LICENSE'));
  copyFileSync('docs/bridge.md', join(folder, 'README.md'));
  copyFileSync('scripts/relais-bridge.service', join(folder, 'relais-bridge.service'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), undefined, 2)}\n`);
  mkdirSync(OUT, { recursive: true });
  const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', OUT], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (packed.status !== 0) process.exit(packed.status ?? 1);
  process.stdout.write(`build/${packed.stdout.trim()}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function manifest() {
  return {
    name: 'relais-bridge',
    version: relais.version,
    description: 'Lends the card reader of a computer to the tablets of Relais',
    license: relais.license,
    type: 'module',
    engines: relais.engines,
    bin: { 'relais-bridge': 'relais-bridge.js' },
    files: [
      'relais-bridge.js',
      'relais-bridge.js.LEGAL.txt',
      'relais-bridge.service',
      'README.md',
      'LICENSE',
    ],
    dependencies: { usb: relais.dependencies.usb },
    optionalDependencies: { smartcard: relais.optionalDependencies.smartcard },
  };
}
