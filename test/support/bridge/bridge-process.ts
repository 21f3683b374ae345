import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childLife, type ChildLife } from '#test/support/http/child-life.ts';
import { unwrap, type Result } from '#base/result.ts';
import { callControl } from '#bridge/process/control.ts';
import { controlPath } from '#bridge/process/control-path.ts';
import { readControlToken } from '#bridge/state/control-token.ts';
import * as z from 'zod/mini';

const connection = z.object({ server: z.string() });
const offer = z.object({ link: z.string() });

/** The built bridge of the demonstration as a process of its own, over a folder that outlives it. */
export interface BridgeProcess extends ChildLife {
  readonly folder: string;
  /** Starts it unattended and waits until it takes commands. */
  start(): Promise<void>;
  /** Waits until it is connected to the server; the link of a new offer. */
  link(): Promise<string>;
  /** A command to the running bridge, through its socket. */
  command(name: string, ...args: string[]): Promise<Result<unknown, { readonly type: string }>>;
  /** All that it wrote to its log so far. */
  log(): string;
}

/** A command line of the built bridge, run to its end. */
export async function runBridgeCommand(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; out: string; said: string }> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, LANG: 'C', ...env } });
  let out = '';
  let said = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  await once(child, 'close');
  return { code: child.exitCode, out, said };
}

export function bridgeProcess(origin: string, program = 'build-demo/relais-bridge.js'): BridgeProcess {
  const folder = mkdtempSync(join(tmpdir(), 'relais-bridge-'));
  const { follow, ...life } = childLife(folder);
  let said = '';

  const bridge: BridgeProcess = {
    folder,
    async start() {
      const args = [program, '--service', '--origin', origin, '--state', folder, '--name', 'Essai'];
      const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      follow(started);
      started.stdout.resume();
      started.stderr.on('data', (text: Buffer) => (said += text.toString()));
      for (let tries = 0; tries < 300; tries++) {
        if (started.exitCode !== null) throw new Error(`the bridge ended at start: ${said}`);
        if ((await bridge.command('status')).ok) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`the bridge does not answer: ${said}`);
    },
    ...life,
    async link() {
      for (;;) {
        const { server } = connection.parse(unwrap(await bridge.command('status')));
        if (server === 'listening') return offer.parse(unwrap(await bridge.command('pair'))).link;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async command(name, ...args) {
      const token = await readControlToken(folder);
      const path = controlPath(folder, process.platform);
      return callControl({ path, token: (token.ok && token.value) || '' }, name, args);
    },
    log: () => said,
  };
  return bridge;
}
