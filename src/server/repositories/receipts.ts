import type { DeviceId } from '#base/brand.ts';
import type { Transaction } from '#server/database.server.ts';
import { receiptOutcome, type Receipt } from '#wire/commands.ts';
import { sql } from 'drizzle-orm';
import * as z from 'zod/mini';

const receiptRow = z.tuple([z.string(), z.string(), z.int()]);

/** Like the insertion past the query builder: both come with every command. */
export async function findReceipt(
  tx: Transaction,
  device: DeviceId,
  n: number,
): Promise<Receipt | undefined> {
  const rows = await tx.values(
    sql`SELECT hash, outcome, at FROM receipt WHERE device_id = ${device} AND n = ${n}`,
  );
  if (!rows[0]) return undefined;
  // the driver's rows are like arrays, and no more
  const [hash, outcome, at] = receiptRow.parse(Array.from(rows[0]));
  return { device, n, hash, outcome: receiptOutcome.parse(JSON.parse(outcome)), at };
}

export async function insertReceipt(
  tx: Transaction,
  { device, n, hash, outcome, at }: Receipt,
): Promise<void> {
  await tx.run(sql`INSERT INTO receipt (device_id, n, hash, outcome, at)
    VALUES (${device}, ${n}, ${hash}, ${JSON.stringify(outcome)}, ${at})`);
}
