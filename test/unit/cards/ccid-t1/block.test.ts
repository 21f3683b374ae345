import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import {
  decodeBlock,
  encodeBlock,
  informationBlock,
  receiptBlock,
  supervisoryBlock,
  type Block,
} from '#cards/ccid/t1/block.ts';
import { appendEdc } from '#cards/ccid/t1/edc.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';

const blocks: fc.Arbitrary<Block> = fc.oneof(
  fc
    .tuple(fc.constantFrom(0 as const, 1 as const), fc.boolean(), fc.uint8Array({ maxLength: 254 }))
    .map(([sequence, more, inf]) => informationBlock(sequence, more, Uint8Array.from(inf))),
  fc
    .tuple(
      fc.constantFrom(0 as const, 1 as const),
      fc.constantFrom('none' as const, 'edc' as const, 'other' as const),
    )
    .map(([expected, fault]) => receiptBlock(expected, fault)),
  fc
    .tuple(
      fc.constantFrom('ifs' as const, 'wtx' as const),
      fc.constantFrom('request' as const, 'response' as const),
      fc.integer({ min: 1, max: 254 }),
    )
    .map(([what, side, value]) => supervisoryBlock(what, side, value)),
  fc
    .tuple(
      fc.constantFrom('resynch' as const, 'abort' as const),
      fc.constantFrom('request' as const, 'response' as const),
    )
    .map(([what, side]) => supervisoryBlock(what, side)),
);
const detections = fc.constantFrom('lrc' as const, 'crc' as const);

describe('a block of T=1 (ISO/IEC 7816-3 §11.3)', () => {
  it.each<[string, string, Block]>([
    ['I(0,0)', '00 00 05 00 A4 00 00 00 A1', informationBlock(0, false, hex('00A4000000'))],
    ['I(1,1)', '00 60 01 AA CB', informationBlock(1, true, hex('AA'))],
    ['R(0)', '00 80 00 80', receiptBlock(0, 'none')],
    ['R(1) after a wrong check', '00 91 00 91', receiptBlock(1, 'edc')],
    ['R(0) after another error', '00 82 00 82', receiptBlock(0, 'other')],
    ['S(RESYNCH request)', '00 C0 00 C0', supervisoryBlock('resynch', 'request')],
    ['S(IFS request)', '00 C1 01 FE 3E', supervisoryBlock('ifs', 'request', 254)],
    ['S(ABORT response)', '00 E2 00 E2', supervisoryBlock('abort', 'response')],
    ['S(WTX request)', '00 C3 01 02 C0', supervisoryBlock('wtx', 'request', 2)],
  ])('%s is written and read', (_, bytes, block) => {
    expect(toHex(encodeBlock(block, 'lrc'))).toBe(toHex(hex(bytes)));
    expect(decodeBlock(hex(bytes), 'lrc')).toEqual({ ok: true, value: block });
  });

  // exchanges of an OsEID card with libccid (doc/T1_CRC.txt of the OsEID project)
  it.each(['00 C1 01 FE 54 4E', '00 E1 01 FE 57 75', '00 00 05 00 A4 00 00 00 B8 DA', '00 90 00 20 6E'])(
    'of a card with a CRC, %s, is read and written back the same',
    (bytes) => {
      const read = decodeBlock(hex(bytes), 'crc');
      expect(read.ok && toHex(encodeBlock(read.value, 'crc'))).toBe(toHex(hex(bytes)));
    },
  );

  it.each([
    ['edc', 'a wrong check', '00 80 00 81'],
    ['edc', 'nothing in it', ''],
    ['other', 'a check and nothing else', '00'],
    ['other', 'another address', '01 80 00 81'],
    ['other', 'a length too short', '00 00 01 AA BB 10'],
    ['other', 'a length too long', '00 00 03 AA A9'],
    ['other', 'a reserved bit', '00 01 00 01'],
    ['other', 'an R-block that carries data', '00 80 01 00 81'],
    ['other', 'an R-block of an unknown fault', '00 83 00 83'],
    ['other', 'an S-block of an unknown kind', '00 C4 00 C4'],
    ['other', 'an S(IFS) without its size', '00 C1 00 C1'],
    ['other', 'an S(IFS) of a reserved size', '00 C1 01 FF 3F'],
  ])('is refused (%s) with %s', (fault, _, bytes) => {
    expect(decodeBlock(hex(bytes), 'lrc')).toEqual({ ok: false, error: fault });
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(blocks, detections, (block, detection) => {
        expect(decodeBlock(encodeBlock(block, detection), detection)).toEqual({ ok: true, value: block });
      }),
      { numRuns: FUZZ_CASES },
    );
  });

  it('with one byte changed is refused by its check', () => {
    fc.assert(
      fc.property(
        blocks,
        detections,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (block, detection, at, by) => {
          const bytes = encodeBlock(block, detection);
          const index = at % bytes.length;
          bytes[index] = (bytes[index] ?? 0) ^ by;
          expect(decodeBlock(bytes, detection)).toEqual({ ok: false, error: 'edc' });
        },
      ),
      { numRuns: FUZZ_CASES },
    );
  });

  it('is read or refused whatever its bytes, and what is read is written the same', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 270 }),
      fc.uint8Array({ maxLength: 8 }).map((block) => appendEdc('lrc', block)),
    );
    fc.assert(
      fc.property(bytes, (block) => {
        const read = decodeBlock(block, 'lrc');
        if (read.ok) expect(encodeBlock(read.value, 'lrc')).toEqual(Uint8Array.from(block));
        else expect(['edc', 'other']).toContain(read.error);
      }),
      { numRuns: FUZZ_CASES },
    );
  });
});
