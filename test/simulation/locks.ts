import type { Lock, TabChannel, TabMessage } from '#sync/ports.ts';
import type { Schedule } from './schedule.ts';

type Waiting = { owner: object; begin: () => void };

/** What Web Locks are to the tabs of one device: a tab that is gone holds and wants nothing. */
export class Locks {
  readonly #queues = new Map<string, Waiting[]>();

  of(owner: object): Lock {
    return { exclusive: (name, run, signal) => this.#exclusive(owner, name, run, signal) };
  }

  release(owner: object): void {
    for (const [name, queue] of this.#queues) {
      const held = queue[0]?.owner === owner;
      this.#queues.set(
        name,
        queue.filter((waiting) => waiting.owner !== owner),
      );
      if (held) this.#queues.get(name)?.[0]?.begin();
    }
  }

  #exclusive<T>(owner: object, name: string, run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, queue);
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => this.#leave(name, waiting);
      const giveUp = (): void => {
        reject(new DOMException('given up', 'AbortError'));
        leave();
      };
      const waiting: Waiting = {
        owner,
        begin: () => {
          signal?.removeEventListener('abort', giveUp);
          Promise.resolve().then(run).then(resolve, reject).finally(leave);
        },
      };
      if (signal?.aborted) return reject(new DOMException('given up', 'AbortError'));
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#queues.get(name)?.push(waiting);
      if (this.#queues.get(name)?.[0] === waiting) waiting.begin();
    });
  }

  #leave(name: string, waiting: Waiting): void {
    const queue = this.#queues.get(name) ?? [];
    const at = queue.indexOf(waiting);
    if (at < 0) return;
    queue.splice(at, 1);
    if (at === 0) queue[0]?.begin();
  }
}

/** What a BroadcastChannel is to the tabs of one device: all hear it, a little later, but the one that speaks. */
export class Channel {
  readonly #schedule: Schedule;
  readonly #listeners = new Map<object, Set<(message: TabMessage) => void>>();

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  of(owner: object): TabChannel {
    const own = new Set<(message: TabMessage) => void>();
    this.#listeners.set(owner, own);
    return {
      post: (message) => {
        if (this.#listeners.size > 1 && this.#listeners.has(owner))
          this.#schedule.after(1, () => this.#deliver(owner, message));
      },
      onMessage(listener) {
        own.add(listener);
        return () => own.delete(listener);
      },
    };
  }

  release(owner: object): void {
    this.#listeners.delete(owner);
  }

  #deliver(from: object, message: TabMessage): void {
    for (const [owner, listeners] of this.#listeners)
      if (owner !== from) for (const listener of [...listeners]) listener(message);
  }
}
