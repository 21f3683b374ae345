import { toHex, utf8 } from '#base/bytes.ts';
import { growingTree, leafHashOf, nodeHashOf } from '#server/traces/merkle.ts';
import { proofRanges } from '#server/traces/consistency.ts';
import { verifyConsistency, type TreeState } from '#wire/consistency.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const LARGEST = 70;
const leaves = Array.from({ length: LARGEST }, (_, i) => leafHashOf(`leaf ${i}`));

/** MTH of RFC 6962 §2.1, by its definition. */
function rootOfLeaves(hashes: readonly string[]): string {
  if (hashes.length <= 1) return hashes[0] ?? '';
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHashOf(rootOfLeaves(hashes.slice(0, split)), rootOfLeaves(hashes.slice(split)));
}

const state = (size: number): TreeState => ({ size, root: rootOfLeaves(leaves.slice(0, size)) });
const proofOf = (from: number, to: number): string[] =>
  proofRanges(from, to).map(({ start, end }) => rootOfLeaves(leaves.slice(start, end)));

const flipped = (hash: string, bit: number): string => {
  const bytes = Uint8Array.from(Buffer.from(hash, 'hex'));
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return toHex(bytes);
};

const sizes = fc
  .tuple(fc.integer({ min: 1, max: LARGEST }), fc.integer({ min: 1, max: LARGEST }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

describe('consistency of trees', () => {
  it('is proven between every two sizes of one tree', async () => {
    for (let to = 1; to <= LARGEST; to++)
      for (let from = 1; from <= to; from++)
        expect(await verifyConsistency(state(from), state(to), proofOf(from, to))).toBe(true);
  });

  it('fails where any bit of the proof or of a root is flipped', () =>
    fc.assert(
      fc.asyncProperty(
        sizes,
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        async ({ from, to }, which, bit) => {
          const proof = proofOf(from, to);
          const at = which % (proof.length + 2);
          const [old, now] = [state(from), state(to)];
          const bent = proof.map((hash, i) => (i === at ? flipped(hash, bit) : hash));
          if (at === proof.length) old.root = flipped(old.root, bit);
          if (at === proof.length + 1) now.root = flipped(now.root, bit);
          expect(await verifyConsistency(old, now, bent)).toBe(false);
        },
      ),
    ));

  it('is not proven for a tree in which an old leaf was changed', () =>
    fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async ({ from, to }, which) => {
        const changed = which % from;
        const other = leaves.map((leaf, i) => (i === changed ? leafHashOf('other') : leaf));
        const now = { size: to, root: rootOfLeaves(other.slice(0, to)) };
        const proof = proofRanges(from, to).map(({ start, end }) => rootOfLeaves(other.slice(start, end)));
        expect(await verifyConsistency(state(from), now, proof)).toBe(false);
      }),
    ));

  it('refuses a proof of other sizes, and random hashes', () =>
    fc.assert(
      fc.asyncProperty(
        sizes,
        fc.array(fc.string({ maxLength: 8 }), { maxLength: 8 }),
        async ({ from, to }, texts) => {
          const random = texts.map((text) => leafHashOf(toHex(utf8(text))));
          fc.pre(random.length > 0);
          expect(await verifyConsistency(state(from), state(to), random)).toBe(false);
        },
      ),
    ));
});

describe('a growing tree', () => {
  it('names every perfect subtree once, when its last leaf comes', () => {
    const tree = growingTree();
    const named = new Map<string, string>();
    leaves.forEach((leaf) =>
      tree.add(leaf, ({ level, index, hash }) => named.set(`${level}/${index}`, hash)),
    );
    for (let level = 1; 2 ** level <= LARGEST; level++)
      for (let index = 0; (index + 1) * 2 ** level <= LARGEST; index++) {
        const part = leaves.slice(index * 2 ** level, (index + 1) * 2 ** level);
        expect(named.get(`${level}/${index}`)).toBe(rootOfLeaves(part));
        named.delete(`${level}/${index}`);
      }
    expect(named.size).toBe(0);
  });
});
