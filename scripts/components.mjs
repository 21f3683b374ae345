// What the tests need from the system besides npm. As root on Debian it is installed; elsewhere it is named in one line.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const COMPONENTS = [{ name: 'Chromium', path: '/usr/bin/chromium', packages: ['chromium'] }];

const missing = () => COMPONENTS.filter(({ path }) => !existsSync(path));

function isDebian() {
  return (
    existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

/** Installs what is missing where that can be done; answers with what is still missing. */
export function ensureComponents() {
  const wanted = missing();
  if (wanted.length === 0) return [];
  if (process.getuid?.() === 0 && isDebian()) install(wanted.flatMap(({ packages }) => packages));
  return missing();
}

function install(packages) {
  process.stdout.write(`Installing from Debian: ${packages.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}
