import type { SealKey } from '#server/seal.ts';
import { leafHashOf } from './merkle.ts';
import type { StoredTrace } from './rows.ts';
import { commitmentOpener } from './view.ts';

/** What a row by itself may show. */
export type RowAlteration = 'leafAltered' | 'rowMissing' | 'chainBroken' | 'secretAltered';

/** Checks rows one after the other, from the first leaf of a tree on; names what is wrong with a row. */
export function rowAuditor(deps: { tree: string; traceKey: SealKey }) {
  const chains = new Map<string, { position: number; leafHash: string }>();
  const commitmentsIn = commitmentOpener(deps);

  function sits(row: StoredTrace, leaf: Leaf): boolean {
    const before = row.dossierId === null ? undefined : chains.get(row.dossierId);
    const position = row.dossierId === null ? 0 : (before?.position ?? 0) + 1;
    return (
      leaf.tree === deps.tree &&
      leaf.index === row.leafIndex &&
      (leaf.dossierId ?? null) === row.dossierId &&
      leaf.position === position &&
      row.position === position &&
      leaf.prev === (before?.leafHash ?? null)
    );
  }

  function secretHolds(row: StoredTrace, committed: unknown): boolean {
    try {
      return areSame(commitmentsIn(row), committed);
    } catch {
      return false; // whatever does not open was not sealed there
    }
  }

  return (row: StoredTrace, index: number): RowAlteration | undefined => {
    if (row.leafIndex !== index) return 'rowMissing';
    if (leafHashOf(row.leaf) !== row.leafHash) return 'leafAltered';
    const leaf = leafIn(row.leaf);
    if (!sits(row, leaf)) return 'chainBroken';
    if (!secretHolds(row, leaf.commitments)) return 'secretAltered';
    if (row.dossierId !== null) chains.set(row.dossierId, { position: row.position, leafHash: row.leafHash });
    return undefined;
  };
}

type Leaf = Readonly<Record<string, unknown>>;

/** Nothing where it is no JSON: it then sits nowhere. */
function leafIn(text: string): Leaf {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

const isRecord = (value: unknown): value is Leaf => typeof value === 'object' && value !== null;

/** The same commitments, none more and none less. */
function areSame(commitments: Readonly<Record<string, string>>, committed: unknown): boolean {
  if (!isRecord(committed)) return false;
  const names = Object.keys(commitments);
  return (
    Object.keys(committed).length === names.length &&
    names.every((name) => committed[name] === commitments[name])
  );
}
