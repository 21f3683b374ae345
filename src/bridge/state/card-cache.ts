import { parseCacheEntry } from '#cards/cps/cache-entry.ts';
import type { CpsCache, CpsCacheEntry } from '#cards/cps/card-cache.ts';
import { join } from 'node:path';
import { readState, writeState } from './files.ts';

/** More cards than pass at one reader; the one unused for longest gives way. */
const MOST = 100;

/** What was read of the cards, by serial number, in `cards.json`. A damaged file is as good as an empty one. */
export function createCardCache(folder: string): CpsCache {
  const file = join(folder, 'cards.json');
  let loaded: Promise<Map<string, CpsCacheEntry>> | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  const entries = (): Promise<Map<string, CpsCacheEntry>> => (loaded ??= load(file));
  const save = async (): Promise<void> => {
    const content = Object.fromEntries(await entries());
    writing = writing.then(() => writeState(file, content));
    await writing;
  };

  return {
    async get(serialNumber) {
      return (await entries()).get(serialNumber);
    },
    async put(serialNumber, entry) {
      const all = await entries();
      all.delete(serialNumber);
      all.set(serialNumber, entry);
      for (const oldest of [...all.keys()].slice(0, Math.max(0, all.size - MOST))) all.delete(oldest);
      await save();
    },
    async forget(serialNumber) {
      if ((await entries()).delete(serialNumber)) await save();
    },
  };
}

async function load(file: string): Promise<Map<string, CpsCacheEntry>> {
  const read = await readState(file, (content) =>
    typeof content === 'object' && content !== null ? Object.entries(content) : undefined,
  );
  const rows: [string, unknown][] = read.ok ? (read.value ?? []) : [];
  return new Map(
    rows.flatMap(([serialNumber, value]): [string, CpsCacheEntry][] => {
      const entry = parseCacheEntry(value);
      return entry ? [[serialNumber, entry]] : [];
    }),
  );
}
