import type { DeviceId } from '#base/brand.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { receipt } from '#server/schema/shard.ts';
import { receiptOutcome, type Receipt } from '#wire/commands.ts';
import { and, eq } from 'drizzle-orm';

export async function findReceipt(db: Reader, device: DeviceId, n: number): Promise<Receipt | undefined> {
  const [row] = await db
    .select()
    .from(receipt)
    .where(and(eq(receipt.deviceId, device), eq(receipt.n, n)));
  if (!row) return undefined;
  return { device, n, hash: row.hash, outcome: receiptOutcome.parse(JSON.parse(row.outcome)), at: row.at };
}

export async function insertReceipt(
  tx: Transaction,
  { device, n, hash, outcome, at }: Receipt,
): Promise<void> {
  await tx.insert(receipt).values({ deviceId: device, n, hash, outcome: JSON.stringify(outcome), at });
}
