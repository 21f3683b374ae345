import type { DossierId } from '#base/brand.ts';
import type { Database } from '#server/database.server.ts';
import type { SealKey } from '#server/seal.ts';
import { traceNode, traceTree } from '#server/schema/trace.ts';
import type { TreeHead } from '#wire/traces.ts';
import { eq } from 'drizzle-orm';
import { rowAuditor } from './audit-row.ts';
import { EMPTY_TREE, growingTree, type TreeNode } from './merkle.ts';
import { LOWEST_LEVEL } from './nodes.ts';
import { parseHashes } from './recorder.ts';
import { pagesOf, type StoredTrace } from './rows.ts';

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
  /** Leaves that a head known from outside proves to be the ones of then. */
  provenTo: number;
  /** True where a head known from outside covers all rows: without one, a tail cut with its record would not show. */
  tailProven: boolean;
  first: { leafIndex: number; dossierId: DossierId | null; alteration: Alteration } | undefined;
};

/**
 * Checks one tree from its first leaf to its last: hashes, chains of the dossiers, commitments, the tree's own record of
 * itself and, where given, heads that were noted outside. Stops at the first altered row and names it; the more heads,
 * the closer the place where a history that was rewritten whole leaves the one of then. R1111-43: traces are kept.
 */
export async function auditTree(
  deps: { database: Database; tree: string; traceKey: SealKey },
  heads: readonly TreeHead[] = [],
): Promise<AuditReport> {
  const alterationOf = rowAuditor(deps);
  const growing = growingTree();
  const nodes = await nodeCheck(deps.database);
  const outside = headCheck(heads);
  const report = (first?: AuditReport['first']): AuditReport => ({
    tree: deps.tree,
    traces: growing.size(),
    root: growing.root(),
    provenTo: outside.provenTo(),
    tailProven: first === undefined && heads.length > 0 && outside.provenTo() === growing.size(),
    first,
  });
  const alter = (row: Place, alteration: Alteration): AuditReport => report({ ...row, alteration });

  for await (const page of pagesOf(deps.database))
    for (const row of page) {
      const alteration = alterationOf(row, growing.size());
      if (alteration) return alter(placeOf(row), alteration);
      growing.add(row.leafHash, (node) => nodes.meet(node));
      if (nodes.differ()) return alter(placeOf(row), 'treeDiffers');
      if (!outside.meets(growing)) return alter(placeOf(row), 'headDiffers');
    }
  const end = { leafIndex: growing.size(), dossierId: null };
  if (nodes.left() || !(await agreesWithRecord(deps, growing.edge()))) return alter(end, 'treeDiffers');
  return outside.provenTo() < outside.size ? alter(end, 'headDiffers') : report();
}

type Place = { leafIndex: number; dossierId: DossierId | null };
const placeOf = ({ leafIndex, dossierId }: StoredTrace): Place => ({ leafIndex, dossierId });

/** Heads from outside, met one after the other as the tree grows. */
function headCheck(heads: readonly TreeHead[]) {
  const waiting = [...heads].sort((a, b) => a.size - b.size).filter(({ size }) => size > 0);
  let provenTo = 0;
  return {
    size: waiting.at(-1)?.size ?? 0,
    provenTo: () => provenTo,
    meets(tree: { size: () => number; root: () => string }): boolean {
      while (waiting[0]?.size === tree.size()) {
        if (waiting.shift()?.root !== tree.root()) return false;
        provenTo = tree.size();
      }
      return true;
    },
  };
}

/** The subtrees that were kept, against those that the rows add up to. */
async function nodeCheck({ db }: Database) {
  const rows = await db.select().from(traceNode);
  const kept = new Map(rows.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  let differ = false;
  return {
    differ: () => differ,
    left: () => kept.size > 0,
    meet({ level, index, hash }: TreeNode): void {
      if (level < LOWEST_LEVEL) return;
      const name = `${level}/${index}`;
      differ ||= kept.get(name) !== hash;
      kept.delete(name);
    },
  };
}

/** The writer's own record of the tree, against what the rows add up to. */
async function agreesWithRecord(
  { database, tree }: { database: Database; tree: string },
  edge: { size: number; hashes: readonly string[] },
): Promise<boolean> {
  const [row] = await database.db.select().from(traceTree).where(eq(traceTree.name, tree));
  const recorded = row ? { size: row.size, hashes: parseHashes(row.edge) } : EMPTY_TREE;
  return recorded.size === edge.size && recorded.hashes.join() === edge.hashes.join();
}
