import type { Clock } from '#base/clock.ts';

/** What is kept of it over a restart: the highest time reckoned, and how far the server was ahead of this clock; ms. */
export type KeptTime = { highest: number; ahead: number };

/**
 * The server's clock as this device reckons it. Between contacts it never goes back: it is the greater of the last known
 * time with what passed since by a clock that nobody sets, and of the device's clock corrected by how far it was off at
 * the last contact. Setting the device's clock back makes it no earlier; setting it forward makes it later, until the
 * server says otherwise.
 */
export interface ServerTime {
  /** From an answer that has just come; ms. */
  note(serverTime: number): void;
  /** Milliseconds by the server's clock; by the device's own where no answer ever came. */
  now(): number;
  /** A moment of the server, ms, by the device's clock. */
  onDevice(serverMoment: number): number;
  /** From before a restart: counts as far as no answer came since. */
  resume(kept: KeptTime): void;
  kept(): KeptTime;
}

export function serverTime(clock: Clock): ServerTime {
  let ahead = 0;
  let heard = false;
  let reckoned = { time: 0, monotonic: clock.monotonic() };

  function now(): number {
    const monotonic = clock.monotonic();
    const time = Math.max(reckoned.time + (monotonic - reckoned.monotonic), clock.now() + ahead);
    reckoned = { time, monotonic };
    return Math.floor(time);
  }

  return {
    note(moment) {
      heard = true;
      ahead = moment - clock.now();
      reckoned = { time: moment, monotonic: clock.monotonic() };
    },
    now,
    onDevice: (moment) => moment - now() + clock.now(),
    resume(kept) {
      if (heard) return;
      ahead = kept.ahead;
      reckoned = { time: Math.max(now(), kept.highest), monotonic: clock.monotonic() };
    },
    kept: () => ({ highest: now(), ahead }),
  };
}
