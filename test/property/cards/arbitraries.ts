import fc from 'fast-check';
import { concat, hex, type Bytes } from '#base/bytes.ts';
import { tlv } from '#cards/tlv/writer.ts';

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
      .tuple(fc.constantFrom(0x30, 0x61, 0x65, 0x66, 0xa0, 0xa1, 0xa4, 0xa8, 0xee, 0x7f21), tie('list'))
      .map(([tag, value]) => tlv(tag, value)),
  ),
})).list;

/** Changes bytes, cuts them short, puts something after them. */
export type Damage = (bytes: Bytes) => Bytes;

/** Places count from the start, and over the end from the start again, so that one damage fits bytes of any length. */
export const damage: fc.Arbitrary<Damage> = fc
  .tuple(
    fc.array(fc.tuple(fc.nat({ max: 0xffff }), fc.nat({ max: 255 })), { maxLength: 4 }),
    fc.option(fc.nat({ max: 0xffff }), { freq: 1 }),
    fc.oneof({ weight: 2, arbitrary: fc.constant(new Uint8Array()) }, fc.uint8Array({ maxLength: 10 })),
  )
  .map(([changes, cut, after]) => (bytes) => {
    const copy = bytes.slice();
    if (copy.length > 0) for (const [at, byte] of changes) copy[at % copy.length] = byte;
    return concat(copy.subarray(0, cut === null ? copy.length : cut % (copy.length + 1)), after);
  });

export const damaged = (bytes: Bytes): fc.Arbitrary<Bytes> => damage.map((change) => change(bytes));

/** Whole answers that mean something, at the wrong moment. */
const STATUSES: readonly Bytes[] = [
  ...[
    '',
    '90',
    '9000',
    '6100',
    '6110',
    '61ff',
    '6c00',
    '6c10',
    '6cff',
    '9f00',
    '9f20',
    '6282',
    '6b00',
    '63c0',
  ],
  ...['63c1', '6300', '6983', '6982', '6a82', '6a88', '6700', '6881', '6e00', '6f00', '0000', 'ffff'],
].map(hex);

export const status: fc.Arbitrary<Bytes> = fc.constantFrom(...STATUSES);

/** What a hostile card says in place of a true answer. */
const instead: fc.Arbitrary<Damage> = fc.oneof(
  { weight: 3, arbitrary: damage },
  { weight: 1, arbitrary: randomBytes.map((bytes) => () => bytes) },
  { weight: 1, arbitrary: fc.tuple(randomBytes, status).map((parts) => () => concat(...parts)) },
  { weight: 2, arbitrary: status.map((said) => () => said) },
);

/** How a hostile card changes its answers; `exchange` counts from 0. */
export type Alteration = (answer: Bytes, exchange: number) => Bytes;

/** One answer is changed, or some, or all from one on. */
export const alteration: fc.Arbitrary<Alteration> = fc
  .tuple(
    fc.constantFrom<Which>(
      (exchange, step) => exchange === step,
      (exchange, step) => exchange % (2 + (step % 9)) === step % 2,
      (exchange, step) => exchange >= step,
    ),
    fc.nat({ max: 30 }),
    fc.array(instead, { minLength: 1, maxLength: 4 }),
  )
  .map(([isChanged, step, changes]) => (answer, exchange) => {
    const change = isChanged(exchange, step) ? changes[exchange % changes.length] : undefined;
    return change?.(answer) ?? answer;
  });
type Which = (exchange: number, step: number) => boolean;

/** The same bytes as a view into a larger buffer: whoever reads beyond them finds the filling. */
export function amid(bytes: Uint8Array, filling: number): Bytes {
  const buffer = new Uint8Array(bytes.length + 2 * MARGIN).fill(filling);
  buffer.set(bytes, MARGIN);
  return buffer.subarray(MARGIN, MARGIN + bytes.length);
}
const MARGIN = 16;
