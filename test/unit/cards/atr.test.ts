import { describe, expect, it } from 'vitest';
import { hex } from '#base/bytes.ts';
import { expectVitale, recogniseCard } from '#cards/atr.ts';
import { cpsProfile } from '#cards/cps/profile.ts';

describe('a card is recognised by its answer to reset', () => {
  it.each([
    ['vitale1', '3F 65 25 00 2B 09 EB 90 00'],
    ['vitale1', '3F 65 25 00 2C 09 69 90 00'],
    ['vitale1', '3F 65 25 00 52 09 6A 90 00'],
    ['vitale1', '3F 65 25 00 A3 09 6A 90 00'],
    ['vitale2', '3B 75 13 00 00 43 09 EA 90 00'],
    ['vitale2', '3B 75 13 00 00 4C 09 EA 90 00'],
    ['vitale2', '3B 75 13 00 00 45 09 FA 90 00'],
    ['cps3', '3B AC 00 40 2A 00 12 25 00 64 80 00 03 10 00 90 00'],
    ['cps2ter', '3B AC 00 40 2A 00 12 25 00 64 80 82 02 12 00 90 00'],
    ['cps3Contactless', '3B 8F 80 01 00 31 B8 64 04 B0 EC C1 73 94 01 80 82 90 00 0E'],
    ['cps4', '3B 9B 18 80 01 00 12 25 00 64 80 04 01 00 00 90 44'],
    ['cps4', '3B 9B 18 80 01 00 12 25 00 64 80 00 04 01 00 90 44'],
    ['cps4', '3B DC 18 FF 00 00 12 25 00 64 80 00 04 01 00 90 00'],
    ['unknown', '3B 75 13 00 00 53 09 EA 90 00'],
    ['unknown', '3B 75 13 00 00 43 09 EA 90'],
    ['unknown', ''],
  ] as const)('as %s: %s', (kind, atr) => {
    expect(recogniseCard(hex(atr))).toBe(kind);
  });

  it('and refused with what it is instead', () => {
    const cps3 = hex('3BAC00402A001225006480000310009000');
    const vitale1 = hex('3F6525002C09699000');
    const contactless = hex('3B8F80010031B86404B0ECC17394018082900 00E');
    expect(expectVitale(cps3)).toMatchObject({ error: { type: 'WrongCard', found: 'cps' } });
    expect(expectVitale(vitale1)).toMatchObject({ error: { type: 'Vitale1' } });
    expect(expectVitale(hex('3B00'))).toMatchObject({ error: { type: 'UnknownCard', atr: '3b00' } });
    expect(cpsProfile(vitale1)).toMatchObject({ error: { type: 'WrongCard', found: 'vitale' } });
    expect(cpsProfile(contactless)).toMatchObject({ error: { type: 'ContactlessCps' } });
    expect(cpsProfile(hex('3B00'))).toMatchObject({ error: { type: 'UnknownCard' } });
    expect(cpsProfile(cps3).ok).toBe(true);
  });
});
