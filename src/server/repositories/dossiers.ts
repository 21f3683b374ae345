import type { DossierId, InsC } from '#base/brand.ts';
import type { Actor } from '#domain/dossier/document-entry.ts';
import { majorityOf } from '#domain/identity/majority.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { dossier } from '#server/schema/shard.ts';
import { openJson, sealJson, type SealKey } from '#server/seal.ts';
import { Statement } from '#server/statement.ts';
import { actor, holderTraits } from '#wire/actor.ts';
import { insC, shortText } from '#wire/primitives.ts';
import { eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod/mini';
import { among } from './among.ts';
import { noteMove, noteMoves } from './moves.ts';

/** The sealed part of a dossier's row. */
export type DossierContent = {
  holder: HolderTraits;
  insC: InsC;
  createdBy: Actor;
  /** Of dossiers from before the history of rights began with them; read once, by the upgrade. */
  optOut?: { breakGlass: boolean; dispatchCentre: boolean };
  brochureVersion: string;
};
const dossierContent: z.ZodMiniType<DossierContent> = z.object({
  holder: holderTraits,
  insC,
  createdBy: actor,
  optOut: z.exactOptional(z.object({ breakGlass: z.boolean(), dispatchCentre: z.boolean() })),
  brochureVersion: shortText,
});

export type DossierRow = typeof dossier.$inferSelect;

const place = (dossierId: DossierId): string => `dossier|${dossierId}`;

export async function findDossierRow(db: Reader, dossierId: DossierId): Promise<DossierRow | undefined> {
  const [row] = await db.select().from(dossier).where(eq(dossier.dossierId, dossierId));
  return row;
}

/** The rows of several dossiers, by id. */
export async function dossierRowsOf(
  db: Reader,
  dossierIds: readonly DossierId[],
): Promise<ReadonlyMap<DossierId, DossierRow>> {
  const rows = await db.select().from(dossier).where(among(dossier.dossierId, dossierIds));
  return new Map(rows.map((row) => [row.dossierId, row]));
}

export async function insertDossier(
  tx: Transaction,
  row: { dossierId: DossierId; createdAt: number; content: DossierContent },
  key: SealKey,
): Promise<void> {
  const { dossierId, createdAt, content } = row;
  const sealed = sealJson(key, content, place(dossierId));
  const first = { seq: 1, headerSeq: 1, status: 'active', createdAt } as const;
  const majorityAt = majorityOf(content.holder.birthDate) ?? null;
  await tx.insert(dossier).values({ dossierId, ...first, majorityAt, sealed });
  await noteMove(tx, { dossierId, seq: first.seq, at: createdAt });
}

export const openDossierContent = (key: SealKey, row: DossierRow): DossierContent =>
  openJson(key, row.sealed, place(row.dossierId), (value) => dossierContent.parse(value));

export async function setDossierStatus(
  tx: Transaction,
  dossierId: DossierId,
  { status, eraseAfter }: Pick<DossierRow, 'status' | 'eraseAfter'>,
): Promise<void> {
  await tx.update(dossier).set({ status, eraseAfter }).where(eq(dossier.dossierId, dossierId));
}

/** As below, for a write that changes the header too. */
export const nextHeaderSeq = (tx: Transaction, dossierId: DossierId, at: number): Promise<number> =>
  takeSeq(tx, { dossierId, at, set: sql`seq = seq + 1, header_seq = seq + 1` });

/** The next sequence number of a dossier, taken inside the write transaction; devices that hold the dossier hear of it. */
export const nextSeq = (tx: Transaction, dossierId: DossierId, at: number): Promise<number> =>
  takeSeq(tx, { dossierId, at, set: sql`seq = seq + 1` });

/** Numbers that the headers of dossiers took, the last one of each last; in two statements. */
export async function writeHeaderSeqs(
  tx: Transaction,
  taken: readonly { dossierId: DossierId; seq: number; at: number }[],
): Promise<void> {
  if (taken.length === 0) return;
  const last = Object.fromEntries(taken.map(({ dossierId, seq }) => [dossierId, seq]));
  await tx.run(
    new Statement(
      `UPDATE dossier SET seq = taken.value, header_seq = taken.value FROM json_each(?) taken
        WHERE dossier_id = taken.key`,
      JSON.stringify(last),
    ),
  );
  await noteMoves(tx, taken);
}

/** Past the query builder: it comes with every write. */
async function takeSeq(
  tx: Transaction,
  { dossierId, at, set }: { dossierId: DossierId; at: number; set: SQL },
): Promise<number> {
  const rows = await tx.values(sql`UPDATE dossier SET ${set} WHERE dossier_id = ${dossierId} RETURNING seq`);
  const seq: unknown = rows[0]?.[0];
  if (typeof seq !== 'number') throw new Error('a dossier took no sequence number');
  await noteMove(tx, { dossierId, seq, at });
  return seq;
}
