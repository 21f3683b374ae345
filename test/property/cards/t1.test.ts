import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, hex, type Bytes } from '#base/bytes.ts';
import { err, ok, unwrap, type Result } from '#base/result.ts';
import { parseAtr } from '#cards/ccid/parameters/atr.ts';
import { ppsSpeed } from '#cards/ccid/parameters/pps.ts';
import { decodeBlock } from '#cards/ccid/t1/block.ts';
import { appendEdc, type ErrorDetection } from '#cards/ccid/t1/edc.ts';
import { createT1 } from '#cards/ccid/t1/t1-channel.ts';
import type { CardError } from '#cards/errors.ts';
import { createCardT1 } from '#demo/usb/card-t1.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';
import { amid, damage, damaged, randomBytes } from './arbitraries.ts';
import { expectEnd, expectOutcome } from './outcome.ts';

const runs = { numRuns: FUZZ_CASES };

/** Of one command: its blocks, S(IFS) and S(RESYNCH) before them, the answer to S(ABORT) after them. */
const MAX_BLOCKS = 1024 + 4;
const LONGEST_BLOCK = 3 + 254 + 2;

const ATRS = {
  lrc: hex('3B 80 81 11 20 30'),
  crc: hex('3B D5 96 02 80 71 FE 65 01 4F 73 45 49 44 5E'),
} as const;
const detection = fc.constantFrom<ErrorDetection>('lrc', 'crc');

/** What comes in place of a card's block. */
type Mischief = (honest: Bytes, kind: ErrorDetection) => Result<Bytes, CardError>;

const pcb = fc.oneof(
  fc.constantFrom(
    0x00,
    0x20,
    0x40,
    0x60,
    0x80,
    0x81,
    0x82,
    0x90,
    0xc0,
    0xc1,
    0xc2,
    0xc3,
    0xe0,
    0xe1,
    0xe2,
    0xe3,
  ),
  fc.nat({ max: 255 }),
);
const mischief: fc.Arbitrary<Mischief> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Mischief>((honest) => ok(honest)) },
  // a block whose check is right, and that nobody asked for
  {
    weight: 6,
    arbitrary: fc
      .tuple(pcb, fc.oneof(fc.uint8Array({ maxLength: 1 }), fc.uint8Array({ maxLength: 254 })))
      .map<Mischief>(
        ([code, inf]) =>
          (_honest, kind) =>
            ok(framed(kind, code, inf)),
      ),
  },
  { weight: 3, arbitrary: damage.map<Mischief>((change) => (honest) => ok(change(honest))) },
  // damaged, then checked again, as only a hostile card does
  {
    weight: 3,
    arbitrary: damage.map<Mischief>((change) => (honest, kind) => {
      const end = honest.length - (kind === 'lrc' ? 1 : 2);
      return ok(appendEdc(kind, change(honest.slice(0, end))));
    }),
  },
  { weight: 2, arbitrary: randomBytes.map<Mischief>((bytes) => () => ok(bytes)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<CardError>(
        { type: 'CardMute' },
        { type: 'ReaderFault', what: 'parity' },
        { type: 'CardRemoved' },
      )
      .map<Mischief>((error) => () => err(error)),
  },
);

const framed = (kind: ErrorDetection, code: number, inf: Uint8Array): Bytes =>
  appendEdc(kind, concat(Uint8Array.of(0, code, inf.length), inf));

/** Longer than any command can be. */
const forEver = (acts: readonly Mischief[]): readonly (Mischief | undefined)[] =>
  Array.from({ length: 4 * MAX_BLOCKS }, (_, i) => acts[i % acts.length]);

describe('whatever a card says at T=1', () => {
  it('a command comes to an end, with its answer or an error of the closed union, and the next one too', async () => {
    await fc.assert(
      fc.asyncProperty(
        detection,
        fc.oneof(
          { weight: 9, arbitrary: fc.array(mischief, { maxLength: 30 }) },
          { weight: 1, arbitrary: fc.array(mischief, { minLength: 1, maxLength: 3 }).map(forEver) },
        ),
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.nat({ max: 300 }),
        async (kind, acts, apdu, maxIfsd) => {
          const card = createCardT1({
            detection: kind,
            transmit: (command) => Promise.resolve(concat(command, hex('9000'))),
          });
          let blocks = 0;
          let bytes = 0;
          const channel = createT1({
            facts: unwrap(parseAtr(ATRS[kind])),
            maxIfsd,
            async exchangeBlock(block) {
              bytes += block.length;
              // all that we say is right, whatever we heard
              if (!decodeBlock(block, kind).ok) throw new Error('not a block');
              const honest = await card.block(block);
              const act = acts[blocks];
              expectEnd(++blocks);
              return act?.(honest, kind) ?? ok(honest);
            },
          });
          for (let i = 0; i < 3; i++) {
            const [blocksBefore, bytesBefore] = [blocks, bytes];
            const result = await channel.transmit(apdu);
            expectOutcome(result);
            expect(blocks - blocksBefore).toBeLessThanOrEqual(MAX_BLOCKS);
            expect(bytes - bytesBefore).toBeLessThanOrEqual(MAX_BLOCKS * LONGEST_BLOCK);
          }
        },
      ),
      runs,
    );
  });

  it.each([
    ['asks for another size', ['c1 10']],
    ['asks for more time', ['c3 01']],
    ['asks for the block again', ['80', '90']],
    ['begins anew', ['c0']],
    ['goes on with nothing', ['20', '60']],
    ['goes on with nothing, the other way round', ['60', '20']],
  ])('a command comes to an end with a card that %s for ever', async (_, said) => {
    for (const opening of [0, 1, 2]) {
      let blocks = 0;
      const honest = createCardT1({ detection: 'lrc', transmit: () => Promise.resolve(hex('9000')) });
      const channel = createT1({
        facts: unwrap(parseAtr(ATRS.lrc)),
        maxIfsd: 254,
        async exchangeBlock(block) {
          expectEnd(++blocks);
          if (blocks <= opening) return ok(await honest.block(block));
          const [code = 0, ...inf] = hex(said[blocks % said.length] ?? '');
          return ok(framed('lrc', code, Uint8Array.from(inf)));
        },
      });
      const result = await channel.transmit(new Uint8Array(40));
      expectOutcome(result);
      expect(blocks).toBeLessThanOrEqual(MAX_BLOCKS);
      if (opening < 2) expect(result.ok).toBe(false);
    }
  });

  it('a block, an answer to reset and an answer to PPS are read within their bytes', () => {
    const likely = fc
      .tuple(detection, pcb, fc.uint8Array({ maxLength: 254 }))
      .map((parts) => framed(...parts));
    const atr = fc.oneof(...[...Object.values(ATRS), hex('3B9B188001001225006480040100009044')].map(damaged));
    const any = fc.oneof(likely, likely.chain(damaged), atr, randomBytes);
    fc.assert(
      fc.property(any, detection, fc.nat({ max: 255 }), (plain, kind, filling) => {
        const bytes = amid(plain, filling);
        expect(decodeBlock(bytes, kind)).toEqual(decodeBlock(plain, kind));
        const facts = parseAtr(bytes);
        expectOutcome(facts);
        expect(parseAtr(plain)).toEqual(facts);
        const request = hex('FF1018F7');
        expect(ppsSpeed(request, bytes)).toBe(ppsSpeed(request, plain));
      }),
      runs,
    );
  });
});
