import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '#base/bytes.ts';
import { declaredLength, readTlvs, readTlvTree, type Tlv, type TlvTree } from '#cards/tlv/reader.ts';
import { tlv } from '#cards/tlv/writer.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';
import { amid, damaged, randomBytes, tlvLike } from './arbitraries.ts';
import { expectOutcome } from './outcome.ts';
import { SAMPLES } from './samples.ts';

const anything = fc.oneof(
  randomBytes,
  tlvLike,
  tlvLike.chain(damaged),
  ...Object.values(SAMPLES).map(damaged),
);
const runs = { numRuns: FUZZ_CASES };

/** Of all objects, those inside others too. */
const valuesOf = (trees: readonly TlvTree[]): readonly Tlv[] =>
  trees.flatMap((tree) => [tree, ...valuesOf(tree.children)]);

function expectWithin(bytes: Bytes, values: readonly Tlv[]): void {
  for (const { value } of values) {
    expect(value.buffer === bytes.buffer || value.length === 0).toBe(true);
    expect(value.byteOffset).toBeGreaterThanOrEqual(bytes.byteOffset);
    expect(value.byteOffset + value.length).toBeLessThanOrEqual(bytes.byteOffset + bytes.length);
  }
}

describe('TLV', () => {
  it('of any bytes gives objects within them, or an error of the closed union', () => {
    fc.assert(
      fc.property(anything, fc.nat({ max: 255 }), (plain, filling) => {
        const bytes = amid(plain, filling);
        const level = readTlvs(bytes, 'x');
        const tree = readTlvTree(bytes, 'x');
        expectOutcome(level);
        expectOutcome(tree);
        if (level.ok) expectWithin(bytes, level.value);
        if (tree.ok) expectWithin(bytes, valuesOf(tree.value));
        // what stands around the bytes says nothing about them
        expect(readTlvTree(plain, 'x')).toEqual(tree);
        expect(declaredLength(bytes)).toBe(declaredLength(plain));
        expect(bytes).toEqual(plain);
      }),
      runs,
    );
  });

  const tag = fc.constantFrom(0x80, 0x65, 0x7f21, 0x5f37, 0xbf8101);

  it('reads back what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(tag, fc.uint8Array({ maxLength: 700 })), { maxLength: 5 }), (objects) => {
        const bytes = Uint8Array.from(objects.flatMap(([t, value]) => [...tlv(t, value)]));
        const read = readTlvs(bytes, 'x');
        expect(read.ok && read.value.map(({ tag: t, value }) => [t, [...value]])).toEqual(
          objects.map(([t, value]) => [t, [...value]]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('refuses every object cut short', () => {
    fc.assert(
      fc.property(tag, fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), (t, value, cut) => {
        const whole = tlv(t, value);
        const short = whole.subarray(0, 1 + (cut % (whole.length - 1)));
        expect(readTlvs(short, 'x').ok).toBe(false);
        expect(declaredLength(short) ?? whole.length).toBe(whole.length);
      }),
      runs,
    );
  });
});
