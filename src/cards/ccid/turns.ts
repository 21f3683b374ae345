/** Lets at most `places` tasks run at once, the others in the order in which they came. */
export interface Turns {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** True while something runs or waits. */
  busy(): boolean;
}

export function createTurns(places: number): Turns {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function run<T>(task: () => Promise<T>): Promise<T> {
    if (running >= places) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next)
        next(); // the place is handed on
      else running--;
    }
  }
  return { run, busy: () => running > 0 };
}
