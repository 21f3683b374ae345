import { sha256Hex } from '#server/hash.ts';

/**
 * Merkle tree of RFC 6962 §2.1, grown one leaf at a time: the right edge holds the hashes of the perfect subtrees that
 * make up the tree, largest first, as many as the size has bits set.
 */
export type TreeEdge = { size: number; hashes: readonly string[] };
export const EMPTY_TREE: TreeEdge = { size: 0, hashes: [] };

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** SHA-256(0x00 ‖ leaf), hex. */
export const leafHashOf = (leaf: string): string => sha256Hex(LEAF, leaf);

const nodeHashOf = (left: string, right: string): string =>
  sha256Hex(NODE, Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));

/** The tree with one leaf more. */
export function addLeaf({ size, hashes }: TreeEdge, leafHash: string): TreeEdge {
  const edge = [...hashes];
  let hash = leafHash;
  // each set bit at the low end is a perfect subtree of the same size as the new one: the two join
  for (let rest = size; rest & 1; rest = Math.floor(rest / 2)) hash = nodeHashOf(edge.pop() ?? '', hash);
  return { size: size + 1, hashes: [...edge, hash] };
}

/** Root hash (hex): the subtrees joined from the smallest up; SHA-256 of nothing for an empty tree. */
export function rootOf({ hashes }: TreeEdge): string {
  if (hashes.length === 0) return sha256Hex();
  const [smallest = '', ...larger] = hashes.toReversed();
  return larger.reduce((root, left) => nodeHashOf(left, root), smallest);
}
