import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export type RanCommand = { code: number | null; out: string; said: string };

/** `relais` as a process of its own, from its sources. */
export function launchRelais(env: Record<string, string>, args: readonly string[]) {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let said = '';
  child.stdout?.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  const ended = once(child, 'close').then((): RanCommand => ({ code: child.exitCode, out, said }));
  return { child, ended };
}

export const relais = (env: Record<string, string>, args: readonly string[]): Promise<RanCommand> =>
  launchRelais(env, args).ended;
