import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { InstanceKind } from './config.ts';
import type { Database } from './database.server.ts';
import { instance } from './schema/directory.ts';

export type InstanceFacts = { id: string; kind: InstanceKind; restoreEpoch: number };
export type InstanceError = { type: 'OtherKind'; found: InstanceKind; wanted: InstanceKind };

/** The instance's own row: written once at first start; a start as another kind is refused. */
export async function openInstance(
  deps: { directory: Database; clock: Clock; random: Random },
  wanted: InstanceKind,
): Promise<Result<InstanceFacts, InstanceError>> {
  const found = await deps.directory.write(async (tx) => {
    const [row] = await tx.select().from(instance);
    if (row) return row;
    const [made] = await tx
      .insert(instance)
      .values({ id: deps.random.uuid(), kind: wanted, createdAt: deps.clock.now() })
      .returning();
    return made;
  });
  if (!found) throw new Error('the instance row vanished while it was written');
  const { id, kind, restoreEpoch } = found;
  return kind === wanted ? ok({ id, kind, restoreEpoch }) : err({ type: 'OtherKind', found: kind, wanted });
}
