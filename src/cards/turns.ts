/** First come, first served: acts that need the same reader run one after the other. */
export interface Turns {
  /** Runs the act when its turn has come, and gives what it gives. */
  take<T>(act: () => Promise<T>): Promise<T>;
  /** Acts that wait behind another one. */
  waiting(): number;
}

/** `onChange`: called whenever an act begins or ends to wait. */
export function createTurns(onChange: () => void): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let ahead = 0;
  let waiting = 0;

  const setWaiting = (count: number): void => {
    waiting = count;
    onChange();
  };

  async function after<T>(previous: Promise<unknown>, act: () => Promise<T>): Promise<T> {
    const waits = ahead++ > 0;
    if (waits) setWaiting(waiting + 1);
    await previous;
    if (waits) setWaiting(waiting - 1);
    try {
      return await act();
    } finally {
      ahead--;
    }
  }

  return {
    take(act) {
      const taken = after(last, act);
      last = taken.catch(() => undefined); // a bug in one act is its caller's to see, not the next one's
      return taken;
    },
    waiting: () => waiting,
  };
}
