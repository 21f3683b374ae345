import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sharedFolder } from '../shared.ts';
import { whyNoPcscd } from './components.ts';

/**
 * The Common Access Card of libcacard (SPICE project): a card of another country, in software that nobody here wrote,
 * with RSA keys in a database of NSS. It is no CPS; it shows that commands, GET RESPONSE and RSA pass unharmed.
 */
export interface CacCard {
  /** DER of the certificate whose key the first application of the card uses. */
  readonly certificate: Buffer;
  remove(): Promise<void>;
}

const SOURCE = sharedFolder('cards', 'rig', 'cac', 'cacard-vpcd.c');
const LIBCACARD = '/usr/include/cacard/libcacard.h';
const CERTUTIL = '/usr/bin/certutil';
const PKG_CONFIG = '/usr/bin/pkg-config';

export function whyNoCacCard(): string | undefined {
  if (SOURCE === undefined) return 'the program that puts libcacard behind vpcd is not here';
  const absent = [LIBCACARD, CERTUTIL, PKG_CONFIG].find((path) => !existsSync(path));
  return absent === undefined ? whyNoPcscd() : `${absent} is missing`;
}

const run = promisify(execFile);

/** Compiles the card, makes its keys, and puts it into the virtual reader at this port. It ends with the test. */
export async function insertCacCard(port: number): Promise<CacCard> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-cac-'));
  const program = compile(folder);
  const database = await makeKeys(folder);
  const argv = ['--pdeathsig', 'KILL', program, database, 'cert1,cert2,cert3', String(port)];
  const card = spawn('setpriv', argv, { stdio: 'ignore' });
  return {
    certificate: execFileSync(CERTUTIL, ['-L', '-d', database, '-n', 'cert1', '-r']),
    async remove() {
      const ended = card.exitCode === null && card.signalCode === null ? once(card, 'exit') : undefined;
      card.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function compile(folder: string): string {
  const program = join(folder, 'card');
  const flags = execFileSync(PKG_CONFIG, ['--cflags', '--libs', 'libcacard'], { encoding: 'utf8' });
  execFileSync('gcc', ['-O1', '-o', program, SOURCE ?? '', ...flags.trim().split(/\s+/)]);
  return program;
}

/** An authority and three certificates with their keys, RSA of 2048 bits. */
async function makeKeys(folder: string): Promise<string> {
  const database = `sql:${join(folder, 'keys')}`;
  const noise = join(folder, 'noise');
  mkdirSync(join(folder, 'keys'));
  writeFileSync(noise, randomBytes(64));
  const certutil = (...args: readonly string[]): Promise<unknown> => run(CERTUTIL, [...args, '-d', database]);
  const make = (name: string, serial: number, ...how: readonly string[]): Promise<unknown> =>
    certutil(
      ...['-S', '-n', name, '-s', `CN=${name}`, '-m', String(serial), ...how],
      ...['-z', noise, '-k', 'rsa', '-g', '2048'],
    );
  await certutil('-N', '--empty-password');
  await make('authority', 1, '-x', '-t', 'TC,TC,TC');
  for (const [i, name] of ['cert1', 'cert2', 'cert3'].entries())
    await make(name, 10 + i, '-c', 'authority', '-t', 'u,u,u');
  return database;
}
