import type { DossierId } from '#base/brand.ts';
import type { Rights } from '#domain/rights/rights.ts';
import { standingOf, traceIn, type Asker, type Standing } from '#server/access.ts';
import type { Transaction } from '#server/database.server.ts';
import type { DossierKeys } from '#server/keys/key-store.ts';
import { nextHeaderSeq } from '#server/repositories/dossiers.ts';
import { insertRightAct } from '#server/repositories/right-acts.ts';
import type { Shard } from '#server/shard.ts';
import type { EmergencyDeps } from './deps.ts';

type Deps = Pick<EmergencyDeps, 'shards' | 'keys' | 'circumstancesOf' | 'clock' | 'notices'>;
type Wanted = { dossierId: DossierId; accessId: string };

/**
 * Ends an access that the asker opened, from whichever device of theirs; one that is over already stays so. False where
 * they opened no such access.
 */
export async function endEmergency(deps: Deps, wanted: Wanted, asker: Asker): Promise<boolean> {
  const { dossierId } = wanted;
  const [shard, keys] = await Promise.all([deps.shards.of(dossierId), deps.keys.find(dossierId)]);
  if (!shard) return false;
  const circumstances = await deps.circumstancesOf(asker.professional.psIdNat);
  const asking = { asker, circumstances, now: deps.clock.now() };
  const ended = await shard.database.write(async (tx) => {
    const standing = await standingOf(tx, asking, dossierId);
    return endIn(tx, standing, { ...wanted, shard, keys });
  });
  if (ended === 'ended') deps.notices.tell({ dossierId });
  return ended !== 'unknown';
}

type Place = Wanted & { shard: Shard; keys: DossierKeys | undefined };

async function endIn(
  tx: Transaction,
  standing: Standing,
  place: Place,
): Promise<'ended' | 'over' | 'unknown'> {
  const { rights, asker, now, row } = standing;
  if (!isOwn(standing, place.accessId)) {
    if (row) await place.shard.traces.record(tx, traceIn(standing, 'endEmergency', UNKNOWN));
    return 'unknown';
  }
  const open = openAt(rights, place.accessId, now);
  if (!open || !place.keys) return 'over';
  const { dossierId, accessId } = place;
  const change = { kind: 'emergencyEnded', accessId } as const;
  const seq = await nextHeaderSeq(tx, dossierId, now);
  await insertRightAct(tx, { dossierId, seq, at: now, by: asker.professional, change }, place.keys.seal);
  const because = open.mode === 'centre_15' ? 'dispatchCentre' : 'emergency';
  const trace = traceIn(standing, 'endEmergency', { allowed: true, because, rule: 'L1111-17 I' });
  await place.shard.traces.record(tx, { ...trace, mode: open.mode });
  return 'ended';
}

const UNKNOWN = { allowed: false, because: 'subjectUnknown' };

const isOwn = ({ acts, asker }: Standing, accessId: string): boolean =>
  acts.some(
    (act) =>
      act.kind === 'emergencyOpened' && act.accessId === accessId && act.by === asker.professional.psIdNat,
  );

function openAt({ emergencies }: Rights, accessId: string, now: number) {
  const access = emergencies.get(accessId);
  return access && access.endedAt === undefined && access.until > now ? access : undefined;
}
