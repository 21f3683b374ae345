import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { parseAtr } from '#cards/ccid/parameters/atr.ts';
import { FUZZ_CASES } from '#test/support/fuzz-cases.ts';

const MALFORMED = { ok: false, error: { type: 'Malformed', what: 'ATR' } };

const facts = (atr: string) => unwrap(parseAtr(hex(atr)));

describe('an answer to reset (ISO/IEC 7816-3 §8)', () => {
  it('of a carte Vitale 2 offers T=0 alone, four times the default speed', () => {
    const vitale = facts('3B 75 13 00 00 43 09 EA 90 00');
    expect(vitale).toMatchObject({
      convention: 'direct',
      protocols: [0],
      ta1: 0x13,
      fi: 372,
      di: 4,
      specificMode: undefined,
      t0: { wi: 10, guardTime: 0 },
    });
    expect(toHex(vitale.historical)).toBe('4309ea9000');
  });

  it('of a carte Vitale 1 is in inverse convention', () => {
    expect(facts('3F 65 25 00 2C 09 69 90 00')).toMatchObject({
      convention: 'inverse',
      protocols: [0],
      ta1: undefined,
      t0: { guardTime: 0 },
    });
  });

  it('of a CPS3 gives its long waiting time, and no speed of its own', () => {
    expect(facts('3B AC 00 40 2A 00 12 25 00 64 80 00 03 10 00 90 00')).toMatchObject({
      protocols: [0],
      ta1: undefined,
      fi: 372,
      di: 1,
      t0: { wi: 42 },
    });
  });

  it('of a CPS4 offers T=0 first, then T=1, twelve times the default speed', () => {
    expect(facts('3B 9B 18 80 01 00 12 25 00 64 80 04 01 00 00 90 44')).toMatchObject({
      protocols: [0, 1],
      ta1: 0x18,
      di: 12,
      t1: { ifsc: 32, bwi: 4, cwi: 13, errorDetection: 'lrc' },
    });
  });

  it('gives the sizes and times of T=1', () => {
    // T0, TD1 (T=1), TD2 (T=1), TA3 IFSC, TB3 BWI CWI, TC3 CRC
    expect(facts('3B 80 81 71 FE 45 01 CA')).toMatchObject({
      protocols: [1],
      t1: { ifsc: 254, bwi: 4, cwi: 5, errorDetection: 'crc' },
    });
  });

  it('takes global bytes after T=15 for no protocol and for no size of T=1', () => {
    // TD1 T=1, TD2 T=15, TA3 (clock stop and class)
    expect(facts('3B 80 81 1F 03 1D')).toMatchObject({ protocols: [1], t1: { ifsc: 32 } });
  });

  it('names the protocol of the specific mode', () => {
    // TD1 T=1, TA2 81
    expect(facts('3B 80 11 81 10')).toMatchObject({ protocols: [1], specificMode: { protocol: 1 } });
  });

  it('offers nothing where only other protocols are named', () => {
    expect(facts('3B 80 0E 8E').protocols).toEqual([]);
  });

  it('reads a reserved speed as the default one', () => {
    expect(facts('3B 10 77')).toMatchObject({ ta1: undefined, fi: 372, di: 1 });
  });

  it.each([
    ['nothing', ''],
    ['a convention that does not exist', '3C 00'],
    ['an interface byte that is missing', '3B F0 11 00'],
    ['historical bytes that are missing', '3B 05 01 02'],
    ['bytes left over', '3B 00 00'],
    ['a TCK that is wrong', '3B 80 81 01 00 00'],
    ['a TCK that is missing', '3B 80 01'],
    ['more than 33 characters', `3B ${'80 '.repeat(33)}`],
  ])('is refused with %s', (_, atr) => {
    expect(parseAtr(hex(atr))).toEqual(MALFORMED);
  });

  it('is always read or refused, and never written to, whatever its bytes', () => {
    const start = fc.constantFrom(0x3b, 0x3f, 0x00);
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 40 }), (ts, rest) => {
        const atr = Uint8Array.of(ts, ...rest);
        const before = atr.slice();
        const read = parseAtr(atr);
        expect(atr).toEqual(before);
        if (!read.ok) expect(read).toEqual(MALFORMED);
        else expect(read.value.fi * read.value.di * read.value.t1.ifsc * read.value.t0.wi).toBeGreaterThan(0);
      }),
      { numRuns: FUZZ_CASES },
    );
  });

  it('is refused when cut short, wherever', () => {
    const whole = hex('3B 9B 18 80 01 00 12 25 00 64 80 04 01 00 00 90 44');
    for (let length = 0; length < whole.length; length++)
      expect(parseAtr(whole.subarray(0, length))).toEqual(MALFORMED);
  });
});
