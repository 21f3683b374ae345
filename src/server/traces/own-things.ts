import type { Asker } from '#server/access.ts';
import type { AuthDeps } from '#server/auth/deps.ts';
import type { Transaction } from '#server/database.server.ts';

type OwnAct = 'registerPasskey' | 'removePasskey' | 'askWipe' | 'confirmWipe';

/**
 * What a professional does with what is their own, a passkey or a device: in the directory's tree, since it belongs to no
 * dossier. The name of it, typed by them or chosen by their browser, is sealed.
 */
export function traceOwnThing(
  { traces, clock }: Pick<AuthDeps, 'traces' | 'clock'>,
  tx: Transaction,
  { professional, device, organisation }: Asker,
  done: { act: OwnAct; refused?: string | undefined; name?: string | undefined },
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
