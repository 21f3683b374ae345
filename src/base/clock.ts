/** Time comes in through this port, so that tests can move it and nobody reads a global clock. */
export interface Clock {
  /** Milliseconds since 1970 by this machine's clock: metadata, never an order of events. */
  now(): number;
  /** Milliseconds since an arbitrary start: only differences mean something; never goes back. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
