type Due = { at: number; order: number; run: () => void; off: boolean };

/**
 * Simulated time. One thing happens at a time: the next event runs, then everything real that it set off (promises, the
 * few files) comes to its end, and only then the next event is looked at. So the machine's own timing has no say.
 */
export class Schedule {
  #now = 0;
  #order = 0;
  #steps = 0;
  #real = 0;
  readonly #heap: Due[] = [];

  /** Milliseconds since the world began. */
  get now(): number {
    return this.#now;
  }

  /** Whether something real is under way: whoever would wait for an event then would wait for ever. */
  get busy(): boolean {
    return this.#real > 0;
  }

  /** Events so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Calls once, after a while of simulated time; returns the way to call it off. */
  after(delayMs: number, run: () => void): () => void {
    const due = { at: this.#now + Math.max(0, Math.round(delayMs)), order: this.#order++, run, off: false };
    push(this.#heap, due);
    return () => {
      due.off = true;
    };
  }

  /** A piece of real work that takes real time: no event happens before it ends. */
  async real<T>(work: () => Promise<T>): Promise<T> {
    this.#real++;
    try {
      return await work();
    } finally {
      this.#real--;
    }
  }

  /** Lets the next event happen; false when there is none. */
  async step(): Promise<boolean> {
    const due = this.#next();
    if (!due) return false;
    this.#now = due.at;
    this.#steps++;
    due.run();
    await this.settled();
    return true;
  }

  async settled(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.#real > 0 || isWorking());
  }

  #next(): Due | undefined {
    let due = pop(this.#heap);
    while (due?.off) due = pop(this.#heap);
    return due;
  }
}

const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

function push(heap: Due[], due: Due): void {
  let at = heap.push(due) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!swapIf(heap, at, parent)) return;
    at = parent;
  }
}

function pop(heap: Due[]): Due | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  heap[0] = last;
  for (let at = 0; ;) {
    const left = 2 * at + 1;
    const right = left + 1;
    const least = isBefore(heap, right, left) ? right : left;
    if (!swapIf(heap, least, at)) return first;
    at = least;
  }
}

function isBefore(heap: readonly Due[], at: number, than: number): boolean {
  const [one, other] = [heap[at], heap[than]];
  return one !== undefined && other !== undefined && before(one, other);
}

/** Puts the earlier of the two at `above`; false where it stood there already. */
function swapIf(heap: Due[], below: number, above: number): boolean {
  const [low, high] = [heap[below], heap[above]];
  if (low === undefined || high === undefined || !before(low, high)) return false;
  heap[below] = high;
  heap[above] = low;
  return true;
}

/** Somebody lets others have their turn of the event loop before going on. */
const isWorking = (): boolean => process.getActiveResourcesInfo().includes('Immediate');
