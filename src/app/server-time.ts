import type { Clock } from '#base/clock.ts';

/** The server's clock as this device estimates it: by how far its own was off at the last answer that told the time. */
export interface ServerTime {
  /** From an answer that has just come; ms. */
  note(serverTime: number): void;
  /** Milliseconds by the server's clock; by the device's own where no answer came yet. */
  now(): number;
  /** A moment of the server, ms, by the device's clock. */
  onDevice(serverMoment: number): number;
}

export function serverTime(clock: Clock): ServerTime {
  let ahead = 0;
  return {
    note(moment) {
      ahead = moment - clock.now();
    },
    now: () => clock.now() + ahead,
    onDevice: (moment) => moment - ahead,
  };
}
