import type { DossierId } from '#base/brand.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { NO_HOLDER_DATA, type HolderData } from '#domain/dossier/holder-data.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { holderDataVersion } from '#server/schema/shard.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { actor } from '#wire/actor.ts';
import { holderData } from '#wire/rights.ts';
import { desc, eq } from 'drizzle-orm';
import * as z from 'zod/mini';

const sealedData = z.object({ data: holderData, by: actor });
const place = (dossierId: DossierId, seq: number): string => `holder-data|${dossierId}|${seq}`;

/** The newest version; `seq` 0 where nothing was ever written. */
export async function newestHolderData(
  db: Reader,
  key: SealKey,
  dossierId: DossierId,
): Promise<{ data: HolderData; seq: number }> {
  const [row] = await db
    .select()
    .from(holderDataVersion)
    .where(eq(holderDataVersion.dossierId, dossierId))
    .orderBy(desc(holderDataVersion.seq))
    .limit(1);
  if (!row) return { data: NO_HOLDER_DATA, seq: 0 };
  const { data } = openJson(key, row.sealed, place(dossierId, row.seq), (value) => sealedData.parse(value));
  return { data, seq: row.seq };
}

export async function insertHolderData(
  tx: Transaction,
  version: { dossierId: DossierId; seq: number; at: number; by: Actor; data: HolderData },
  key: SealKey,
): Promise<void> {
  const { dossierId, seq, at, by, data } = version;
  const sealed = sealJson(key, { data, by }, place(dossierId, seq));
  await tx.insert(holderDataVersion).values({ dossierId, seq, at, by: by.psIdNat, sealed });
}
