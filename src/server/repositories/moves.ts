import type { DeviceId, DossierId } from '#base/brand.ts';
import type { Reader, Transaction } from '#server/database.server.ts';
import { insertRows } from '#server/statement.ts';
import { deviceHolding, dossierMove } from '#server/schema/shard.ts';
import { and, asc, eq, gt, gte, lt, min, sql } from 'drizzle-orm';

/** A write took a number of this dossier: whoever holds the dossier is to hear of it. */
export const noteMove = (tx: Transaction, move: Move): Promise<void> => noteMoves(tx, [move]);

/** Several, in their order. */
export const noteMoves = (tx: Transaction, moves: readonly Move[]): Promise<void> =>
  insertRows(
    tx,
    'dossier_move (dossier_id, seq, at)',
    moves.map(({ dossierId, seq, at }) => [dossierId, seq, at]),
  );

type Move = { dossierId: DossierId; seq: number; at: number };

/** The positions of a shard that are kept: what came after `before` is known up to `last`. */
export type MovesKept = { before: number; last: number };

/** SQLite counts on in `sqlite_sequence`, whatever was pruned (autoinc.html). */
export async function movesKept(db: Reader): Promise<MovesKept> {
  const [row] = await db
    .select({
      oldest: sql<number | null>`(SELECT min(position) FROM dossier_move)`,
      last: sql<number | null>`(SELECT seq FROM sqlite_sequence WHERE name = 'dossier_move')`,
    })
    .from(sql`(SELECT 1)`);
  const last = row?.last ?? 0;
  return { before: (row?.oldest ?? last + 1) - 1, last };
}

/**
 * The dossiers that a device holds and that moved after a position, each with the number it stood at then; up to `limit`.
 * Walks the holdings and looks up each: what other dossiers did meanwhile costs nothing.
 */
export async function movedSince(
  db: Reader,
  { device, position, limit }: { device: DeviceId; position: number; limit: number },
): Promise<ReadonlyMap<DossierId, number>> {
  const rows = await db
    .select({ dossierId: deviceHolding.dossierId, first: min(dossierMove.seq) })
    .from(deviceHolding)
    .crossJoin(dossierMove)
    .where(
      and(
        eq(deviceHolding.deviceId, device),
        eq(dossierMove.dossierId, deviceHolding.dossierId),
        gt(dossierMove.position, position),
      ),
    )
    .groupBy(deviceHolding.dossierId)
    .limit(limit);
  return new Map(rows.map(({ dossierId, first }) => [dossierId, (first ?? 1) - 1]));
}

/** Forgets the moves from before a time; what is kept is without a gap. */
export async function pruneMoves(tx: Transaction, before: number): Promise<void> {
  const { position, at } = dossierMove;
  const [first] = await tx
    .select({ position })
    .from(dossierMove)
    .where(gte(at, before))
    .orderBy(asc(position))
    .limit(1);
  await tx.delete(dossierMove).where(first && lt(position, first.position));
}
