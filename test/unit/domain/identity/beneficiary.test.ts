import { describe, expect, test } from 'vitest';
import { identifyBeneficiary } from '#domain/identity/beneficiary.ts';

const jean = { familyName: 'EXEMPLE ', firstName: 'Jean', birthDate: '19500801', nir: '150081505104018' };

describe('a person read from a carte Vitale', () => {
  test('gets an INS-C and traits; the NIR is dropped', async () => {
    const identity = await identifyBeneficiary(jean);
    expect(identity).toEqual({
      kind: 'identified',
      insC: '1541187387477485562488',
      traits: { familyName: 'EXEMPLE', firstName: 'Jean', birthDate: '1950-08-01', sex: 'M' },
    });
    expect(JSON.stringify(identity)).not.toContain('15008150510');
  });

  test.each([
    [{ nir: '               ' }, 'NoOwnNir'],
    [{ nir: '000000000000000' }, 'NoOwnNir'],
    [{ nir: '750081505104018' }, 'NirProvisional'],
    [{ nir: '150081505104017' }, 'NirKeyWrong'],
    [{ birthDate: '19500000' }, 'BirthDateIncomplete'],
    [{ firstName: '' }, 'FirstNameEmpty'],
  ])('with %o has none: %s', async (changes, because) => {
    const identity = await identifyBeneficiary({ ...jean, ...changes });
    expect(identity).toMatchObject({ kind: 'noIdentifier', because });
    expect(JSON.stringify(identity)).not.toContain('0081505');
  });

  test('without a number at all has none', async () => {
    const { nir: _, ...child } = jean;
    const identity = await identifyBeneficiary(child);
    expect(identity).toMatchObject({ kind: 'noIdentifier', because: 'NoOwnNir' });
    expect(identity.traits.sex).toBeUndefined();
  });

  test('with a lunar birth date keeps it as written', async () => {
    const identity = await identifyBeneficiary({ ...jean, birthDate: '19502015' });
    expect(identity).toMatchObject({ kind: 'identified', traits: { birthDate: '1950-20-15' } });
  });
});
