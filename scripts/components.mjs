// What the tests need from the system besides npm. As root on Debian it is installed; elsewhere it is named in one line.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = dirname(import.meta.dirname);
const BINDING = join(ROOT, 'node_modules/smartcard');
const PCSC_HEADERS = '/usr/include/PCSC/winscard.h';

const COMPONENTS = [
  { name: 'Chromium', path: '/usr/bin/chromium', packages: ['chromium'] },
  { name: 'The PC/SC service', path: '/usr/sbin/pcscd', packages: ['pcscd'] },
  {
    name: 'The virtual card reader',
    path: '/usr/lib/pcsc/drivers/serial/libifdvpcd.so',
    packages: ['vsmartcard-vpcd'],
  },
  { name: 'OpenSC', path: '/usr/bin/pkcs11-tool', packages: ['opensc', 'opensc-pkcs11'] },
  { name: 'OpenSSL', path: '/usr/bin/openssl', packages: ['openssl'] },
  { name: 'A C compiler', path: '/usr/bin/gcc', packages: ['gcc', 'libc6-dev'] },
  { name: 'libcacard', path: '/usr/include/cacard/libcacard.h', packages: ['libcacard-dev'] },
  { name: 'pkg-config', path: '/usr/bin/pkg-config', packages: ['pkg-config'] },
  { name: 'The tools of NSS', path: '/usr/bin/certutil', packages: ['libnss3-tools'] },
  { name: 'The headers of PC/SC', path: PCSC_HEADERS, packages: ['libpcsclite-dev'] },
  {
    // npm leaves this optional dependency out where it could not be compiled: it is tried again once all else is there
    name: 'The npm package smartcard',
    path: join(BINDING, 'build/Release/smartcard_napi.node'),
    packages: ['g++', 'make', 'python3'],
    make: buildBinding,
  },
];

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
  for (const { make } of missing()) make?.();
  return missing();
}

function install(packages) {
  process.stdout.write(`Installing from Debian: ${packages.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}

/** Compiled in place where only its binary is missing; installed anew, from the lock, where npm removed all of it. */
function buildBinding() {
  if (!existsSync(PCSC_HEADERS)) return;
  process.stdout.write('Compiling the npm package smartcard\n');
  if (existsSync(join(BINDING, 'package.json'))) npm('rebuild', 'smartcard');
  else npm('install', '--no-save', '--prefer-offline');
}

function npm(...args) {
  // the npm that runs us, where one does
  const [command, ...first] = process.env.npm_execpath
    ? [process.execPath, process.env.npm_execpath]
    : ['npm'];
  const env = { ...process.env, ...headersOfNode() };
  spawnSync(command, [...first, ...args], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], env });
}

/** The headers that came with this Node, where they did: without them node-gyp fetches them from the network. */
function headersOfNode() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node_api.h')) ? { npm_config_nodedir: prefix } : {};
}
