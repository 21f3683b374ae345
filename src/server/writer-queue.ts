/**
 * One writer at a time per database: SQLite has a single write lock, and libSQL's own waiting blocks the event loop.
 * Work runs in the order in which it was asked for; a failure reaches its caller and lets the next go on.
 */
export class WriterQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work, work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when all that was asked for so far is done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
