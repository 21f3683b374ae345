import type { DossierId } from '#base/brand.ts';
import type { Random } from '#base/random.ts';
import type { Transaction } from '#server/database.server.ts';
import { sealJson, type SealKey } from '#server/seal.ts';
import { insertRows, Statement, type Row } from '#server/statement.ts';
import * as z from 'zod/mini';
import { makeLeaf, type TraceInput } from './leaf.ts';
import { EMPTY_TREE, growingTree, leafHashOf, type TreeEdge, type TreeNode } from './merkle.ts';
import { keepNodes } from './nodes.ts';

/** Writes traces into the tree of one database, always inside the transaction of the act that they tell of. */
export interface TraceRecorder {
  record(tx: Transaction, input: TraceInput): Promise<void>;
  /**
   * For many traces of one transaction: they stand in the database once `write` is done, in a few statements, and nothing
   * else may record in that transaction before.
   * @param dossierIds those that traces are expected of, so that their chains are looked up together
   */
  together(tx: Transaction, dossierIds: readonly DossierId[]): Promise<TracesTogether>;
}

export type TracesTogether = Pick<TraceRecorder, 'record'> & { write(): Promise<void> };

type Deps = { tree: string; traceKey: SealKey; random: Random };

export function traceRecorder(deps: Deps): TraceRecorder {
  return {
    async record(tx, input) {
      const traces = await together(deps, tx, input.dossierId === undefined ? [] : [input.dossierId]);
      await traces.record(tx, input);
      await traces.write();
    },
    together: (tx, dossierIds) => together(deps, tx, dossierIds),
  };
}

/** Where the sealed part of a leaf belongs (associated data of its seal). */
export const tracePlace = (tree: string, index: number): string => `trace|${tree}|${index}`;

async function together(
  { tree: name, traceKey, random }: Deps,
  tx: Transaction,
  dossierIds: readonly DossierId[],
): Promise<TracesTogether> {
  const { edge, chains: ends } = await endsOf(tx, name, dossierIds);
  const tree = growingTree(edge);
  const rows: Row[] = [];
  const completed: TreeNode[] = [];

  async function endOf(dossierId: DossierId): Promise<ChainEnd> {
    const known = ends.get(dossierId);
    if (known) return known;
    const { chains } = await endsOf(tx, name, [dossierId]);
    return chains.get(dossierId) ?? NO_CHAIN;
  }

  return {
    async record(_tx, input) {
      const { dossierId = null } = input;
      const before = dossierId ? await endOf(dossierId) : undefined;
      const position = before ? before.position + 1 : 0;
      const index = tree.size();
      const place = { tree: name, index, position, prev: before?.leafHash ?? null };
      const { leaf, secret } = makeLeaf(input, place, random);
      const leafHash = leafHashOf(leaf);
      const sealed = sealJson(traceKey, secret, tracePlace(name, index));
      tree.add(leafHash, (node) => completed.push(node));
      if (dossierId) ends.set(dossierId, { position, leafHash });
      rows.push([index, dossierId, position, leaf, leafHash, sealed]);
    },
    async write() {
      if (rows.length === 0) return;
      await insertRows(tx, 'trace (leaf_index, dossier_id, position, leaf, leaf_hash, sealed)', rows);
      await writeEdge(tx, name, tree.edge());
      await keepNodes(tx, completed);
    },
  };
}

/** The last leaf of a dossier's own chain. */
type ChainEnd = { position: number; leafHash: string | null };
const NO_CHAIN: ChainEnd = { position: 0, leafHash: null };

type Ends = { edge: TreeEdge; chains: Map<DossierId, ChainEnd> };

/** The right edge of the tree, and the ends of the chains of some dossiers, in one statement. */
async function endsOf(tx: Transaction, tree: string, dossierIds: readonly DossierId[]): Promise<Ends> {
  const rows = await tx.values(
    new Statement(
      `SELECT NULL, size, edge FROM trace_tree WHERE name = ? UNION ALL
        SELECT wanted.key, trace.position, trace.leaf_hash FROM json_each(?) wanted
        JOIN trace ON trace.dossier_id = wanted.value AND trace.position =
          (SELECT max(position) FROM trace WHERE dossier_id = wanted.value)`,
      tree,
      JSON.stringify(dossierIds),
    ),
  );
  const ends: Ends = { edge: EMPTY_TREE, chains: new Map(dossierIds.map((id) => [id, NO_CHAIN])) };
  for (const row of rows) {
    // the driver's rows are like arrays, and no more
    const [key, count, hash] = endRow.parse(Array.from(row));
    const dossierId = key === null ? undefined : dossierIds[key];
    if (dossierId === undefined) ends.edge = { size: count, hashes: parseHashes(hash) };
    else ends.chains.set(dossierId, { position: count, leafHash: hash });
  }
  return ends;
}

const endRow = z.tuple([z.nullable(z.int()), z.int(), z.string()]);

const writeEdge = async (tx: Transaction, tree: string, { size, hashes }: TreeEdge): Promise<void> =>
  void (await tx.run(
    new Statement(
      `INSERT INTO trace_tree (name, size, edge) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET size = excluded.size, edge = excluded.edge`,
      tree,
      size,
      JSON.stringify(hashes),
    ),
  ));

/** The edge column: a JSON array of hex hashes. */
export function parseHashes(edge: string): string[] {
  const hashes: unknown = JSON.parse(edge);
  if (Array.isArray(hashes) && hashes.every((hash): hash is string => typeof hash === 'string'))
    return hashes;
  throw new Error('the edge of a trace tree is not a list of hashes');
}
