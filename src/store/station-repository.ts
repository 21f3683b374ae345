import { ok, type Result } from '#base/result.ts';
import type { BridgeRow, DeviceDatabase } from './device-database.ts';
import type { StoreError } from './errors.ts';
import { guarded } from './guarded.ts';

/** Cards whose certificate is kept at once: more than meet at one reader. The oldest go first. */
const CARDS_KEPT = 50;
const STATION = 'station';

export type StationRepository = ReturnType<typeof stationRepository>;

/** What this device knows of card stations: bridges paired with it, the station chosen, certificates by card. */
export function stationRepository({ db }: { db: DeviceDatabase }) {
  return {
    listBridges: (): Promise<Result<BridgeRow[], StoreError>> => guarded(db, () => db.bridges.toArray()),

    /** Instead of an older pairing with the same bridge, whose rows it returns. */
    addBridge: (row: BridgeRow): Promise<Result<BridgeRow[], StoreError>> =>
      guarded(db, () =>
        db.transaction('rw', db.bridges, async () => {
          const older = await db.bridges.filter(({ address }) => address === row.address).toArray();
          await db.bridges.bulkDelete(older.map(({ id }) => id));
          await db.bridges.put(row);
          return older;
        }),
      ),

    /** Nothing where the pairing is gone. */
    async changeBridge(
      id: string,
      facts: Partial<Pick<BridgeRow, 'name' | 'lastUsedAt' | 'digits' | 'ended'>>,
    ): Promise<Result<void, StoreError>> {
      const done = await guarded(db, () => db.bridges.update(id, facts));
      return done.ok ? ok(undefined) : done;
    },

    removeBridge: (id: string): Promise<Result<void, StoreError>> => guarded(db, () => db.bridges.delete(id)),

    async chosenStation(): Promise<Result<string | undefined, StoreError>> {
      const row = await guarded(db, () => db.choices.get(STATION));
      return row.ok ? ok(row.value?.value) : row;
    },

    async chooseStation(id: string): Promise<Result<void, StoreError>> {
      const done = await guarded(db, () => db.choices.put({ name: STATION, value: id }));
      return done.ok ? ok(undefined) : done;
    },

    /** As it was kept; whoever reads it parses it. Undefined for an unknown card. */
    async cardEntry(serialNumber: string): Promise<Result<unknown, StoreError>> {
      const row = await guarded(db, () => db.cardCache.get(serialNumber));
      return row.ok ? ok(row.value?.entry) : row;
    },

    forgetCardEntry: (serialNumber: string): Promise<Result<void, StoreError>> =>
      guarded(db, () => db.cardCache.delete(serialNumber)),

    keepCardEntry: (serialNumber: string, entry: unknown, now: number): Promise<Result<void, StoreError>> =>
      guarded(db, () =>
        db.transaction('rw', db.cardCache, async () => {
          await db.cardCache.put({ serialNumber, entry, keptAt: now });
          const rows = await db.cardCache.toArray();
          const oldest = rows.sort((a, b) => b.keptAt - a.keptAt).slice(CARDS_KEPT);
          await db.cardCache.bulkDelete(oldest.map((row) => row.serialNumber));
        }),
      ),
  };
}
