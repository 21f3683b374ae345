import type { PsIdNat } from '#base/brand.ts';
import { NO_TRIES } from '#vault/tries.ts';
import type { AppContext } from './context.ts';

/**
 * How long the next passphrase has to wait, ms. Counted down by the time that passes while somebody asks again and again,
 * and stored each time: a reload goes on where it was, a closed app does not count on.
 */
export async function waitBefore(
  { device, clock, waits }: Pick<AppContext, 'device' | 'clock' | 'waits'>,
  owner: PsIdNat,
): Promise<number> {
  const row = await device.find(owner);
  const tries = (row.ok ? row.value?.tries : undefined) ?? NO_TRIES;
  const since = waits.get(owner);
  const now = clock.monotonic();
  if (tries.waitMs === 0 || since?.tries.failures !== tries.failures) {
    waits.set(owner, { tries, at: now });
    return tries.waitMs;
  }
  const left = await device.waited(owner, since.tries, now - since.at);
  return left.ok ? left.value.waitMs : tries.waitMs;
}
