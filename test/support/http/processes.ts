import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
export type DemoProcess = {
  readonly origin: string;
  readonly folder: string;
  /** Starts the process and waits until it answers. */
  start(): Promise<void>;
  /** SIGKILL: nothing is flushed, nothing is said. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code, and how long it took, ms. */
  stop(): Promise<{ code: number | null; ms: number }>;
  /** Stops what runs and removes the folder. */
  remove(): Promise<void>;
};

export async function demoProcess(): Promise<DemoProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-demo-'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  let child: ChildProcess | undefined;

  async function ended(signal: NodeJS.Signals): Promise<number | null> {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return running?.exitCode ?? null;
    const exit = once(running, 'exit');
    running.kill(signal);
    await exit;
    return running.exitCode;
  }

  return {
    origin,
    folder,
    async start() {
      const env = { ...process.env, PORT: String(port), RELAIS_DATA: folder };
      const started = spawn(process.execPath, ['build-demo/demo.js'], {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      let said = '';
      started.stderr.on('data', (text: Buffer) => (said += text.toString()));
      started.stdout.resume();
      await answering(
        origin,
        () => started.exitCode !== null,
        () => said,
      );
    },
    async kill() {
      await ended('SIGKILL');
    },
    async stop() {
      const from = performance.now();
      const code = await ended('SIGTERM');
      return { code, ms: performance.now() - from };
    },
    async remove() {
      await ended('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

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
