import { setImmediate } from 'node:timers/promises';

/** How a database runs one transaction, and one part of it that may fail alone. */
export type Transacting<Tx> = {
  /** Commits when `work` is done, rolls back when it throws. */
  transaction(work: (tx: Tx) => Promise<void>): Promise<void>;
  /** Undoes only itself when `work` throws. */
  savepoint<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T>;
};

type Job<Tx> = {
  size: number;
  run(tx: Tx, whole: boolean): Promise<void>;
  settle(): void;
  reject(reason: unknown): void;
};

/** Works that share one commit at the most, and the sum of their sizes: those behind them should not wait for ever. */
const MOST_TOGETHER = 32;
const LARGEST_TOGETHER = 256;

/**
 * One writer at a time per database: SQLite has a single write lock, and libSQL's own waiting blocks the event loop.
 * Works run in the order in which they were asked for. What was asked for while a commit was under way shares the next
 * one, each behind a savepoint of its own: a failing work fails alone, and nobody is answered before the commit.
 */
export class WriterQueue<Tx> {
  readonly #database: Transacting<Tx>;
  readonly #waiting: Job<Tx>[] = [];
  #draining: Promise<void> | undefined;

  constructor(database: Transacting<Tx>) {
    this.#database = database;
  }

  /** @param size how many ordinary works it comes to */
  run<T>(work: (tx: Tx) => Promise<T>, size = 1): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ size, ...this.#jobOf(work, resolve, reject) });
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when all that was asked for so far is done. */
  async idle(): Promise<void> {
    await this.#draining;
  }

  #jobOf<T>(
    work: (tx: Tx) => Promise<T>,
    resolve: (value: T) => void,
    reject: (reason: unknown) => void,
  ): Omit<Job<Tx>, 'size'> {
    let settle = (): void => undefined;
    return {
      run: async (tx, whole) => {
        const value = whole ? await work(tx) : await this.#database.savepoint(tx, work);
        settle = () => resolve(value);
      },
      settle: () => settle(),
      reject,
    };
  }

  async #drain(): Promise<void> {
    for (;;) {
      // a transaction lets nothing else run: what other requests are about to ask for goes with it
      await setImmediate();
      if (this.#waiting.length === 0) break;
      await this.#commit(this.#waiting.splice(0, this.#together()));
    }
    this.#draining = undefined;
  }

  /** How many of those that wait share the next commit. */
  #together(): number {
    let sum = 0;
    const room = this.#waiting.findIndex(({ size }, index) => {
      sum += size;
      return index === MOST_TOGETHER || (index > 0 && sum > LARGEST_TOGETHER);
    });
    return room === -1 ? this.#waiting.length : room;
  }

  async #commit(jobs: readonly Job<Tx>[]): Promise<void> {
    const [only] = jobs;
    const done: Job<Tx>[] = [];
    const failed: (() => void)[] = [];
    try {
      await this.#database.transaction(async (tx) => {
        // alone, a work is the transaction; its failure rolls all of it back
        if (only && jobs.length === 1) {
          await only.run(tx, true);
          done.push(only);
          return;
        }
        for (const job of jobs) {
          try {
            await job.run(tx, false);
            done.push(job);
          } catch (reason) {
            failed.push(() => job.reject(reason));
          }
        }
      });
      for (const job of done) job.settle();
      for (const tell of failed) tell();
    } catch (reason) {
      for (const job of jobs) job.reject(reason);
    }
  }
}
