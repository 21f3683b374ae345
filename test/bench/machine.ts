import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** The machine that figures were taken on. */
export type Machine = {
  readonly cores: number;
  readonly model: string;
  /** Bytes. */
  readonly memory: number;
  readonly node: string;
  /** Undefined where there is no Chromium. */
  readonly chromium: string | undefined;
  /** Processes that wanted a core, mean over the last minute before the bench. */
  readonly load: number;
};

export const CHROMIUM = '/usr/bin/chromium';

export function readMachine(): Machine {
  const cores = cpus();
  return {
    cores: cores.length,
    model: cores[0]?.model.trim() ?? 'unknown model',
    memory: totalmem(),
    node: process.version,
    chromium: chromiumVersion(),
    load: loadavg()[0] ?? 0,
  };
}

function chromiumVersion(): string | undefined {
  try {
    const said = execFileSync(CHROMIUM, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /\d+(\.\d+)+/.exec(said)?.[0];
  } catch {
    return undefined;
  }
}

/** One line, for above the table. A load near the number of cores or over it makes figures worse than they are. */
export function machineLine({ cores, model, memory, node, chromium, load }: Machine): string {
  const parts = [
    `${cores} cores ${model}`,
    `${(memory / 2 ** 30).toFixed(1)} GiB memory`,
    `Node ${node}`,
    chromium === undefined ? 'no Chromium' : `Chromium ${chromium}`,
    `load ${load.toFixed(1)} before`,
  ];
  return parts.join(', ');
}
