import { raiseAlarmIn } from '#server/limits/raise-alarm.ts';
import type { AlarmKind } from '#server/repositories/alarms.ts';
import { countSearches, insertSearch } from '#server/repositories/emergency-searches.ts';
import type { EmergencyAsking, EmergencyDeps } from './deps.ts';
import { traceSearch } from './outside-trace.ts';

const HOUR_MS = 3_600_000;

/** Searches of an emergency within an hour: who looks for more people than that does not look for one in danger. */
export const EMERGENCY_LIMITS = { professional: 10, device: 10, organisation: 60 } as const;
type Limited = keyof typeof EMERGENCY_LIMITS;

const ALARMS: readonly (readonly [Limited, AlarmKind])[] = [
  ['professional', 'emergencySearchesOfProfessional'],
  ['device', 'emergencySearchesOfDevice'],
  ['organisation', 'emergencySearchesOfOrganisation'],
];

/** Pure: which limits one more search would pass. */
export const limitsPassed = (counted: Readonly<Record<Limited, number>>) =>
  ALARMS.filter(([limited]) => counted[limited] >= EMERGENCY_LIMITS[limited]);

/**
 * Counts one more search in the transaction that writes it down, so that neither parallel requests nor a restart pass the
 * limits. False where one is reached: traced, and told to the operator.
 */
export async function admitSearch(deps: EmergencyDeps, asking: EmergencyAsking): Promise<boolean> {
  const { asker, now } = asking;
  const { psIdNat } = asker.professional;
  const organisation = asker.organisation?.structureId ?? asker.organisation?.name ?? null;
  const searcher = { psIdNat, deviceId: asker.device, organisation };
  return deps.directory.write(async (tx) => {
    const counted = await countSearches(tx, searcher, now - HOUR_MS);
    const passed = limitsPassed(counted);
    if (passed.length === 0) {
      await insertSearch(tx, { ...searcher, at: now }, now - HOUR_MS);
      return true;
    }
    for (const [limited, kind] of passed)
      await raiseAlarmIn(tx, { at: now, kind, psIdNat, count: counted[limited], windowMs: HOUR_MS });
    await traceSearch(deps, tx, asking, { allowed: false, because: 'rateLimited' });
    return false;
  });
}
