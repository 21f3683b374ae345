import type { Timer } from '#base/timer.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { DeviceRepository } from '#store/device-repository.ts';
import { removeVault } from '#store/remove-vault.ts';
import type { Lock } from '#sync/ports.ts';
import { lockOf } from './passing-lock.ts';

type Deps = { device: DeviceRepository; lock: Lock; timer: Timer };

/** So long another tab may hold it before it counts as alive; ms. */
const HELD_MS = 300;

/** A professional at a shared workstation is gone: databases, keys, session and names go. */
export async function removePassing(
  { device }: Pick<Deps, 'device'>,
  { owner, passing = [] }: Pick<ProfessionalRow, 'owner' | 'passing'>,
): Promise<void> {
  for (const vaultId of passing) await removeVault(vaultId);
  await device.remove(owner);
}

/** What a tab that was killed left, found at the next start. */
export async function sweepPassing(deps: Deps, rows: readonly ProfessionalRow[]): Promise<void> {
  for (const row of rows) {
    const free = await Promise.all((row.passing ?? []).map((vaultId) => isFree(deps, vaultId)));
    if (free.every(Boolean)) await removePassing(deps, row);
  }
}

async function isFree({ lock, timer }: Deps, vaultId: string): Promise<boolean> {
  const enough = new AbortController();
  const stop = timer.after(HELD_MS, () => enough.abort());
  try {
    await lock.exclusive(lockOf(vaultId), () => Promise.resolve(), enough.signal);
    return true;
  } catch {
    return false;
  } finally {
    stop();
  }
}
