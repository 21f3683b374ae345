import type { DossierId } from '#base/brand.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { NO_HOLDER_DATA, type HolderData } from '#domain/dossier/holder-data.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { holderDataVersion } from '#server/schema/shard.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { actor } from '#wire/actor.ts';
import { holderData } from '#wire/rights.ts';
import { asc, desc, eq } from 'drizzle-orm';
import * as z from 'zod/mini';
import { among } from './among.ts';

const sealedData = z.object({ data: holderData, by: actor });
const place = (dossierId: DossierId, seq: number): string => `holder-data|${dossierId}|${seq}`;

/** `seq` 0 where nothing was ever written. */
export type HolderDataVersion = { data: HolderData; seq: number };
const NONE: HolderDataVersion = { data: NO_HOLDER_DATA, seq: 0 };

/** The newest version; `seq` 0 where nothing was ever written. */
export async function newestHolderData(
  db: Reader,
  key: SealKey,
  dossierId: DossierId,
): Promise<HolderDataVersion> {
  const [row] = await db
    .select()
    .from(holderDataVersion)
    .where(eq(holderDataVersion.dossierId, dossierId))
    .orderBy(desc(holderDataVersion.seq))
    .limit(1);
  return row ? openData(key, row) : NONE;
}

/** The newest version of each of several dossiers, each under its own key; none where nothing was ever written. */
export async function newestHolderDataByDossier(
  db: Reader,
  keys: ReadonlyMap<DossierId, SealKey>,
): Promise<ReadonlyMap<DossierId, HolderDataVersion>> {
  const rows = await db
    .select()
    .from(holderDataVersion)
    .where(among(holderDataVersion.dossierId, [...keys.keys()]))
    .orderBy(asc(holderDataVersion.seq));
  const newest = new Map(rows.map((row) => [row.dossierId, row]));
  return new Map(
    [...keys].map(([dossierId, key]) => {
      const row = newest.get(dossierId);
      return [dossierId, row ? openData(key, row) : NONE];
    }),
  );
}

function openData(key: SealKey, row: typeof holderDataVersion.$inferSelect): HolderDataVersion {
  const { dossierId, seq, sealed } = row;
  const { data } = openJson(key, sealed, place(dossierId, seq), (value) => sealedData.parse(value));
  return { data, seq };
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
