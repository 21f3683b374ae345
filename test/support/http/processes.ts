import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
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
  /** Starts the process and waits until it answers. */
  start(): Promise<void>;
};

export async function demoProcess(): Promise<DemoProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-demo-'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const { follow, ...life } = childLife(folder);

  return {
    origin,
    folder,
    async start() {
      const env = { ...process.env, PORT: String(port), RELAIS_DATA: folder };
      const started = spawn(process.execPath, ['build-demo/demo.js'], {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      follow(started);
      let said = '';
      started.stderr.on('data', (text: Buffer) => (said += text.toString()));
      started.stdout.resume();
      await answering(
        origin,
        () => started.exitCode !== null,
        () => said,
      );
    },
    ...life,
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
