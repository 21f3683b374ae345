import type { Transaction } from '#server/database.server.ts';
import { SQL, type QueryWithTypings } from 'drizzle-orm';

/**
 * A statement whose text stands already: for those that come with every write, where building the query took as long as
 * running it. Each `?` of the text takes one parameter.
 */
export class Statement extends SQL {
  readonly #query: QueryWithTypings;

  constructor(text: string, ...parameters: readonly Parameter[]) {
    super([]);
    this.#query = { sql: text, params: [...parameters] };
  }

  override toQuery(): QueryWithTypings {
    return this.#query;
  }
}

export type Parameter = string | number | null | Uint8Array;
/** As wide as `into` names columns. */
export type Row = readonly Parameter[];

/** Rows of one statement: well below the parameters that SQLite takes (limits.html, SQLITE_MAX_VARIABLE_NUMBER). */
const ROWS_AT_ONCE = 500;

/**
 * Inserts rows in as few statements as there are, in their order.
 * @param into table and columns: `receipt (device_id, n)`
 */
export async function insertRows(tx: Transaction, into: string, rows: readonly Row[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE);
    const values = some.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ');
    await tx.run(new Statement(`INSERT INTO ${into} VALUES ${values}`, ...some.flat()));
  }
}
