import type { DeviceId } from '#base/brand.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { Asker } from '#server/access.ts';
import { actorOf } from '#server/auth/professionals.ts';
import type { Transaction } from '#server/database.server.ts';
import { device, professional, session } from '#server/schema/directory.ts';
import { and, eq, isNull } from 'drizzle-orm';
import { traceOwnThing } from '#server/traces/own-things.ts';
import type { DeviceDeps } from './deps.ts';

/** `notFound`: unknown, or another's, which are not told apart. `thisDevice`: the one that asks. */
export type AskWipeError = 'notFound' | 'thisDevice';

/**
 * A professional reports one of their devices lost: its sessions end, and at its next contact it is told to destroy what
 * it holds. Asked again, nothing more happens. Refusals are traced too.
 */
export function askWipe(
  deps: DeviceDeps,
  deviceId: DeviceId,
  asker: Asker,
): Promise<Result<void, AskWipeError>> {
  const { psIdNat } = asker.professional;
  return deps.directory.write(async (tx) => {
    const [row] = await tx.select().from(device).where(eq(device.deviceId, deviceId));
    const refused =
      row?.psIdNat !== psIdNat ? 'notFound' : deviceId === asker.device ? 'thisDevice' : undefined;
    if (!row || refused) {
      await traceOwnThing(deps, tx, asker, { act: 'askWipe', refused: refused ?? 'notFound' });
      return err(refused ?? 'notFound');
    }
    if (row.wipeAskedAt !== null) return ok(undefined);
    await markLost(tx, { deviceId, by: psIdNat, now: deps.clock.now() });
    await traceOwnThing(deps, tx, asker, { act: 'askWipe', name: row.name });
    return ok(undefined);
  });
}

/** `by`: a professional's number, or `operator`. */
export async function markLost(
  tx: Transaction,
  { deviceId, by, now }: { deviceId: DeviceId; by: string; now: number },
): Promise<void> {
  await tx.update(device).set({ wipeAskedAt: now, wipeAskedBy: by }).where(eq(device.deviceId, deviceId));
  await endSessionsOn(tx, deviceId, now);
}

export async function endSessionsOn(tx: Transaction, deviceId: DeviceId, now: number): Promise<void> {
  await tx
    .update(session)
    .set({ endedAt: now })
    .where(and(eq(session.deviceId, deviceId), isNull(session.endedAt)));
}

/**
 * The device itself says that it destroyed what it held: from now on it is nobody's, and signs in anew with another key.
 * Told again (the answer was lost), nothing more happens. False for a device that nobody asked to wipe.
 */
export function confirmWipe(deps: DeviceDeps, deviceId: DeviceId): Promise<boolean> {
  const now = deps.clock.now();
  return deps.directory.write(async (tx) => {
    const [row] = await tx
      .select()
      .from(device)
      .innerJoin(professional, eq(professional.psIdNat, device.psIdNat))
      .where(eq(device.deviceId, deviceId));
    if (!row || row.device.wipeAskedAt === null) return false;
    if (row.device.wipedAt !== null) return true;
    const revokedAt = row.device.revokedAt ?? now;
    await tx
      .update(device)
      .set({ wipedAt: now, revokedAt, lastSeenAt: now })
      .where(eq(device.deviceId, deviceId));
    const itself = { professional: actorOf(row.professional), device: deviceId };
    await traceOwnThing(deps, tx, itself, { act: 'confirmWipe', name: row.device.name });
    return true;
  });
}
