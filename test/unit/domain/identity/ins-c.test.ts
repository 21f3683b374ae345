import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import { computeInsC, insCKeyValid, parseInsC } from '#domain/identity/ins-c.ts';
import golden from '#test/vectors/ins-c.json' with { type: 'json' };
import { sharedFolder } from '#test/support/shared.ts';

const jean = { firstName: 'Jean', birthDate: '1950-08-01', nir: '150081505104018' };

const reasonOf = async (changes: Partial<typeof jean>) => {
  const result = await computeInsC({ ...jean, ...changes });
  return result.ok ? undefined : result.error.type;
};

describe('INS-C of our golden vectors', () => {
  test.each([...golden.published, ...golden.computed])(
    '$firstName $birthDate → $insC',
    async ({ insC, ...source }) => {
      expect(unwrap(await computeInsC(source))).toBe(insC);
      expect(insCKeyValid(insC)).toBe(true);
    },
  );

  test.each(golden.publishedWithoutNir)('$insC has the right key', ({ insC }) => {
    expect(insCKeyValid(insC)).toBe(true);
  });
});

type SharedVectors = {
  published: { firstName: string; birth: string; nir: string | null; expected: string }[];
  computedHere: { firstName: string; birth: string; nir: string; insc: string }[];
};

const shared = sharedFolder('domain', 'insc-vectors.json');
describe.skipIf(!shared)('INS-C of the shared vectors', () => {
  const vectors = (): SharedVectors => JSON.parse(readFileSync(shared ?? '', 'utf8')) as SharedVectors;

  test('every published one agrees', async () => {
    for (const { firstName, birth, nir, expected } of vectors().published) {
      expect(insCKeyValid(expected)).toBe(true);
      if (nir !== null)
        expect(unwrap(await computeInsC({ firstName, birthDate: birth, nir }))).toBe(expected);
    }
  });

  test('every computed one agrees', async () => {
    for (const { firstName, birth, nir, insc } of vectors().computedHere) {
      const birthDate = birth.length === 6 ? `19${birth}` : birth;
      expect(unwrap(await computeInsC({ firstName, birthDate, nir }))).toBe(insc);
    }
  });
});

describe('INS-C rules', () => {
  test('the date is read as a card writes it too', async () => {
    expect(await computeInsC({ ...jean, birthDate: '19500801' })).toEqual(await computeInsC(jean));
  });

  test('accents, ligatures, apostrophes, case and blanks do not matter', async () => {
    const plain = await computeInsC({ ...jean, firstName: 'CLOEDANA' });
    expect(await computeInsC({ ...jean, firstName: "Clœ  d'Ànà" })).toEqual(plain);
  });

  test('letters beyond the tenth do not matter', async () => {
    const whole = await computeInsC({ ...jean, firstName: 'Marie-Antoinette' });
    expect(await computeInsC({ ...jean, firstName: 'MARIEANTOI' })).toEqual(whole);
  });

  test('no birth date counts as 000000, and makes another number', async () => {
    const without = await computeInsC({ ...jean, birthDate: '        ' });
    expect(without.ok).toBe(true);
    expect(without).toEqual(await computeInsC({ ...jean, birthDate: '' }));
    expect(without).not.toEqual(await computeInsC(jean));
  });

  test('a lunar month counts as December', async () => {
    expect(await computeInsC({ ...jean, birthDate: '19502015' })).toEqual(
      await computeInsC({ ...jean, birthDate: '1950-12-15' }),
    );
  });

  test('a day beyond the month counts as its last', async () => {
    expect(await computeInsC({ ...jean, birthDate: '19520231' })).toEqual(
      await computeInsC({ ...jean, birthDate: '19520229' }),
    );
    expect(await computeInsC({ ...jean, birthDate: '19509999' })).toEqual(
      await computeInsC({ ...jean, birthDate: '19501231' }),
    );
  });

  test.each([
    [{ birthDate: '1950-00-01' }, 'BirthDateIncomplete'],
    [{ birthDate: '19500800' }, 'BirthDateIncomplete'],
    [{ birthDate: '00000000' }, 'BirthDateIncomplete'],
    [{ birthDate: '01/08/1950' }, 'BirthDateFormat'],
    [{ birthDate: '1950-8-1' }, 'BirthDateFormat'],
    [{ birthDate: '500801' }, 'BirthDateFormat'],
    [{ firstName: ' - ' }, 'FirstNameEmpty'],
    [{ nir: '' }, 'NirEmpty'],
    [{ nir: '750081505104018' }, 'NirProvisional'],
    [{ nir: '150081505104017' }, 'NirKeyWrong'],
  ])('%o gets none: %s', async (changes, reason) => {
    expect(await reasonOf(changes)).toBe(reason);
  });
});

describe('reading an INS-C', () => {
  test.each([
    ['1541187387477485562488', undefined],
    [' 15411 87387 47748 55624 88', undefined],
    ['1541187387477485562489', 'InsCKeyWrong'],
    ['154118738747748556248', 'InsCLength'],
    ['15411873874774855624880', 'InsCLength'],
    ['154118738747748556248A', 'InsCLength'],
    ['', 'InsCLength'],
  ])('%s: %s', (text, reason) => {
    const result = parseInsC(text);
    expect(result.ok ? undefined : result.error.type).toBe(reason);
  });

  test('a number over 64 bits is none, even with its key', () => {
    const n = 99999999999999999999n;
    expect(insCKeyValid(`${n}${String(97n - (n % 97n)).padStart(2, '0')}`)).toBe(false);
  });
});
