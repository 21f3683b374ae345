import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPsIdNat } from '#base/brand.ts';
import type { VitalePerson } from '#cards/vitale/records.ts';
import { DEMO_HOLDER_CARDS } from '#demo/holders.ts';
import { DEMO_PROFESSIONALS } from '#demo/professionals.ts';
import { sharedFolder } from '#test/support/shared.ts';

const persons = DEMO_HOLDER_CARDS.flatMap((card): readonly VitalePerson[] =>
  card.kind === 'vitale2' ? card.content.persons : [],
);

/** 97 − N mod 97, with 2A as 19 and 2B as 18. */
function nirKey(nir: string): string {
  const digits = nir.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return String(97 - Number(BigInt(digits) % 97n)).padStart(2, '0');
}

function luhn(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}

describe('the fictional professionals', () => {
  it('are a nurse, an emergency doctor and a general practitioner', () => {
    expect(
      DEMO_PROFESSIONALS.map(({ professionCode, specialtyCode }) => [professionCode, specialtyCode]),
    ).toEqual([
      ['60', 'G15_60'],
      ['10', 'G15_10/SM59'],
      ['10', 'G15_10/SM54'],
    ]);
  });

  it.each(DEMO_PROFESSIONALS)(
    '$id has an identifier, an RPPS and a card number with true Luhn digits',
    (person) => {
      expect(isPsIdNat(person.psIdNat)).toBe(true);
      expect(person.psIdNat).toMatch(/^8\d{11}$/);
      expect(luhn(person.psIdNat.slice(1)) % 10).toBe(0);
      expect(luhn(person.serialNumber) % 10).toBe(0);
      expect(person.pin).toMatch(/^\d{4}$/);
    },
  );
});

describe('the demonstration cards', () => {
  it('have different names and a hint in both languages', () => {
    expect(new Set(DEMO_HOLDER_CARDS.map(({ id }) => id)).size).toBe(DEMO_HOLDER_CARDS.length);
    expect(DEMO_HOLDER_CARDS.length).toBeGreaterThanOrEqual(9);
    for (const { hint } of DEMO_HOLDER_CARDS) expect(hint.fr !== '' && hint.en !== '').toBe(true);
  });

  it.each(persons.filter(({ nir }) => nir !== undefined))(
    '$firstName $familyName has an NIR with its key',
    ({ nir }) => {
      expect(nir?.slice(13)).toBe(nirKey(nir ?? ''));
    },
  );

  it('show Corsica, a lunar date, accents, a child with an NIR and one without, an old card and a mute one', () => {
    expect(persons.some(({ nir }) => nir?.includes('2A'))).toBe(true);
    expect(persons.some(({ nir }) => nir?.includes('2B'))).toBe(true);
    expect(persons.some(({ birthDate }) => birthDate.endsWith('00'))).toBe(true);
    expect(persons.some(({ firstName }) => /É.*-|-.*É/.test(firstName))).toBe(true);
    expect(persons.some(({ nir }) => nir === undefined)).toBe(true);
    expect(DEMO_HOLDER_CARDS.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['vitale1', 'mute']));
  });
});

const shared = sharedFolder('domain');
describe.skipIf(shared === undefined)('the demonstration cards marked as official', () => {
  it('carry published test identities', () => {
    const published = readFileSync(join(shared ?? '', 'test-identities.json'), 'utf8');
    for (const card of DEMO_HOLDER_CARDS) {
      if (card.kind !== 'vitale2' || card.origin !== 'official') continue;
      for (const { nir } of card.content.persons) expect(published).toContain(`"${nir}"`);
    }
  });
});
