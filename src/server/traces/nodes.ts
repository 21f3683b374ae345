import type { Database, Reader, Transaction } from '#server/database.server.ts';
import { traceNode, traceRow } from '#server/schema/trace.ts';
import { and, asc, count, eq, gte, lt, max } from 'drizzle-orm';
import { growingTree, type TreeNode } from './merkle.ts';

/** Smaller subtrees are not kept: they are built again from at most 2^8 leaf hashes. */
export const LOWEST_LEVEL = 8;
export const BLOCK = 2 ** LOWEST_LEVEL;

/** Keeps the larger of the subtrees that a leaf completed: none for all leaves but one in 256. */
export async function keepNodes(tx: Transaction, completed: readonly TreeNode[]): Promise<void> {
  const kept = completed.filter(({ level }) => level >= LOWEST_LEVEL);
  if (kept.length > 0) await tx.insert(traceNode).values(kept).onConflictDoNothing();
}

/** Hashes of the leaves of one block of 2^8, by index; fewer for the last block. */
export async function leafHashesOf(db: Reader, block: number): Promise<string[]> {
  const rows = await db
    .select({ leafHash: traceRow.leafHash })
    .from(traceRow)
    .where(and(gte(traceRow.leafIndex, block * BLOCK), lt(traceRow.leafIndex, (block + 1) * BLOCK)))
    .orderBy(asc(traceRow.leafIndex));
  return rows.map(({ leafHash }) => leafHash);
}

/**
 * Fills in the subtrees of a tree that was written before they were kept. Idempotent, and cheap where nothing is missing.
 * A block with a row missing stays without its subtree: `relais audit verify` says where it was altered.
 */
export async function fillNodes({ database }: { database: Database }): Promise<void> {
  const blocks = await wholeBlocks(database.db);
  if ((await nodesAt(database.db, LOWEST_LEVEL)) === blocks) return;
  const tree = growingTree();
  for (let block = 0; block < blocks; block += BLOCKS_AT_ONCE) {
    const completed: TreeNode[] = [];
    const last = Math.min(block + BLOCKS_AT_ONCE, blocks);
    const whole = await growBlocks(database.db, { tree, from: block, to: last, completed });
    await database.write((tx) => keepNodes(tx, completed));
    if (!whole) return;
  }
}

/** Large enough that commits cost little, small enough that writes do not wait long. */
const BLOCKS_AT_ONCE = 64;

/** False where a leaf is missing: up to there `completed` is right. */
async function growBlocks(
  db: Reader,
  {
    tree,
    from,
    to,
    completed,
  }: { tree: ReturnType<typeof growingTree>; from: number; to: number; completed: TreeNode[] },
): Promise<boolean> {
  for (let block = from; block < to; block++) {
    const leaves = await leafHashesOf(db, block);
    if (leaves.length !== BLOCK) return false;
    for (const leaf of leaves) tree.add(leaf, (node) => completed.push(node));
  }
  return true;
}

async function wholeBlocks(db: Reader): Promise<number> {
  const [row] = await db.select({ last: max(traceRow.leafIndex) }).from(traceRow);
  return Math.floor(((row?.last ?? -1) + 1) / BLOCK);
}

async function nodesAt(db: Reader, level: number): Promise<number> {
  const [row] = await db.select({ nodes: count() }).from(traceNode).where(eq(traceNode.level, level));
  return row?.nodes ?? 0;
}
