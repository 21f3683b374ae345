import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import type { PinPadRequest } from '#cards/channel.ts';
import { pinPadError, pinPadTakes, secureVerify } from '#cards/ccid/pin-pad.ts';

const padded: PinPadRequest = {
  command: hex('00 20 00 01 08 FFFFFFFFFFFFFFFF'),
  minLength: 4,
  maxLength: 8,
  timeout: 30,
};
const bare: PinPadRequest = { command: hex('00 20 00 01'), minLength: 4, maxLength: 4, timeout: 30 };

describe('a code asked for on the keys of a reader (CCID 1.10 §6.1.11)', () => {
  it('is ASCII at the left of the padded block, most and least digits in that order', () => {
    expect(toHex(secureVerify(padded))).toBe(
      ['00', '1e', '82', '08', '00', '0804', '02', '01', '0c04', '00', '000000', toHex(padded.command)].join(
        '',
      ),
    );
  });

  it('stands alone behind the header of a command without a block', () => {
    expect(toHex(secureVerify(bare))).toBe('001e8200000404' + '02010c0400000000' + '00200001');
  });

  it('has at most 255 seconds', () => {
    expect(secureVerify({ ...bare, timeout: 1000 })[1]).toBe(255);
  });

  it.each<[string, Partial<PinPadRequest>]>([
    ['a block over 15 bytes', { command: hex(`00 20 00 01 10 ${'FF'.repeat(16)}`) }],
    ['a block that is not as long as it says', { command: hex('00 20 00 01 08 FFFF') }],
    ['a command cut short', { command: hex('00 20 00') }],
    ['more digits than its block holds', { maxLength: 9 }],
    ['least above most', { minLength: 5, maxLength: 4 }],
    ['no digit at all', { minLength: 0 }],
  ])('is not sent with %s', (_, change) => {
    const request = { ...padded, ...change };
    expect(pinPadTakes(request)).toBe(false);
    expect(() => secureVerify(request)).toThrow(RangeError);
  });

  it('may be cancelled, or not come in time', () => {
    expect([pinPadError(0xef), pinPadError(0xf0), pinPadError(0xfe)]).toEqual([
      { type: 'PinPadCancelled' },
      { type: 'PinPadTimeout' },
      undefined,
    ]);
  });
});
