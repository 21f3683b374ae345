/**
 * One dialogue with the cards at a time. Each app has one request under way at most, so that order of arrival is fair:
 * whoever was served goes behind those who wait.
 */
export interface Turns {
  /** Someone is being served, or waits. */
  busy(): boolean;
  /** Resolves when it is this one's turn; the answer ends the turn. Undefined where `signal` ended the wait. */
  take(signal: AbortSignal): Promise<(() => void) | undefined>;
}

export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  let taken = false;
  const next = (): void => {
    const first = waiting.shift();
    if (first) first();
    else taken = false;
  };
  const onceOnly = (run: () => void): (() => void) => {
    let done = false;
    return () => {
      if (!done) run();
      done = true;
    };
  };

  return {
    busy: () => taken,
    async take(signal) {
      if (signal.aborted) return undefined;
      if (!taken) {
        taken = true;
        return onceOnly(next);
      }
      return new Promise((resolve) => {
        const served = (): void => {
          signal.removeEventListener('abort', leave);
          resolve(onceOnly(next));
        };
        const leave = (): void => {
          waiting.splice(waiting.indexOf(served), 1);
          resolve(undefined);
        };
        waiting.push(served);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
  };
}
