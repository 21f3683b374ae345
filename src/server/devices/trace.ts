import type { Asker } from '#server/access.ts';
import type { AuthDeps } from '#server/auth/deps.ts';
import type { Transaction } from '#server/database.server.ts';

export type DeviceDeps = Pick<AuthDeps, 'directory' | 'clock' | 'traces'>;

/** In the directory's tree: devices belong to no dossier. The name of the device, chosen by its browser, is sealed. */
export function deviceTrace(
  { traces, clock }: Pick<DeviceDeps, 'traces' | 'clock'>,
  tx: Transaction,
  { professional, device, organisation }: Asker,
  done: { act: 'askWipe' | 'confirmWipe'; refused?: string; name?: string },
): Promise<void> {
  return traces.record(tx, {
    at: clock.now(),
    act: done.act,
    mode: 'normal',
    allowed: done.refused === undefined,
    because: done.refused ?? 'asked',
    device,
    actor: professional,
    ...(organisation && { organisation }),
    ...(done.name !== undefined && { reason: done.name }),
  });
}
