import type { Reader } from '#server/database.server.ts';
import { traceNode } from '#server/schema/trace.ts';
import { and, eq } from 'drizzle-orm';
import { growingTree, rootOf } from './merkle.ts';
import { BLOCK, leafHashesOf, LOWEST_LEVEL } from './nodes.ts';

/**
 * PROOF(from, D[to]) of RFC 6962 §2.1.2: the hashes (hex) that show the tree of `from` leaves to be the beginning of the
 * tree of `to`. Reads the leaf hashes of two blocks of 2^8 at most, and some dozens of kept subtrees. Undefined where a
 * row is missing: there is nothing that proves such a tree.
 * @param from at least 1 and at most `to`, which the tree has reached
 */
export async function consistencyProof(db: Reader, from: number, to: number): Promise<string[] | undefined> {
  const hashes = treeHashes(db);
  const proof: string[] = [];
  for (const range of proofRanges(from, to)) {
    const hash = await hashes.ofRange(range);
    if (hash === undefined) return undefined;
    proof.push(hash);
  }
  return proof;
}

/** Leaves `start` to `end`, the last not included. */
type Range = { start: number; end: number };

/** SUBPROOF of RFC 6962 §2.1.2, as the ranges whose hashes it lists. */
export function proofRanges(from: number, to: number): Range[] {
  const walk = (m: number, { start, end }: Range, whole: boolean): Range[] => {
    if (m === end - start) return whole ? [] : [{ start, end }];
    const split = start + largestPowerBelow(end - start);
    if (m <= split - start) return [...walk(m, { start, end: split }, whole), { start: split, end }];
    return [...walk(m - (split - start), { start: split, end }, false), { start, end: split }];
  };
  return walk(from, { start: 0, end: to }, true);
}

/** The largest power of two smaller than n, n > 1. */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** Hashes of subtrees, each block read once. */
function treeHashes(db: Reader) {
  const blocks = new Map<number, readonly string[]>();

  async function ofLeaves(start: number, end: number): Promise<string | undefined> {
    const block = Math.floor(start / BLOCK);
    const leaves = blocks.get(block) ?? (await leafHashesOf(db, block));
    blocks.set(block, leaves);
    const part = leaves.slice(start - block * BLOCK, end - block * BLOCK);
    if (part.length !== end - start) return undefined;
    const tree = growingTree();
    for (const leaf of part) tree.add(leaf);
    return tree.root();
  }

  /** A perfect subtree of 2^8 leaves or more was kept; a smaller one lies inside one block. */
  async function ofPerfect(start: number, end: number): Promise<string | undefined> {
    const level = Math.log2(end - start);
    if (level < LOWEST_LEVEL) return ofLeaves(start, end);
    const isIt = and(eq(traceNode.level, level), eq(traceNode.index, start / (end - start)));
    const [row] = await db.select({ hash: traceNode.hash }).from(traceNode).where(isIt);
    return row?.hash;
  }

  return {
    /** MTH of a range that starts where a perfect subtree of its size would: as every range of a proof does. */
    async ofRange({ start, end }: Range): Promise<string | undefined> {
      const parts: string[] = [];
      for (let at = start; at < end;) {
        const size = largestPowerBelow(end - at + 1);
        const hash = await ofPerfect(at, at + size);
        if (hash === undefined) return undefined;
        parts.push(hash);
        at += size;
      }
      return rootOf({ hashes: parts });
    },
  };
}
