import { concat, hex, sha256, toHex, utf8, type Bytes } from '#base/bytes.ts';

/**
 * Merkle tree of RFC 6962 §2.1, grown one leaf at a time: the right edge holds the hashes of the perfect subtrees that
 * make up the tree, largest first, as many as the size has bits set.
 */
export type TreeEdge = { size: number; hashes: readonly string[] };
export const EMPTY_TREE: TreeEdge = { size: 0, hashes: [] };

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** SHA-256(0x00 ‖ leaf), hex. */
export const leafHashOf = async (leaf: string): Promise<string> => toHex(await sha256(LEAF, utf8(leaf)));

/** The tree with one leaf more. */
export async function addLeaf({ size, hashes }: TreeEdge, leafHash: string): Promise<TreeEdge> {
  const edge = [...hashes];
  let hash: Bytes = hex(leafHash);
  // each set bit at the low end is a perfect subtree of the same size as the new one: the two join
  for (let rest = size; rest & 1; rest = Math.floor(rest / 2))
    hash = await sha256(NODE, hex(edge.pop() ?? ''), hash);
  return { size: size + 1, hashes: [...edge, toHex(hash)] };
}

/** Root hash (hex): the subtrees joined from the smallest up; SHA-256 of nothing for an empty tree. */
export async function rootOf({ hashes }: TreeEdge): Promise<string> {
  if (hashes.length === 0) return toHex(await sha256(concat()));
  const [smallest = '', ...larger] = hashes.toReversed();
  let root: Bytes = hex(smallest);
  for (const left of larger) root = await sha256(NODE, hex(left), root);
  return toHex(root);
}
