import type { DossierId } from '#base/brand.ts';
import type { Random } from '#base/random.ts';
import { sealJson, type SealKey } from '#server/seal.ts';
import { traceRow, traceTree } from '#server/schema/trace.ts';
import type { Transaction } from '#server/database.server.ts';
import { desc, eq } from 'drizzle-orm';
import { makeLeaf, type TraceInput } from './leaf.ts';
import { addLeaf, EMPTY_TREE, leafHashOf, type TreeEdge, type TreeNode } from './merkle.ts';
import { keepNodes } from './nodes.ts';

/** Writes traces into the tree of one database, always inside the transaction of the act that they tell of. */
export interface TraceRecorder {
  record(tx: Transaction, input: TraceInput): Promise<void>;
}

export function traceRecorder(deps: { tree: string; traceKey: SealKey; random: Random }): TraceRecorder {
  return { record: (tx, input) => record(deps, tx, input) };
}

/** Where the sealed part of a leaf belongs (associated data of its seal). */
export const tracePlace = (tree: string, index: number): string => `trace|${tree}|${index}`;

async function record(
  deps: { tree: string; traceKey: SealKey; random: Random },
  tx: Transaction,
  input: TraceInput,
): Promise<void> {
  const edge = await readEdge(tx, deps.tree);
  const chain = input.dossierId ? await lastOfChain(tx, input.dossierId) : undefined;
  const place = {
    tree: deps.tree,
    index: edge.size,
    position: input.dossierId ? (chain?.position ?? 0) + 1 : 0,
    prev: chain?.leafHash ?? null,
  };
  const { leaf, secret } = makeLeaf(input, place, deps.random);
  const leafHash = leafHashOf(leaf);
  const sealed = sealJson(deps.traceKey, secret, tracePlace(deps.tree, edge.size));
  await tx.insert(traceRow).values({
    leafIndex: edge.size,
    dossierId: input.dossierId ?? null,
    position: place.position,
    leaf,
    leafHash,
    sealed,
  });
  const completed: TreeNode[] = [];
  await writeEdge(
    tx,
    deps.tree,
    addLeaf(edge, leafHash, (node) => completed.push(node)),
  );
  await keepNodes(tx, completed);
}

async function readEdge(tx: Transaction, name: string): Promise<TreeEdge> {
  const [row] = await tx.select().from(traceTree).where(eq(traceTree.name, name));
  return row ? { size: row.size, hashes: parseHashes(row.edge) } : EMPTY_TREE;
}

/** The edge column: a JSON array of hex hashes. */
export function parseHashes(edge: string): string[] {
  const hashes: unknown = JSON.parse(edge);
  if (Array.isArray(hashes) && hashes.every((hash): hash is string => typeof hash === 'string'))
    return hashes;
  throw new Error('the edge of a trace tree is not a list of hashes');
}

async function writeEdge(tx: Transaction, name: string, { size, hashes }: TreeEdge): Promise<void> {
  const edge = JSON.stringify(hashes);
  await tx
    .insert(traceTree)
    .values({ name, size, edge })
    .onConflictDoUpdate({ target: traceTree.name, set: { size, edge } });
}

/** The leaf before this one in the dossier's own chain. */
async function lastOfChain(tx: Transaction, dossierId: DossierId) {
  const { position, leafHash } = traceRow;
  const [row] = await tx
    .select({ position, leafHash })
    .from(traceRow)
    .where(eq(traceRow.dossierId, dossierId))
    .orderBy(desc(position))
    .limit(1);
  return row;
}
