import { sha256Hex } from '#server/hash.ts';
import { hash as digest } from 'node:crypto';

/**
 * Merkle tree of RFC 6962 §2.1, grown one leaf at a time: the right edge holds the hashes of the perfect subtrees that
 * make up the tree, largest first, as many as the size has bits set.
 */
export type TreeEdge = { size: number; hashes: readonly string[] };
export const EMPTY_TREE: TreeEdge = { size: 0, hashes: [] };

/** A perfect subtree of 2^level leaves, the `index`th of its level. */
export type TreeNode = { level: number; index: number; hash: string };

/** SHA-256(0x00 ‖ leaf), hex. */
export const leafHashOf = (leaf: string): string => digest('sha256', `\0${leaf}`);

/** SHA-256(0x01 ‖ left ‖ right), hex. */
export function nodeHashOf(left: string, right: string): string {
  const bytes = Buffer.allocUnsafe(65);
  bytes[0] = 1;
  bytes.write(left, 1, 'hex');
  bytes.write(right, 33, 'hex');
  return digest('sha256', bytes);
}

/**
 * A tree that grows in place; `onNode` is told of each perfect subtree that a leaf completes, smallest first.
 */
export function growingTree({ size: grown, hashes }: TreeEdge = EMPTY_TREE) {
  const edge = [...hashes];
  let size = grown;
  return {
    size: () => size,
    edge: (): TreeEdge => ({ size, hashes: [...edge] }),
    root: () => rootOf({ hashes: edge }),
    add(leafHash: string, onNode?: (node: TreeNode) => void): void {
      let hash = leafHash;
      let level = 0;
      let index = size;
      // each set bit at the low end is a perfect subtree of the same size as the new one: the two join
      for (; index % 2 === 1; index = (index - 1) / 2) {
        hash = nodeHashOf(edge.pop() ?? '', hash);
        onNode?.({ level: ++level, index: (index - 1) / 2, hash });
      }
      edge.push(hash);
      size += 1;
    },
  };
}

/** Root hash (hex): the subtrees joined from the smallest up; SHA-256 of nothing for an empty tree. */
export function rootOf({ hashes }: Pick<TreeEdge, 'hashes'>): string {
  if (hashes.length === 0) return sha256Hex();
  const [smallest = '', ...larger] = hashes.toReversed();
  return larger.reduce((root, left) => nodeHashOf(left, root), smallest);
}
