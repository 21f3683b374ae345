import { describe, expect, test } from 'vitest';
import { foldName, lettersOnly, sameFamilyName, sameFirstNames } from '#domain/identity/person-name.ts';
import { compareTraits, sameBirthDate, type HolderTraits } from '#domain/identity/traits.ts';

describe('names for comparison', () => {
  test.each([
    ['Lœ d’Arc-Élie', 'LOE D ARC ELIE'],
    ["  O'Brien  ", 'O BRIEN'],
    ['Garçon‑Straße', 'GARCON STRASSE'],
    ['', ''],
  ])('%s folds to %s', (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  test('letters only', () => {
    expect(lettersOnly('Jean-Christophe Æ.')).toBe('JEANCHRISTOPHEAE');
  });

  test('family names agree whatever their accents, hyphens and case', () => {
    expect(sameFamilyName('Pat-Trois', 'PAT TROIS')).toBe(true);
    expect(sameFamilyName("D'Aubigné", 'DAUBIGNE')).toBe(true);
    expect(sameFamilyName('Martin', 'Martinez')).toBe(false);
    expect(sameFamilyName('', '')).toBe(false);
  });

  test('first names agree where one list begins with the other', () => {
    expect(sameFirstNames('DOMINIQUE MARIE-LOUISE', 'Dominique')).toBe(true);
    expect(sameFirstNames('Jean-Christophe', 'JEANCHRISTOPHE')).toBe(true);
    expect(sameFirstNames('Marie', 'Louise Marie')).toBe(false);
    expect(sameFirstNames('Jean', 'Jeanne')).toBe(false);
    expect(sameFirstNames('', 'Jean')).toBe(false);
  });
});

describe('comparing traits', () => {
  const ruth: HolderTraits = {
    familyName: 'NESSI',
    usedName: 'DECOURCY',
    firstName: 'Ruth Isabelle',
    birthDate: '1977-07-14',
    sex: 'F',
  };

  test('the same person written otherwise does not differ', () => {
    expect(compareTraits(ruth, { familyName: 'Decourcy', firstName: 'RUTH', birthDate: '19770714' })).toEqual(
      [],
    );
  });

  test('every difference is named, in order', () => {
    const other: HolderTraits = {
      familyName: 'MARTIN',
      firstName: 'Paul',
      birthDate: '1980-01-01',
      sex: 'M',
    };
    expect(compareTraits(ruth, other)).toEqual(['familyName', 'firstName', 'birthDate', 'sex']);
  });

  test('what is unknown on one side does not differ', () => {
    expect(compareTraits(ruth, { familyName: '', firstName: '', birthDate: '' })).toEqual([]);
  });

  test('another first name in use agrees', () => {
    expect(compareTraits(ruth, { ...ruth, firstName: 'Marie', otherFirstNames: ['Ruth'] })).toEqual([]);
  });

  test('a birth date with an unknown month agrees with its year', () => {
    expect(sameBirthDate('1977-00-00', '19770714')).toBe(true);
    expect(sameBirthDate('1976-00-00', '19770714')).toBe(false);
    expect(sameBirthDate('1977-07-15', '19770714')).toBe(false);
  });
});
