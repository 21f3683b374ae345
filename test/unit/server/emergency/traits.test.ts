import { textsOfHolder, traitsText } from '#server/repositories/dossier-traits.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const traits = { familyName: 'EXEMPLE', firstName: 'Jean', birthDate: '1950-08-01' };

describe('the text that traits are found by', () => {
  it('is one for all writings', () => {
    const text = traitsText(traits);
    expect(traitsText({ familyName: ' éxemple ', firstName: 'JEAN', birthDate: '19500801' })).toBe(text);
    expect(traitsText({ ...traits, birthDate: '1950-08-10' })).not.toBe(text);
  });

  it('keeps its parts apart: no name slips into the next', () => {
    const one = traitsText({ familyName: 'A', firstName: 'B C', birthDate: '1950-08-01' });
    const other = traitsText({ familyName: 'A B', firstName: 'C', birthDate: '1950-08-01' });
    expect(one).not.toBe(other);
    expect(traitsText({ ...traits, familyName: 'A|B' })).toBe(traitsText({ ...traits, familyName: 'A B' }));
  });

  it('is none where a name has no letter, or the date is missing', () => {
    for (const changes of [{ familyName: '李' }, { firstName: '' }, { birthDate: ' ' }])
      expect(traitsText({ ...traits, ...changes })).toBeUndefined();
  });

  it('is among those of the holder for every search with the whole name, and never for a part of one', () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{2,8}$/);
    fc.assert(
      fc.property(name, name, name, name, (familyName, usedName, first, second) => {
        const holder = { familyName, usedName, firstName: `${first} ${second}`, birthDate: '1950-08-01' };
        const texts = textsOfHolder(holder);
        const sought = (family: string, firstName: string) =>
          traitsText({ familyName: family, firstName, birthDate: '19500801' });
        for (const family of [familyName, usedName])
          for (const firstName of [first, `${first} ${second}`])
            expect(texts).toContain(sought(family, firstName));
        expect(texts).not.toContain(sought(familyName.slice(0, -1), `${first}${second}`));
      }),
      { numRuns: 100 },
    );
  });
});
