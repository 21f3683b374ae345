import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { commandTpdu } from '#cards/ccid/exchange-t0.ts';

describe('a command at T=0', () => {
  it.each([
    ['case 1 gets P3 = 00', '00200001', '0020000100'],
    ['case 2 goes as it is', '00B0820000', '00b0820000'],
    ['case 3 goes as it is', '00A4000C023F00', '00a4000c023f00'],
    ['case 4 goes without Le', '00A4000C023F0000', '00a4000c023f00'],
    ['case 4 with Le = 10 goes without Le', '0088000001AA10', '0088000001aa'],
  ])('%s', (_name, apdu, tpdu) => {
    expect(toHex(unwrap(commandTpdu(hex(apdu))))).toBe(tpdu);
  });

  it.each([
    ['empty', ''],
    ['shorter than a header', '00A400'],
    ['extended', '00A40000000002 3F00'],
    ['cut short', '00A40000023F'],
    ['with bytes left over', '00A40000023F000000'],
  ])('%s is refused', (_name, apdu) => {
    expect(commandTpdu(hex(apdu))).toMatchObject({ error: { type: 'Malformed' } });
  });
});
