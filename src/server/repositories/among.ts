import { sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

/** Whether a column holds one of many texts: one parameter however many they are, so that the statement stays the same. */
export const among = (column: SQLiteColumn, texts: readonly string[]): SQL =>
  sql`${column} in (select value from json_each(${JSON.stringify(texts)}))`;
