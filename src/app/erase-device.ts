import { err, ok, type Result } from '#base/result.ts';
import type { ProfessionalRow } from '#store/device-database.ts';
import { vaultIdsOf } from '#store/device-repository.ts';
import type { StoreError } from '#store/errors.ts';
import type { WipeRepository } from '#store/wipe-repository.ts';
import type { AppError } from './port.ts';
import { appErrorOf } from './remote-error.ts';
import { isCardOf } from './wipe.ts';

/**
 * Destroys all that this device holds of one professional, because they asked for it: keys first, then the sealed rows.
 * What is interrupted goes on at the next start (the rows of `wipes`); there is nobody to confirm it to.
 */
export async function eraseProfessional(
  wipes: WipeRepository,
  row: ProfessionalRow,
): Promise<Result<void, AppError>> {
  const { device } = row;
  const begun = await wipes.begin(device, isCardOf, row);
  if (!begun.ok) return err(appErrorOf(begun.error));
  if (!begun.value) return err({ type: 'NotCached' });
  const steps: (() => Promise<Result<void, StoreError>>)[] = [() => wipes.confirmed(device)];
  for (const vaultId of vaultIdsOf(row))
    steps.push(
      () => wipes.emptyVault(vaultId),
      () => wipes.dropVault(device, vaultId),
    );
  for (const step of steps) {
    const done = await step();
    if (!done.ok) return err(appErrorOf(done.error));
  }
  return ok(undefined);
}
