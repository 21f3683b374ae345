/** Never runs twice at once: calls that come while it runs share one more run, which begins after it. */
export function oneAfterAnother(): (run: () => Promise<void>) => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const begin = (run: () => Promise<void>): Promise<void> => {
    const current = run().finally(() => {
      if (running === current) running = undefined;
    });
    running = current;
    return current;
  };

  return (run) => {
    if (next) return next;
    if (!running) return begin(run);
    next = running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return begin(run);
      });
    return next;
  };
}
