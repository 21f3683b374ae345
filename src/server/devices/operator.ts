import type { DeviceId } from '#base/brand.ts';
import type { TraceAct } from '#domain/dossier/trace-view.ts';
import type { Transaction } from '#server/database.server.ts';
import { device } from '#server/schema/directory.ts';
import { eq } from 'drizzle-orm';
import type { DeviceRow } from './list.ts';
import type { DeviceDeps } from './deps.ts';
import { endSessionsOn, markLost } from './wipe.ts';

/** What the operator does to a device; the trace has no actor, since the command line knows no person. */
export type OperatorAct = Extract<TraceAct, 'askWipe' | 'revokeDevice'>;

/** The device is to destroy what it holds at its next contact. `false`: unknown; asked already: nothing more happens. */
export const askWipeByOperator = (deps: DeviceDeps, deviceId: DeviceId): Promise<boolean> =>
  byOperator(deps, deviceId, {
    act: 'askWipe',
    isDone: ({ wipeAskedAt }) => wipeAskedAt !== null,
    carryOut: (tx, now) => markLost(tx, { deviceId, by: 'operator', now }),
  });

/** The device does not come in any more, with its key; what it holds stays sealed on it. `false`: unknown. */
export const revokeByOperator = (deps: DeviceDeps, deviceId: DeviceId): Promise<boolean> =>
  byOperator(deps, deviceId, {
    act: 'revokeDevice',
    isDone: ({ revokedAt }) => revokedAt !== null,
    async carryOut(tx, now) {
      await tx.update(device).set({ revokedAt: now }).where(eq(device.deviceId, deviceId));
      await endSessionsOn(tx, deviceId, now);
    },
  });

type Plan = {
  act: OperatorAct;
  isDone: (row: DeviceRow) => boolean;
  carryOut: (tx: Transaction, now: number) => Promise<void>;
};

function byOperator(
  { directory, clock, traces }: DeviceDeps,
  deviceId: DeviceId,
  { act, isDone, carryOut }: Plan,
): Promise<boolean> {
  const at = clock.now();
  return directory.write(async (tx) => {
    const [row] = await tx.select().from(device).where(eq(device.deviceId, deviceId));
    if (row && isDone(row)) return true;
    if (!row) return false;
    await carryOut(tx, at);
    const told = { at, act, device: deviceId, reason: row.name };
    await traces.record(tx, { ...told, mode: 'normal', allowed: true, because: 'byOperator' });
    return true;
  });
}
