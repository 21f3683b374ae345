import type { DeviceId } from '#base/brand.ts';
import { pause, type Timer } from '#base/timer.ts';
import type { Lock } from '#sync/ports.ts';

/** Between two looks at what still runs, ms. */
const LOOK_MS = 500;

export type QuietDeps = {
  /** Of all professionals of this device: each names the lock of their writes (command-writer.ts). */
  devices: () => Promise<readonly DeviceId[]>;
  lock: Lock;
  /** An upload runs in this tab. */
  busy: () => boolean;
  timer: Timer;
};

/**
 * Runs `act` while nothing of this device is being written in any tab, nor uploaded in this one, and lets no write begin
 * before it has ended: a page that `act` reloads gives the locks back by going.
 */
export async function atQuietMoment(
  { devices, lock, busy, timer }: QuietDeps,
  act: () => Promise<void>,
): Promise<void> {
  while (busy()) await pause(timer, LOOK_MS);
  const names = (await devices()).map((device) => `relais-write-${device}`);
  const inside = [...names]
    .sort()
    .reduceRight<() => Promise<void>>((run, name) => () => lock.exclusive(name, run), act);
  await inside();
}
