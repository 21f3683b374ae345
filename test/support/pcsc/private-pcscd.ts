import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { VPCD_DRIVER } from './components.ts';

/**
 * A pcscd of the test's own, with two virtual readers. Its /run/pcscd is a folder of the test's, seen by this service
 * alone (a mount namespace); every client is told of it by PCSCLITE_CSOCK_NAME and else runs as usual, so that it
 * reaches servers of the test on the loopback address. Several can run side by side. It ends with the process that
 * started it.
 */
export interface PrivatePcscd {
  /** For programs that are to meet this service. `startPrivatePcscd` sets it for the test's own process. */
  readonly environment: { readonly PCSCLITE_CSOCK_NAME: string };
  /** Where cards connect: first and second reader. */
  readonly ports: readonly [number, number];
  /** Starts the service again after `kill`. */
  start(): Promise<void>;
  /** SIGKILL: clients and cards find their connections closed. */
  kill(): Promise<void>;
  /** Ends the service and removes its folder. */
  remove(): Promise<void>;
}

export const READER_NAMES = ['Virtual PCD 00 00', 'Virtual PCD 00 01'] as const;

/** libpcsclite looks for its service once per process: one of these per test file. */
export async function startPrivatePcscd(): Promise<PrivatePcscd> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-pcscd-'));
  const run = join(folder, 'run');
  const socket = join(run, 'pcscd.comm');
  const ports = await twoFreePorts();
  const preloaded = writeFiles(folder, ports[0]);
  process.env['PCSCLITE_CSOCK_NAME'] = socket;
  let service: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    service = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', SCRIPT], {
      env: { ...process.env, RUN: run, CONFIGURATION: join(folder, 'readers'), PRELOADED: preloaded },
      stdio: 'ignore',
    });
    for (let tries = 0; tries < 200 && !existsSync(socket); tries++) await pause(25);
  };
  const kill = async (): Promise<void> => {
    const ended = service && service.exitCode === null ? once(service, 'exit') : undefined;
    service?.kill('SIGKILL');
    await ended;
    service = undefined;
    rmSync(run, { recursive: true, force: true });
    mkdirSync(run);
  };

  await start();
  return {
    environment: { PCSCLITE_CSOCK_NAME: socket },
    ports,
    start,
    kill,
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `setpriv` lets the kernel end the service with the test, however that ends. */
const SCRIPT = `mkdir -p /run/pcscd && mount --bind "$RUN" /run/pcscd &&
exec env LD_PRELOAD="$PRELOADED" setpriv --pdeathsig KILL pcscd --foreground --critical --config "$CONFIGURATION"`;

/** Compiles what is preloaded, and answers with its path. */
function writeFiles(folder: string, port: number): string {
  for (const name of ['run', 'readers']) mkdirSync(join(folder, name));
  const reader = `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:${port}\nLIBPATH ${VPCD_DRIVER}\nCHANNELID ${port}\n`;
  writeFileSync(join(folder, 'readers', 'vpcd'), reader);
  const library = join(folder, 'vpcd-sockets.so');
  const source = join(import.meta.dirname, 'vpcd-sockets.c');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']);
  return library;
}

/** vpcd's second slot listens beside the first. Below the range from which systems give out ports of their own. */
async function twoFreePorts(): Promise<[number, number]> {
  for (;;) {
    const first = randomInt(20_000, 32_000);
    if ((await isFree(first)) && (await isFree(first + 1))) return [first, first + 1];
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
