import { asc, gt } from 'drizzle-orm';
import type { Database } from '#server/database.server.ts';
import type { SealKey } from '#server/seal.ts';
import { traceRow, traceTree } from '#server/schema/trace.ts';
import { commitmentsOf } from './leaf.ts';
import { addLeaf, EMPTY_TREE, leafHashOf, rootOf, type TreeEdge } from './merkle.ts';
import { parseHashes } from './recorder.ts';
import { openTraceSecret } from './view.ts';
import type { TreeHead } from '#wire/traces.ts';

/** What the first altered row shows. */
export type Alteration =
  /** The leaf does not have the hash that stands beside it. */
  | 'leafAltered'
  /** A row is missing, or one too many, before this index. */
  | 'rowMissing'
  /** The leaf names another place, or another row before it in its dossier, than the one where it stands. */
  | 'chainBroken'
  /** The sealed part does not open, or is not what the leaf commits to. */
  | 'secretAltered'
  /** The rows and the tree's own record of them do not agree: the tail was cut or rewritten. */
  | 'treeDiffers'
  /** A head known from outside is not in this tree: history was rewritten. */
  | 'headDiffers';

export type AuditReport = {
  tree: string;
  traces: number;
  root: string;
  /** True where a head known from outside covers all rows: without one, a tail cut with its record would not show. */
  tailProven: boolean;
  first: { leafIndex: number; dossierId: string | null; alteration: Alteration } | undefined;
};

const PAGE = 2000;

/**
 * Checks one tree from its first leaf to its last: hashes, chains of the dossiers, commitments, the tree's root and, where
 * given, a head that was noted outside. Stops at the first altered row and names it.
 */
export async function auditTree(
  deps: { database: Database; tree: string; traceKey: SealKey },
  head?: TreeHead,
): Promise<AuditReport> {
  const walk = { edge: EMPTY_TREE, chains: new Map<string, { position: number; leafHash: string }>() };
  let headMet = head === undefined || head.size === 0;
  for await (const row of rowsOf(deps.database)) {
    const alteration = alterationOf(deps, walk, row);
    if (alteration)
      return reportOf(deps.tree, walk.edge, {
        leafIndex: row.leafIndex,
        dossierId: row.dossierId,
        alteration,
      });
    step(walk, row);
    if (head && walk.edge.size === head.size) headMet = rootOf(walk.edge) === head.root;
    if (!headMet && head && walk.edge.size >= head.size)
      return reportOf(deps.tree, walk.edge, {
        leafIndex: row.leafIndex,
        dossierId: row.dossierId,
        alteration: 'headDiffers',
      });
  }
  const end = { leafIndex: walk.edge.size, dossierId: null };
  if (!(await agreesWithRecord(deps, walk)))
    return reportOf(deps.tree, walk.edge, { ...end, alteration: 'treeDiffers' });
  if (!headMet) return reportOf(deps.tree, walk.edge, { ...end, alteration: 'headDiffers' });
  return {
    ...reportOf(deps.tree, walk.edge),
    tailProven: head !== undefined && head.size === walk.edge.size,
  };
}

type Row = typeof traceRow.$inferSelect;
type Walk = { edge: TreeEdge; chains: Map<string, { position: number; leafHash: string }> };

/** By index, a page at a time: an offset would walk the rows again for each page. */
async function* rowsOf(database: Database): AsyncGenerator<Row> {
  for (let last = -1; ;) {
    const rows = await database.db
      .select()
      .from(traceRow)
      .where(gt(traceRow.leafIndex, last))
      .orderBy(asc(traceRow.leafIndex))
      .limit(PAGE);
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < PAGE) return;
    last = end.leafIndex;
  }
}

function alterationOf(
  deps: { tree: string; traceKey: SealKey },
  { edge, chains }: Walk,
  row: Row,
): Alteration | undefined {
  if (row.leafIndex !== edge.size) return 'rowMissing';
  if (leafHashOf(row.leaf) !== row.leafHash) return 'leafAltered';
  const leaf = placeIn(row.leaf);
  const before = row.dossierId ? chains.get(row.dossierId) : undefined;
  const position = row.dossierId ? (before?.position ?? 0) + 1 : 0;
  const sits =
    leaf.tree === deps.tree &&
    leaf.index === row.leafIndex &&
    (leaf.dossierId ?? null) === row.dossierId &&
    leaf.position === position &&
    row.position === position &&
    leaf.prev === (before?.leafHash ?? null);
  if (!sits) return 'chainBroken';
  return secretHolds(deps, row, leaf.commitments) ? undefined : 'secretAltered';
}

function secretHolds(deps: { tree: string; traceKey: SealKey }, row: Row, committed: unknown): boolean {
  try {
    const secret = openTraceSecret(deps.traceKey, deps.tree, row);
    return JSON.stringify(commitmentsOf(secret)) === JSON.stringify(committed);
  } catch {
    return false;
  }
}

function placeIn(leaf: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(leaf);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

function step(walk: Walk, row: Row): void {
  walk.edge = addLeaf(walk.edge, row.leafHash);
  if (row.dossierId) walk.chains.set(row.dossierId, { position: row.position, leafHash: row.leafHash });
}

/** The writer's own record of the tree, against what the rows add up to. */
async function agreesWithRecord(
  { database, tree }: { database: Database; tree: string },
  { edge }: Walk,
): Promise<boolean> {
  const trees = await database.db.select().from(traceTree);
  const row = trees.find(({ name }) => name === tree);
  const recorded = row ? { size: row.size, hashes: parseHashes(row.edge) } : EMPTY_TREE;
  return recorded.size === edge.size && recorded.hashes.join() === edge.hashes.join();
}

function reportOf(tree: string, edge: TreeEdge, first?: AuditReport['first']): AuditReport {
  return { tree, traces: edge.size, root: rootOf(edge), tailProven: false, first };
}
