import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childLife, type ChildLife } from './child-life.ts';

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The built demonstration as a process of its own, over a folder that outlives it. */
export type DemoProcess = ChildLife & {
  readonly origin: string;
  readonly folder: string;
  /** All that it wrote on standard error. */
  log(): string;
  /** Starts the process and waits until it answers. */
  start(): Promise<void>;
  /** Starts it and does not wait until it answers. */
  launch(): Promise<void>;
  /** Of the process that was started last. */
  pid(): number;
  /** The next start runs another build of the program, from the folder that holds its `demo.js`. */
  runNext(build: string): void;
};

/** A demonstration that was furnished once for all (scripts/test.mjs): each would take some seconds for it. */
const FURNISHED = process.env.RELAIS_FURNISHED;

/**
 * @param diskMegabytes its folder is a file system of its own of this size, in a mount namespace of the process (root
 *   alone may): what is written there is gone with the process, and is seen from outside under `/proc/PID/root`
 */
export async function demoProcess(diskMegabytes?: number): Promise<DemoProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-demo-'));
  if (FURNISHED && diskMegabytes === undefined) cpSync(FURNISHED, folder, { recursive: true });
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const { follow, ...life } = childLife(folder);

  let started: ChildProcess | undefined;
  let said = '';
  let build = 'build-demo';

  async function launch(): Promise<void> {
    const [command, ...args] = inItsPlace([process.execPath, `${build}/demo.js`], folder, diskMegabytes);
    const env = { ...process.env, PORT: String(port), RELAIS_DATA: folder };
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    started = child;
    follow(child);
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    child.stdout.resume();
    await once(child, 'spawn');
  }

  return {
    origin,
    folder,
    log: () => said,
    pid: () => started?.pid ?? 0,
    runNext: (next) => void (build = next),
    launch,
    async start() {
      await launch();
      await answering(
        origin,
        () => started?.exitCode !== null,
        () => said,
      );
    },
    ...life,
  };
}

type Program = readonly [string, ...string[]];

const inItsPlace = (program: Program, folder: string, megabytes: number | undefined): Program =>
  megabytes === undefined
    ? program
    : [
        'unshare',
        '-m',
        'sh',
        '-c',
        `mount -t tmpfs -o size=${megabytes}m tmpfs "$0" && exec "$@"`,
        folder,
        ...program,
      ];

async function answering(origin: string, gone: () => boolean, said: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (gone()) throw new Error(`the demonstration ended at start: ${said()}`);
    const alive = await fetch(`${origin}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (alive) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the demonstration does not answer');
}
