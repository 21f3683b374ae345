import type { DossierId } from '#base/brand.ts';
import type { Random } from '#base/random.ts';
import type { Transaction } from '#server/database.server.ts';
import { sealJson, type SealKey } from '#server/seal.ts';
import { sql } from 'drizzle-orm';
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
  const { edge, last } = await endOf(tx, deps.tree, input.dossierId);
  const place = {
    tree: deps.tree,
    index: edge.size,
    position: input.dossierId ? (last?.position ?? 0) + 1 : 0,
    prev: last?.leafHash ?? null,
  };
  const { leaf, secret } = makeLeaf(input, place, deps.random);
  const row = { leaf, leafHash: leafHashOf(leaf), dossierId: input.dossierId ?? null };
  const sealed = sealJson(deps.traceKey, secret, tracePlace(deps.tree, edge.size));
  const completed: TreeNode[] = [];
  const grown = addLeaf(edge, row.leafHash, (node) => completed.push(node));
  await insert(tx, { ...place, ...row, sealed });
  await writeEdge(tx, deps.tree, grown);
  await keepNodes(tx, completed);
}

type End = { edge: TreeEdge; last: { position: number; leafHash: string } | undefined };

/**
 * The right edge of the tree, and the last leaf of the dossier's own chain. In one statement, and like the two writes
 * past the query builder: a trace comes with every act, and building its queries took as long as running them.
 */
async function endOf(tx: Transaction, tree: string, dossierId: DossierId | undefined): Promise<End> {
  const rows = await tx.values(sql`SELECT t.size, t.edge, c.position, c.leaf_hash FROM (SELECT 1)
    LEFT JOIN trace_tree t ON t.name = ${tree}
    LEFT JOIN (SELECT position, leaf_hash FROM trace WHERE dossier_id = ${dossierId ?? null}
      ORDER BY position DESC LIMIT 1) c`);
  // the driver's rows are like arrays, and no more
  const [size, edge, position, leafHash] = Array.from(rows[0] ?? []);
  const isNew = typeof size !== 'number' || typeof edge !== 'string';
  return {
    edge: isNew ? EMPTY_TREE : { size, hashes: parseHashes(edge) },
    last: typeof position === 'number' && typeof leafHash === 'string' ? { position, leafHash } : undefined,
  };
}

type Row = { index: number; dossierId: string | null; position: number; leaf: string; leafHash: string };

async function insert(tx: Transaction, row: Row & { sealed: Buffer }): Promise<void> {
  const { index, dossierId, position, leaf, leafHash, sealed } = row;
  await tx.run(sql`INSERT INTO trace (leaf_index, dossier_id, position, leaf, leaf_hash, sealed)
    VALUES (${index}, ${dossierId}, ${position}, ${leaf}, ${leafHash}, ${sealed})`);
}

async function writeEdge(tx: Transaction, tree: string, { size, hashes }: TreeEdge): Promise<void> {
  await tx.run(sql`INSERT INTO trace_tree (name, size, edge) VALUES (${tree}, ${size}, ${JSON.stringify(hashes)})
    ON CONFLICT (name) DO UPDATE SET size = excluded.size, edge = excluded.edge`);
}

/** The edge column: a JSON array of hex hashes. */
export function parseHashes(edge: string): string[] {
  const hashes: unknown = JSON.parse(edge);
  if (Array.isArray(hashes) && hashes.every((hash): hash is string => typeof hash === 'string'))
    return hashes;
  throw new Error('the edge of a trace tree is not a list of hashes');
}
