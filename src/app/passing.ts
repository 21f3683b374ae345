import type { Timer } from '#base/timer.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import type { DeviceRepository } from '#store/device-repository.ts';
import { removeVault } from '#store/remove-vault.ts';
import type { Lock } from '#sync/ports.ts';
import { lockOf } from './passing-lock.ts';

type Deps = { device: DeviceRepository; lock: Lock; timer: Timer };

/** So long another tab may hold it before it counts as alive; ms. */
const HELD_MS = 300;

/** A professional at a shared workstation is gone: their databases go. Names, keys and session were in memory alone. */
export async function removePassing(
  { device }: Pick<Deps, 'device'>,
  { owner, passing = [] }: Pick<ProfessionalRow, 'owner' | 'passing'>,
): Promise<void> {
  device.letGo(owner);
  for (const vaultId of passing) await remove(device, vaultId);
}

/** What tabs that were killed left, found at the next start. */
export async function sweepPassing(deps: Deps, vaultIds: readonly string[]): Promise<void> {
  for (const vaultId of vaultIds) if (await isFree(deps, vaultId)) await remove(deps.device, vaultId);
}

/** One that cannot be removed now is found at the next start. */
async function remove(device: DeviceRepository, vaultId: string): Promise<void> {
  const removed = await removeVault(vaultId);
  if (removed.ok) await device.forgetPassing(vaultId);
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
