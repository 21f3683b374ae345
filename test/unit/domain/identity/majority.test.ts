import { majorityOf } from '#domain/identity/majority.ts';
import { describe, expect, it } from 'vitest';

describe('majorityOf', () => {
  it.each([
    ['2010-05-04', '2028-05-04'],
    ['20100504', '2028-05-04'],
    ['2008-02-29', '2026-02-28'],
    ['2010-12-31', '2028-12-31'],
    ['2010-05-00', '2028-05-01'],
    ['2010-00-00', '2028-01-01'],
    // dates called «lunar»: months and days that no calendar has
    ['2010-20-15', '2028-12-15'],
    ['2010-04-31', '2028-04-30'],
  ])('of somebody born on %s is midnight of %s', (birthDate, majority) => {
    expect(majorityOf(birthDate)).toBe(Date.parse(`${majority}T00:00:00Z`));
  });

  it.each(['', 'yesterday', '2010', '10-05-2010'])('of %j is not known', (text) => {
    expect(majorityOf(text)).toBeUndefined();
  });
});
