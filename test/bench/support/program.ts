import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A server as a process of its own. */
export type Program = {
  /** From the start of the process to its first answer; ms. */
  readonly startedIn: number;
  stop(): Promise<void>;
};

/** How often a new question is put while no answer came; ms. */
const ASK_EVERY = 10;
const GIVE_UP_AFTER = 60_000;

/** Starts `node …args` and waits for the first good answer of `url`. */
export async function startProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  url: string,
): Promise<Program> {
  const from = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  try {
    await firstAnswer(url, () => child.exitCode !== null);
  } catch (error) {
    await ended(child, 'SIGKILL');
    throw new Error(`${args.join(' ')} does not answer: ${said}`, { cause: error });
  }
  return { startedIn: performance.now() - from, stop: () => ended(child, 'SIGTERM') };
}

/** Asks again and again without waiting for the earlier questions: one that comes too early may never be answered. */
async function firstAnswer(url: string, gone: () => boolean): Promise<void> {
  const over = new AbortController();
  const from = performance.now();
  let answered = false;
  while (!answered) {
    if (gone()) throw new Error('it ended');
    if (performance.now() - from > GIVE_UP_AFTER) throw new Error('no answer in time');
    fetch(url, { signal: over.signal }).then(
      (answer) => (answered ||= answer.ok),
      () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
  }
  over.abort();
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
