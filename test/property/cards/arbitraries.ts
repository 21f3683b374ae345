import fc from 'fast-check';
import { concat, type Bytes } from '#base/bytes.ts';
import { tlv } from '#cards/tlv/writer.ts';

/** How many cases each level is tried with. */
export const CASES = Number(process.env.RELAIS_FUZZ_CASES ?? 300);

/** fast-check's arrays, over a buffer of their own. */
const own = (bytes: Uint8Array): Bytes => Uint8Array.from(bytes);

export const randomBytes: fc.Arbitrary<Bytes> = fc.uint8Array({ maxLength: 300 }).map(own);

/** Nested objects with the tags that cards use, so that parsers get past their first step. */
export const tlvLike: fc.Arbitrary<Bytes> = fc.letrec<{ node: Bytes; leaf: Bytes; list: Bytes }>((tie) => ({
  leaf: fc
    .tuple(
      fc.constantFrom(0x02, 0x03, 0x04, 0x0a, 0x0c, 0x80, 0x81, 0x82, 0x84, 0x85, 0x86, 0x93, 0x4f, 0x5a),
      fc.uint8Array({ maxLength: 20 }),
    )
    .map(([tag, value]) => tlv(tag, value)),
  list: fc.array(tie('node'), { maxLength: 4 }).map((parts) => concat(...parts)),
  node: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    tie('leaf'),
    fc
      .tuple(fc.constantFrom(0x30, 0x61, 0x65, 0x66, 0xee, 0xa0, 0xa1, 0xa4, 0xa8, 0x7f21), tie('list'))
      .map(([tag, value]) => tlv(tag, value)),
  ),
})).list;

/** A true file with some bytes changed, cut short, or with something after it. */
export const damaged = (file: Bytes): fc.Arbitrary<Bytes> =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat({ max: Math.max(0, file.length - 1) }), fc.nat({ max: 255 })), {
        maxLength: 4,
      }),
      fc.oneof(fc.constant(file.length), fc.nat({ max: file.length })),
      fc.uint8Array({ maxLength: 10 }),
    )
    .map(([changes, length, after]) => {
      const copy = file.slice();
      for (const [at, byte] of changes) copy[at] = byte;
      return concat(copy.subarray(0, length), after);
    });

/** What may stand in place of a card's answer. */
export const answerInstead = (answer: Bytes): fc.Arbitrary<Bytes> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(answer) },
    { weight: 2, arbitrary: damaged(answer) },
    { weight: 1, arbitrary: randomBytes },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        Uint8Array.of(),
        Uint8Array.of(0x90),
        Uint8Array.of(0x90, 0x00),
        Uint8Array.of(0x61, 0x10),
        Uint8Array.of(0x6c, 0x10),
        Uint8Array.of(0x9f, 0x00),
        Uint8Array.of(0x62, 0x82),
        Uint8Array.of(0x6b, 0x00),
        Uint8Array.of(0x63, 0xc1),
        Uint8Array.of(0x6f, 0x00),
      ),
    },
  );
