import type { Asker } from '#server/access.ts';
import type { Transaction } from '#server/database.server.ts';
import type { PasskeyDeps } from './deps.ts';

/** In the directory's tree: passkeys belong to no dossier. The name, typed by the professional, is sealed. */
export function passkeyTrace(
  { traces, clock }: Pick<PasskeyDeps, 'traces' | 'clock'>,
  tx: Transaction,
  { professional, device, organisation }: Asker,
  done: { act: 'registerPasskey' | 'removePasskey'; refused: string | undefined; name: string | undefined },
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
