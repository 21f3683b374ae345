import type { DossierId } from '#base/brand.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { NO_HOLDER_DATA, type HolderData } from '#domain/dossier/holder-data.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { holderDataVersion } from '#server/schema/shard.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { insertRows, Statement, type Row } from '#server/statement.ts';
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

/** The numbers of the newest versions of some dossiers, in one statement; 0 where nothing was ever written. */
export async function newestHolderDataSeqs(
  tx: Transaction,
  dossierIds: readonly DossierId[],
): Promise<Map<DossierId, number>> {
  const rows = await tx.values(
    new Statement(
      `SELECT wanted.key, (SELECT max(seq) FROM holder_data WHERE dossier_id = wanted.value)
        FROM json_each(?) wanted`,
      JSON.stringify(dossierIds),
    ),
  );
  const seqs = new Map(dossierIds.map((dossierId) => [dossierId, 0]));
  for (const row of rows) {
    // the driver's rows are like arrays, and no more
    const [key, seq] = seqRow.parse(Array.from(row));
    const dossierId = dossierIds[key];
    if (dossierId !== undefined) seqs.set(dossierId, seq ?? 0);
  }
  return seqs;
}

const seqRow = z.tuple([z.int(), z.nullable(z.int())]);

export type NewHolderData = { dossierId: DossierId; seq: number; at: number; by: Actor; data: HolderData };

/** A version as its row, sealed. */
export function holderDataRow({ dossierId, seq, at, by, data }: NewHolderData, key: SealKey): Row {
  const sealed = sealJson(key, { data, by }, place(dossierId, seq));
  return [dossierId, seq, at, by.psIdNat, sealed];
}

export const insertHolderDataRows = (tx: Transaction, rows: readonly Row[]): Promise<void> =>
  insertRows(tx, 'holder_data (dossier_id, seq, at, by, sealed)', rows);

export const insertHolderData = (tx: Transaction, version: NewHolderData, key: SealKey): Promise<void> =>
  insertHolderDataRows(tx, [holderDataRow(version, key)]);
