import { describe, expect, it } from 'vitest';
import { en } from '#ui/messages/en.ts';
import { formatsFor } from '#ui/messages/format.ts';
import { fr } from '#ui/messages/fr.ts';

const NOW = new Date(2026, 10, 23, 12).getTime();
const french = formatsFor('fr', fr.common.units, () => NOW);
const english = formatsFor('en', en.common.units, () => NOW);

describe('formats', () => {
  it('write a birth date with its numbers as they are, impossible ones included', () => {
    expect(french.birthDate('1950-08-01')).toBe('01/08/1950');
    expect(french.birthDate('19572015')).toBe('15/20/1957');
    expect(french.birthDate('1957-00-00')).toBe('00/00/1957');
    expect(french.birthDate('')).toBeUndefined();
  });

  it('count the age in months under two years, and say when it is a guess', () => {
    expect(french.age('1950-08-01')).toBe('76 ans');
    expect(french.age('2025-11-30')).toBe('11 mois');
    expect(english.age('2025-05-01')).toBe('18 months');
    expect(french.age('1957-00-00')).toBe('environ 69 ans');
    expect(french.age('2030-01-01')).toBeUndefined();
    expect(french.age('')).toBeUndefined();
  });

  it('write sizes with the unit of the language', () => {
    expect(french.bytes(0)).toBe('0 octets');
    expect(french.bytes(812_400)).toBe('812 ko');
    expect(french.bytes(2_450_000)).toBe('2,5 Mo');
    expect(english.bytes(2_450_000)).toBe('2.5 MB');
  });

  it('put the 22 digits of an INS-C in groups', () => {
    expect(french.insC('1234567890123456789012')).toBe(
      '1234\u00a05678\u00a09012\u00a03456\u00a07890\u00a012',
    );
  });

  it('write a name as it is, one without a first name, and keep one from right to left to itself', () => {
    const name = (familyName: string, firstName: string): string =>
      french.holderName({ familyName, firstName });
    expect(name('D’AUBIGNÉ-SAINT-ÉLOI', 'MARIE-JOSÉE')).toBe('D’AUBIGNÉ-SAINT-ÉLOI MARIE-JOSÉE');
    expect(name('NGUYỄN', '')).toBe('NGUYỄN');
    expect(name('כהן', 'דוד')).toBe('\u2068כהן דוד\u2069');
    expect(name('BENALI', 'محمد')).toBe('\u2068BENALI محمد\u2069');
  });

  it('write a name of a young script from right to left, and let no mark of direction out of a name', () => {
    expect(french.holderName({ familyName: '𞤀𞤣', firstName: '' })).toBe('\u2068𞤀𞤣\u2069');
    expect(french.holderName({ familyName: 'MAR\u202eTIN\u2069', firstName: 'LÉA\u2066' })).toBe(
      'MARTIN LÉA',
    );
    expect(french.name('  Ana NÉGO ')).toBe('Ana NÉGO');
    expect(french.name('👩\u200d👧')).toBe('👩\u200d👧');
  });

  it('say of nobody’s name that it is not known', () => {
    expect(french.holderName({ familyName: '', firstName: '' })).toBe('(nom inconnu)');
    expect(english.personName({ familyName: '', firstName: ' ' })).toBe('(name unknown)');
  });

  it('write the time alone for today and the day before it otherwise', () => {
    expect(french.moment(NOW)).toBe('12:00');
    expect(french.moment(NOW - 86_400_000)).toContain('2026');
  });

  it('keep a representative written from right to left to themselves as well', () => {
    expect(french.personName({ familyName: 'MARTIN', firstName: 'Claire' })).toBe('Claire MARTIN');
    expect(french.personName({ familyName: 'כהן', firstName: 'רות' })).toBe('\u2068רות כהן\u2069');
  });
});
