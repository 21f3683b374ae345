/** Time to wait comes in through this port, so that tests move it. */
export interface Timer {
  /** Calls once after a while; returns the way to call it off. */
  after(delayMs: number, run: () => void): () => void;
}
