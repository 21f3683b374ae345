import { concat, hex, sha256, toHex, utf8, type Bytes } from '#base/bytes.ts';
import { verifyConsistency, type TreeState } from '#wire/consistency.ts';
import { describe, expect, it } from 'vitest';

/** Leaves and proofs of the reference tests of Certificate Transparency (RFC 6962), as published with its log. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => hex(text));

const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const PROOFS: { from: number; to: number; proof: string[] }[] = [
  { from: 1, to: 1, proof: [] },
  {
    from: 1,
    to: 8,
    proof: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    from: 6,
    to: 8,
    proof: [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  {
    from: 2,
    to: 5,
    proof: [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
];

const state = (size: number): TreeState => ({ size, root: ROOTS[size - 1] ?? '' });

describe('a proof of consistency (RFC 6962 §2.1.2)', () => {
  it('is about the published roots', async () => {
    const leafHash = (leaf: Bytes): Promise<Bytes> => sha256(Uint8Array.of(0), leaf);
    const [a = hex(''), b = hex('')] = LEAVES;
    expect(toHex(await leafHash(a))).toBe(ROOTS[0]);
    const both = concat(Uint8Array.of(1), await leafHash(a), await leafHash(b));
    expect(toHex(await sha256(both))).toBe(ROOTS[1]);
  });

  it.each(PROOFS)('holds from $from to $to', async ({ from, to, proof }) => {
    expect(await verifyConsistency(state(from), state(to), proof)).toBe(true);
  });

  it.each(PROOFS)('does not hold from $from to $to with a hash changed, cut or added', async (vector) => {
    const { from, to, proof } = vector;
    const extra = toHex(await sha256(utf8('extra')));
    const changed = proof.map((_, i) => proof.map((hash, j) => (i === j ? extra : hash)));
    const wrong = [
      ...changed,
      [...proof, extra],
      ...(proof.length > 0 ? [proof.slice(1), proof.slice(0, -1), []] : []),
    ];
    for (const one of wrong) expect(await verifyConsistency(state(from), state(to), one)).toBe(false);
  });

  it('holds for no smaller tree, and for none of the same size with another root', async () => {
    expect(await verifyConsistency(state(8), state(6), [])).toBe(false);
    expect(await verifyConsistency(state(8), { size: 8, root: ROOTS[6] ?? '' }, [])).toBe(false);
  });

  it('needs no proof from an empty tree, whose root must be the empty one', async () => {
    const empty = { size: 0, root: toHex(await sha256()) };
    expect(await verifyConsistency(empty, state(3), [])).toBe(true);
    expect(await verifyConsistency({ size: 0, root: ROOTS[0] ?? '' }, state(3), [])).toBe(false);
    expect(await verifyConsistency(empty, state(3), [ROOTS[0] ?? ''])).toBe(false);
  });
});
