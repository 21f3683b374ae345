import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeInsC, insCKeyValid, parseInsC } from '#domain/identity/ins-c.ts';
import { nirKey, parseNir } from '#domain/identity/nir.ts';
import { sameFirstNames } from '#domain/identity/person-name.ts';
import { compareTraits } from '#domain/identity/traits.ts';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });
const nirs = fc
  .tuple(fc.constantFrom('1', '2'), digits(4), fc.constantFrom('75', '2A', '2B', '99', '01'), digits(6))
  .map(([sex, date, department, rest]) => [sex, ...date, department, ...rest].join(''))
  .map((thirteen) => thirteen + nirKey(thirteen));
const names = fc.string({
  unit: fc.constantFrom('a', 'É', 'œ', '-', "'", ' ', 'Z', '😀', '\u0301'),
  maxLength: 20,
});

describe('NIR and INS-C', () => {
  test('a number with its own key is read, and one with any other digit changed is not', () => {
    fc.assert(
      fc.property(nirs, fc.integer({ min: 7, max: 14 }), fc.integer({ min: 1, max: 9 }), (nir, at, add) => {
        const changed = nir.slice(0, at) + ((Number(nir[at]) + add) % 10) + nir.slice(at + 1);
        expect(parseNir(nir).ok).toBe(true);
        expect(parseNir(changed).ok).toBe(false);
      }),
    );
  });

  test('any text is read or refused, never thrown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseNir(text);
        parseInsC(text);
      }),
    );
  });

  test('whatever is computed verifies', async () => {
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.tuple(fc.nat(9999), fc.nat(99), fc.nat(99)),
        nirs,
        async (firstName, parts, nir) => {
          const [year, month, day] = parts.map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0'));
          const insC = await computeInsC({ firstName, birthDate: `${year}${month}${day}`, nir });
          if (insC.ok) expect(insCKeyValid(insC.value)).toBe(true);
          else expect(['FirstNameEmpty', 'BirthDateIncomplete']).toContain(insC.error.type);
        },
      ),
    );
  });
});

describe('comparing identities', () => {
  test('is symmetric, and nobody differs from themselves', () => {
    const traits = fc.record({
      familyName: names,
      firstName: names,
      birthDate: fc.constantFrom('', '1950-08-01', '19500000', 'x'),
    });
    fc.assert(
      fc.property(traits, traits, (a, b) => {
        expect(compareTraits(a, b)).toEqual(compareTraits(b, a));
        expect(sameFirstNames(a.firstName, b.firstName)).toBe(sameFirstNames(b.firstName, a.firstName));
      }),
    );
    expect(
      compareTraits(
        { familyName: 'É', firstName: 'œ', birthDate: 'x' },
        { familyName: 'É', firstName: 'œ', birthDate: 'x' },
      ),
    ).toEqual([]);
  });
});
