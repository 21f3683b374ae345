import { traceIn } from '#server/access.ts';
import type { Transaction } from '#server/database.server.ts';
import type { EmergencyAsking, EmergencyDeps } from './deps.ts';

/**
 * A search that led to no dossier, or that was refused before it began: traced in the directory, under the mode that was
 * asked for (R1111-43). `reason`: what was looked for, as keyed hash alone.
 */
export const traceSearch = (
  { directoryTraces }: Pick<EmergencyDeps, 'directoryTraces'>,
  tx: Transaction,
  asking: EmergencyAsking,
  said: { allowed: boolean; because: string; reason?: string },
): Promise<void> => {
  const { reason, ...verdict } = said;
  const trace = traceIn(asking, 'searchEmergency', { ...verdict, rule: 'L1111-17 I' });
  return directoryTraces.record(tx, {
    ...trace,
    mode: asking.mode,
    ...(reason !== undefined && { reason }),
  });
};
