import { describe, expect, it } from 'vitest';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { looksLikeNir, searchHolders } from '#ui/search-holders.ts';

const holder = (traits: Partial<HolderTraits>, insC = '0000000000000000000000') => ({
  holder: { familyName: '', firstName: '', birthDate: '1982-03-19', ...traits },
  insC,
});
const LINES = [
  holder({ familyName: 'D’ARC-ÉLIE', firstName: 'JEAN-CHRISTOPHE' }, '0963303695871957344973'),
  holder({ familyName: 'DE LA ROCHE DU PLESSIS-MONTALEMBERT D’AUBIGNÉ' }, '1113109067725142806651'),
  holder({ familyName: 'بن عمر', firstName: 'يوسف' }, '0000000000001957344973'),
  holder({ familyName: '👶', firstName: '' }),
];
const LIGATURES = holder({ familyName: 'LŒB-STRAẞE', usedName: 'Ørsted', firstName: 'Łódź' });
const found = (typed: string): number[] => searchHolders(LINES, typed).map((line) => LINES.indexOf(line));

describe('the search for a holder', () => {
  it('finds names with apostrophes, hyphens and particles by any of their words', () => {
    for (const typed of ['arc', "d'arc elie", 'jean christophe', 'ELIE JEAN'])
      expect(found(typed)).toEqual([0]);
    for (const typed of ['roche', 'de la roche', 'montalembert aubigne']) expect(found(typed)).toEqual([1]);
  });

  it('finds a name written from right to left', () => {
    expect(found('يوسف')).toEqual([2]);
    expect(found('عمر')).toEqual([2]);
  });

  it('finds a name that is typed in one piece, or without its ligatures', () => {
    for (const typed of ['darc', 'darcelie', 'jeanchristophe']) expect(found(typed), typed).toEqual([0]);
    expect(found('delaroche daubigne')).toEqual([1]);
    for (const typed of ['lœb', 'loeb', 'LOEB', 'strasse', 'straße', 'orsted', 'lodz'])
      expect(searchHolders([LIGATURES], typed), typed).toHaveLength(1);
    expect(found('christophejean')).toEqual([]);
  });

  it('finds a name by its emoji, and not everybody', () => {
    expect(found('👶')).toEqual([3]);
    expect(found('🦊')).toEqual([]);
    expect(found('')).toEqual([0, 1, 2, 3]);
  });

  it('finds by the whole INS-C, by its end, and with blanks in it, never by its middle', () => {
    expect(found('0963303695871957344973')).toEqual([0]);
    expect(found('0963 3036 9587 1957 3449 73')).toEqual([0]);
    expect(found('6651')).toEqual([1]);
    expect(found('57344973')).toEqual([0, 2]);
    expect(found('963303')).toEqual([]);
  });

  it('takes fewer than four digits for the beginning of a date', () => {
    expect(found('651')).toEqual([]);
    expect(found('198')).toEqual([0, 1, 2, 3]);
  });
});

describe('a social security number', () => {
  it('is recognised with and without its key, its blanks, and for Corsica', () => {
    for (const typed of ['1820319999999', '2 82 03 2A 999 999', '2 82 03 2b 999 999 42', '182031999999942'])
      expect(looksLikeNir(typed), typed).toBe(true);
  });

  it('is not seen in a name, a date or an INS-C', () => {
    for (const typed of ['marchand', '19/03/1982', '0963303695871957344973', '1820', ''])
      expect(looksLikeNir(typed), typed).toBe(false);
  });
});
