import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { parseAtr } from '#cards/ccid/parameters/atr.ts';
import { parametersFor } from '#cards/ccid/parameters/set-parameters.ts';

const parameters = (atr: string, protocol: 0 | 1) => {
  const { protocolNum, data } = parametersFor(unwrap(parseAtr(hex(atr))), protocol);
  return [protocolNum, toHex(data)];
};

describe('the parameters that a reader is given (CCID 1.10 §6.1.7)', () => {
  it('for T=0 are speed, convention, guard time, waiting time and clock stop', () => {
    expect(parameters('3B 75 13 00 00 43 09 EA 90 00', 0)).toEqual([0, '1300000a00']);
    expect(parameters('3B AC 00 40 2A 00 12 25 00 64 80 00 03 10 00 90 00', 0)).toEqual([0, '1100002a00']);
  });

  it('tell of the inverse convention', () => {
    expect(parameters('3F 65 25 00 2C 09 69 90 00', 0)).toEqual([0, '1102000a00']);
  });

  it('for T=1 have the check, the waiting times and the size of blocks too', () => {
    expect(parameters('3B 9B 18 80 01 00 12 25 00 64 80 04 01 00 00 90 44', 1)).toEqual([
      1,
      '1810004d002000',
    ]);
    expect(parameters('3B 80 81 71 FE 45 01 CA', 1)).toEqual([1, '1111004500fe00']);
  });

  it('fall back to the default speed for a card that did not agree to its own', () => {
    const facts = unwrap(parseAtr(hex('3B 75 13 00 00 43 09 EA 90 00')));
    expect(toHex(parametersFor({ ...facts, ta1: undefined }, 0).data)).toBe('1100000a00');
  });
});
