import { isDossierId, type DossierId } from '#base/brand.ts';
import type { Database } from '#server/database.server.ts';

/** A row of the table of traces, as an audit reads it. */
export type StoredTrace = {
  leafIndex: number;
  dossierId: DossierId | null;
  position: number;
  leaf: string;
  leafHash: string;
  sealed: Buffer;
};

/** Larger pages take longer: each row is copied again as the text of its page grows. */
const PAGE = 64;
/**
 * A whole page as one value of JSON: to hand over rows column by column takes the driver longer than all hashes of an
 * audit. The casts let rows through that hold another type than ours: what they hold is then seen to be wrong; and bytes,
 * not text, since the driver ends the process over text that is not UTF-8.
 */
const NEXT_PAGE = `SELECT CAST(json_group_array(json_array(leaf_index, CAST(dossier_id AS TEXT), CAST(position AS INTEGER),
    CAST(leaf AS TEXT), CAST(leaf_hash AS TEXT), hex(sealed))) AS BLOB) AS page
  FROM (SELECT * FROM trace WHERE leaf_index > ? ORDER BY leaf_index LIMIT ${PAGE})`;

/** All traces of a tree by index, a page at a time: an offset would walk the rows again for each page. */
export async function* pagesOf({ client }: Pick<Database, 'client'>): AsyncGenerator<StoredTrace[]> {
  for (let last = -1; ;) {
    const { rows } = await client.execute({ sql: NEXT_PAGE, args: [last] });
    // SQLite promises no order inside an aggregate, though it keeps the one of the rows
    const page = rowsIn(rows[0]?.page).sort((a, b) => a.leafIndex - b.leafIndex);
    yield page;
    const end = page.at(-1);
    if (!end || page.length < PAGE) return;
    last = end.leafIndex;
  }
}

function rowsIn(page: unknown): StoredTrace[] {
  const rows: unknown = page instanceof ArrayBuffer ? JSON.parse(Buffer.from(page).toString()) : [];
  return Array.isArray(rows) ? rows.map((row: unknown) => storedTrace(Array.isArray(row) ? row : [])) : [];
}

function storedTrace([leafIndex, dossierId, position, leaf, leafHash, sealed]: unknown[]): StoredTrace {
  return {
    leafIndex: typeof leafIndex === 'number' ? leafIndex : -1,
    dossierId: typeof dossierId === 'string' && isDossierId(dossierId) ? dossierId : null,
    position: typeof position === 'number' ? position : -1,
    leaf: textOf(leaf),
    leafHash: textOf(leafHash),
    sealed: Buffer.from(textOf(sealed), 'hex'),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
