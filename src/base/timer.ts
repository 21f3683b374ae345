/** Waiting comes in through this port, so that tests can let time pass at once. */
export interface Timer {
  /** Calls once after a while; returns the way to call it off. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemTimer: Timer = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export const pause = (timer: Timer, delayMs: number): Promise<void> =>
  new Promise((resolve) => timer.after(delayMs, resolve));
