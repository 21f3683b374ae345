import type { DossierId, PsIdNat } from '#base/brand.ts';
import type { RightAct } from '#domain/rights/right-act.ts';
import type { Asker } from '#server/access.ts';
import { dossiersOpenedBy } from '#server/repositories/emergency-searches.ts';
import { rightActsOf } from '#server/repositories/right-acts.ts';
import type { Shard } from '#server/shard.ts';
import type { MyEmergency } from '#wire/emergency.ts';
import type { EmergencyDeps } from './deps.ts';

/** How long the asker's own accesses are shown, to write what they were for. */
export const SHOWN_MS = 7 * 24 * 3_600_000;

/** The asker's accesses of the last days, the newest first, in whichever shard the dossiers are. */
export async function myEmergencies(
  { shards, clock }: Pick<EmergencyDeps, 'shards' | 'clock'>,
  { professional }: Asker,
): Promise<MyEmergency[]> {
  const by = professional.psIdNat;
  const since = clock.now() - SHOWN_MS;
  const found = await Promise.all(shards.all.map((shard) => ofShard(shard, by, since)));
  return found.flat().sort((a, b) => b.openedAt - a.openedAt);
}

async function ofShard({ database }: Shard, by: PsIdNat, since: number): Promise<MyEmergency[]> {
  return database.read(async (tx) => {
    const lines: MyEmergency[] = [];
    for (const dossierId of await dossiersOpenedBy(tx, by, since))
      lines.push(...accessesIn(dossierId, await rightActsOf(tx, dossierId), { by, since }));
    return lines;
  });
}

/** Pure: the accesses that one professional opened in one dossier since a moment, with what became of them. */
export function accessesIn(
  dossierId: DossierId,
  acts: readonly RightAct[],
  { by, since }: { by: PsIdNat; since: number },
): MyEmergency[] {
  return acts.flatMap((act) => {
    if (act.kind !== 'emergencyOpened' || act.by !== by || act.at < since) return [];
    const { accessId, mode, at, until } = act;
    const later = acts.filter(({ seq }) => seq > act.seq);
    const noted = later.some((other) => other.kind === 'emergencyNoted' && other.accessId === accessId);
    const endedAt = later.find((other) => other.at < until && ends(other, accessId))?.at ?? null;
    return [{ dossierId, accessId, mode, openedAt: at, until, endedAt, noted }];
  });
}

/** An access is ended by its own end, and by whatever closes the dossier (domain/rights/rights.ts). */
const ends = (act: RightAct, accessId: string): boolean =>
  (act.kind === 'emergencyEnded' && act.accessId === accessId) ||
  act.kind === 'closed' ||
  act.kind === 'erasureRequested';
