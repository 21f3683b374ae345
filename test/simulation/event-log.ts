import { createHash } from 'node:crypto';
import type { Schedule } from './schedule.ts';

/** What happened, one line each, in the words of the simulation: no ciphertext, no signature, nothing of this machine. */
export class EventLog {
  readonly #schedule: Schedule;
  readonly lines: string[] = [];

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  say(who: string, what: string): void {
    this.lines.push(`${String(this.#schedule.now).padStart(9)} ${who.padEnd(5)} ${what}`);
  }

  text(): string {
    return this.lines.join('\n');
  }

  digest(): string {
    return createHash('sha256').update(this.text()).digest('hex').slice(0, 16);
  }
}
