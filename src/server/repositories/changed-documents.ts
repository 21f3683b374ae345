import type { DossierId } from '#base/brand.ts';
import type { Reader } from '#server/database.server.ts';
import { dossierId } from '#wire/primitives.ts';
import { sql } from 'drizzle-orm';
import * as z from 'zod/mini';

const counts = z.array(z.tuple([dossierId, z.int()]));

/**
 * How many documents of each dossier changed after its number, seen by nobody's rights: from the index alone, so that
 * what a page has no room for is not read.
 */
export async function changedDocumentsOf(
  db: Reader,
  since: ReadonlyMap<DossierId, number>,
): Promise<ReadonlyMap<DossierId, number>> {
  if (since.size === 0) return new Map();
  const [found] = await db
    .select({
      rows: sql<string>`json_group_array(json_array(w.value ->> 0, (
        SELECT count(*) FROM document d WHERE d.dossier_id = w.value ->> 0 AND d.seq > w.value ->> 1)))`,
    })
    .from(sql`json_each(${JSON.stringify([...since])}) w`);
  return new Map(counts.parse(JSON.parse(found?.rows ?? '[]')));
}
