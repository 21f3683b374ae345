import { formatBirthDate } from '#domain/identity/birth-date.ts';
import { typedBirthDate } from '#domain/identity/typed-birth-date.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('a birth date as it is typed', () => {
  it.each([
    ['28031979', '1979-03-28'],
    ['28/03/1979', '1979-03-28'],
    ['28 3 1979', '1979-03-28'],
    ['8.3.1979', '1979-03-08'],
    [' 28-03-1979 ', '1979-03-28'],
    ['1979-03-28', '1979-03-28'],
    ['00001957', '1957-00-00'],
    ['15201948', '1948-20-15'],
  ])('%j is %s', (typed, date) => expect(typedBirthDate(typed)).toBe(date));

  it.each([
    '',
    '2803197',
    '280319799',
    '28/03/79',
    '19790328',
    '28/03',
    'mars 1979',
    '1979-03',
    '28//03/1979',
  ])('%j is none yet', (typed) => expect(typedBirthDate(typed)).toBeUndefined());

  it('is read alike with and without signs', () => {
    const day = fc.record({
      year: fc.integer({ min: 1850, max: 2199 }),
      month: fc.integer({ min: 0, max: 12 }),
      day: fc.integer({ min: 0, max: 31 }),
    });
    fc.assert(
      fc.property(day, (date) => {
        const [year, month, rest] = formatBirthDate(date).split('-');
        for (const sign of ['', '/', ' '])
          expect(typedBirthDate([rest, month, year].join(sign))).toBe(formatBirthDate(date));
      }),
      { numRuns: 100 },
    );
  });
});
