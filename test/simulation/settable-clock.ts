import type { Clock } from '#base/clock.ts';
import type { Schedule } from './schedule.ts';

/** When every world begins. */
export const EPOCH = Date.UTC(2026, 10, 23, 9);

/** A clock that may be set: what it shows is simulated time, a little or far off. */
export class SettableClock implements Clock {
  readonly #schedule: Pick<Schedule, 'now'>;
  offsetMs = 0;

  constructor(schedule: Pick<Schedule, 'now'>) {
    this.#schedule = schedule;
  }

  now(): number {
    return Math.max(0, EPOCH + this.#schedule.now + this.offsetMs);
  }

  monotonic(): number {
    return this.#schedule.now;
  }
}
