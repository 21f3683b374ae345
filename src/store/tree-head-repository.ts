import type { Result } from '#base/result.ts';
import type { TreeHead } from '#wire/traces.ts';
import type { DeviceDatabase, TreeHeadRow } from './device-database.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';

export type TreeHeadRepository = ReturnType<typeof treeHeadRepository>;

/** What this device saw of the trees of traces of an instance: the key that signs their heads, and the last of each. */
export function treeHeadRepository({ db }: { db: DeviceDatabase }) {
  return {
    /** The key seen first stays: another one later does not take its place. */
    pinKey: (instanceId: string, headKey: string): Promise<Result<string, StoreError>> =>
      guarded(db, () =>
        db.transaction('rw', db.headKeys, async () => {
          const known = await db.headKeys.get(instanceId);
          if (!known) await db.headKeys.put({ instanceId, headKey });
          return known?.headKey ?? headKey;
        }),
      ),

    pinnedKey: async (instanceId: string): Promise<Result<string | undefined, StoreError>> =>
      guarded(db, async () => (await db.headKeys.get(instanceId))?.headKey),

    list: (instanceId: string): Promise<Result<TreeHeadRow[], StoreError>> =>
      guarded(db, () => db.treeHeads.where({ instanceId }).toArray()),

    /** Never goes back to a smaller tree, which another tab may have left behind, and not past an alteration. */
    keep: (head: TreeHead, restoreEpoch: number): Promise<Result<void, StoreError>> =>
      guarded(db, () =>
        db.transaction('rw', db.treeHeads, async () => {
          const { instanceId, tree } = head;
          const known = await db.treeHeads.get([instanceId, tree]);
          if (known && (known.altered || (known.head && known.head.size > head.size))) return;
          await db.treeHeads.put({ ...known, instanceId, tree, head, altered: null, restoreEpoch });
        }),
      ),

    /**
     * After a restore of the server from a backup: the head that it shows now (null: the tree came after the backup) stands
     * from here on, and the former one is kept as a note. Once for each restore, and not past an alteration.
     */
    acceptRestored: (
      { instanceId, tree }: Pick<TreeHeadRow, 'instanceId' | 'tree'>,
      now: { at: number; head: TreeHead | null; restoreEpoch: number },
    ): Promise<Result<void, StoreError>> =>
      guarded(db, () =>
        db.transaction('rw', db.treeHeads, async () => {
          const known = await db.treeHeads.get([instanceId, tree]);
          if (!known || known.altered || (known.restoreEpoch ?? 0) >= now.restoreEpoch) return;
          const { at, head, restoreEpoch } = now;
          const restored = { at, former: known.head };
          await db.treeHeads.put({ instanceId, tree, head, altered: null, restoreEpoch, restored });
        }),
      ),

    /** Keeps the head that stood, beside the first one that does not continue it (null: the tree was gone). */
    markAltered: (
      { instanceId, tree }: Pick<TreeHeadRow, 'instanceId' | 'tree'>,
      evidence: NonNullable<TreeHeadRow['altered']>,
    ): Promise<Result<void, StoreError>> =>
      guarded(db, () =>
        db.transaction('rw', db.treeHeads, async () => {
          const known = await db.treeHeads.get([instanceId, tree]);
          if (known?.altered) return;
          const head = known?.head ?? null;
          await db.treeHeads.put({ ...known, instanceId, tree, head, altered: evidence });
        }),
      ),
  };
}
