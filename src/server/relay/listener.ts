import type { DeviceId } from '#base/brand.ts';
import type { RelayEvent } from '#wire/relay.ts';

/** By a newer stream of the same key; or cut: its reader went, or reads too slowly. */
export type StreamEnd = 'replaced' | 'cut';

/** Waiting for a stream that reads slowly; past either bound it is ended. */
const MOST_EVENTS = 64;
const MOST_CHARACTERS = 512 * 1024;

/** One open stream of a key: what waits to go out, and with whom it is paired as far as it was told. */
export class Listener {
  readonly key: DeviceId;
  /** Paired keys; changes with pairing and ending while the stream is open. */
  readonly peers: Set<DeviceId>;
  readonly #queue: RelayEvent[] = [];
  #characters = 0;
  #over: false | StreamEnd = false;
  #wake = (): void => undefined;

  constructor(key: DeviceId, peers: Iterable<DeviceId>) {
    this.key = key;
    this.peers = new Set(peers);
  }

  /** How it ended; false while it has not. */
  get over(): false | StreamEnd {
    return this.#over;
  }

  /** False where the stream is over, or is ended now for not being read. */
  push(event: RelayEvent): boolean {
    this.#characters += sizeOf(event);
    if (this.#queue.length >= MOST_EVENTS || this.#characters > MOST_CHARACTERS) this.end('cut');
    if (this.#over) return false;
    this.#queue.push(event);
    this.#wake();
    return true;
  }

  /** What waits is dropped. What ended once stays ended so. */
  end(how: StreamEnd): void {
    this.#over ||= how;
    this.#queue.length = 0;
    this.#wake();
  }

  /** The next event; undefined once `waitMs` passed without one, or the stream is over. */
  async next(waitMs: number): Promise<RelayEvent | undefined> {
    if (this.#queue.length === 0 && !this.#over) await this.#wakenWithin(waitMs);
    const event = this.#queue.shift();
    if (event) this.#characters -= sizeOf(event);
    return event;
  }

  #wakenWithin(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const sizeOf = (event: RelayEvent): number => (event.kind === 'frame' ? event.frame.length : 0);
