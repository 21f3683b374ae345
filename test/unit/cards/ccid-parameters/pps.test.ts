import { describe, expect, it } from 'vitest';
import { hex, toHex } from '#base/bytes.ts';
import { ppsAccepted, ppsRequest, ppsSpeed } from '#cards/ccid/parameters/pps.ts';

describe('the choice of protocol and speed (ISO/IEC 7816-3 §9)', () => {
  it('asks with the protocol and the speed of TA1', () => {
    expect(toHex(ppsRequest(0, 0x13))).toBe('ff1013fc');
    expect(toHex(ppsRequest(1, 0x18))).toBe('ff1118f6');
  });

  it('is agreed where the card repeats the request', () => {
    const request = ppsRequest(0, 0x13);
    expect(ppsAccepted(request, hex('FF1013FC'))).toBe(true);
    expect(ppsSpeed(request, hex('FF1013FC'))).toBe(0x13);
  });

  it('leaves the default speed where the card leaves the speed out', () => {
    const request = ppsRequest(1, 0x18);
    expect(ppsAccepted(request, hex('FF01FE'))).toBe(false);
    expect(ppsSpeed(request, hex('FF01FE'))).toBe(0x11);
  });

  it.each([
    ['another protocol', 'FF1113FD'],
    ['another speed', 'FF1018F7'],
    ['a wrong check', 'FF1013FD'],
    ['bytes left over', 'FF1013FC00'],
    ['nothing', ''],
  ])('failed with %s', (_, answer) => {
    const request = ppsRequest(0, 0x13);
    expect(ppsAccepted(request, hex(answer))).toBe(false);
    expect(ppsSpeed(request, hex(answer))).toBeUndefined();
  });
});
