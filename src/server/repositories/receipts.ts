import type { DeviceId } from '#base/brand.ts';
import type { Transaction } from '#server/database.server.ts';
import { insertRows, Statement } from '#server/statement.ts';
import { receiptOutcome, type Receipt } from '#wire/commands.ts';
import * as z from 'zod/mini';

const receiptRow = z.tuple([z.int(), z.string(), z.string(), z.int()]);

/** The receipts that are kept of these numbers of a device, by number. */
export async function findReceipts(
  tx: Transaction,
  device: DeviceId,
  ns: readonly number[],
): Promise<Map<number, Receipt>> {
  const rows = await tx.values(
    new Statement(
      `SELECT n, hash, outcome, at FROM receipt
        WHERE device_id = ? AND n IN (SELECT value FROM json_each(?))`,
      device,
      JSON.stringify(ns),
    ),
  );
  const receipts = new Map<number, Receipt>();
  for (const row of rows) {
    // the driver's rows are like arrays, and no more
    const [n, hash, outcome, at] = receiptRow.parse(Array.from(row));
    receipts.set(n, { device, n, hash, outcome: receiptOutcome.parse(JSON.parse(outcome)), at });
  }
  return receipts;
}

export const insertReceipts = (tx: Transaction, receipts: readonly Receipt[]): Promise<void> =>
  insertRows(
    tx,
    'receipt (device_id, n, hash, outcome, at)',
    receipts.map(({ device, n, hash, outcome, at }) => [device, n, hash, JSON.stringify(outcome), at]),
  );
