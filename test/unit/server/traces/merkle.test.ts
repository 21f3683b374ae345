import { concat, hex, sha256, toHex, utf8, type Bytes } from '#base/bytes.ts';
import { growingTree, leafHashOf, rootOf } from '#server/traces/merkle.ts';
import { describe, expect, it } from 'vitest';

/** RFC 6962 §2.1 as it is written: MTH over the whole list, by recursion. */
async function treeHash(leaves: readonly string[]): Promise<Bytes> {
  if (leaves.length === 0) return sha256(new Uint8Array());
  const [only] = leaves;
  if (leaves.length === 1) return sha256(Uint8Array.of(0), utf8(only ?? ''));
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(
    Uint8Array.of(1),
    concat(await treeHash(leaves.slice(0, split)), await treeHash(leaves.slice(split))),
  );
}

function grow(leaves: readonly string[]) {
  const tree = growingTree();
  for (const leaf of leaves) tree.add(leafHashOf(leaf));
  return tree.edge();
}

describe('the tree of RFC 6962', () => {
  it.each(Array.from({ length: 20 }, (_, size) => size))(
    'has the root of the definition with %i leaves',
    async (size) => {
      const leaves = Array.from({ length: size }, (_, i) => `leaf ${i}`);
      expect(rootOf(grow(leaves))).toBe(toHex(await treeHash(leaves)));
    },
  );

  it('keeps as many hashes as its size has bits set', async () => {
    for (const size of [1, 2, 3, 7, 8, 100]) {
      const edge = grow(Array.from({ length: size }, String));
      expect(edge.hashes).toHaveLength(size.toString(2).replaceAll('0', '').length);
    }
  });

  it('separates leaves from nodes: two leaves are not one leaf of their hashes', async () => {
    const [a, b] = [leafHashOf('a'), leafHashOf('b')];
    const joined = toHex(concat(hex(a), hex(b)));
    expect(rootOf(grow(['a', 'b']))).not.toBe(leafHashOf(joined));
  });
});
