import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';

/** How the process of a test ends, over a folder that outlives it. */
export type ChildLife = {
  /** SIGKILL: nothing is flushed, nothing is said. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code, and how long it took, ms. */
  stop(): Promise<{ code: number | null; ms: number }>;
  /** Stops what runs and removes the folder. */
  remove(): Promise<void>;
};

/** `follow` is told of each process that was started; the last one is ended. */
export function childLife(folder: string): ChildLife & { follow: (started: ChildProcess) => void } {
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
    follow(started) {
      child = started;
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
