import type { DeviceId, PsIdNat } from '#base/brand.ts';
import { device } from '#server/schema/directory.ts';
import type { RelaisServer } from '#server/server.server.ts';
import { eq } from 'drizzle-orm';
import type { JournalEntry } from './journal-entry.ts';

type Deps = Pick<RelaisServer, 'journal' | 'directory'>;
type ShutOut =
  | { kind: 'wipeAsked'; device: DeviceId; by: string }
  | { kind: 'deviceRevoked'; device: DeviceId }
  | { kind: 'professionalRemoved'; psIdNat: PsIdNat };

/**
 * Shuts a device or a professional out so that it outlasts a restore: noted beside the keys before `act` carries it out,
 * and taken back where nothing came of it.
 */
export async function shutOut<T>(
  deps: Deps,
  who: ShutOut,
  act: { carryOut(): Promise<T>; took(result: T): boolean },
): Promise<T> {
  const entry = await entryOf(deps, who);
  const position = entry && (await deps.journal.note(entry));
  const result = await act.carryOut();
  if (position !== undefined && !act.took(result)) await deps.journal.forget(position);
  return result;
}

/** Undefined for a device that nobody knows: there is nothing to do again. */
async function entryOf({ directory }: Deps, who: ShutOut): Promise<JournalEntry | undefined> {
  if (who.kind !== 'wipeAsked') return who;
  const { psIdNat, publicKey, name, registeredAt } = device;
  const [row] = await directory.db
    .select({ psIdNat, publicKey, name, registeredAt })
    .from(device)
    .where(eq(device.deviceId, who.device));
  return row && { ...who, row };
}
