import { describe, expect, it } from 'vitest';
import { searchTypes, typesByClass } from '#ui/dossier/type-search.ts';

describe('the search for a document type', () => {
  it('finds by any words of the label, without accents or case, French or English', () => {
    expect(searchTypes('BIOLOGIQUES', '10').map(({ code }) => code)).toContain('11502-2');
    expect(searchTypes('laboratory report', '10').map(({ code }) => code)).toContain('11502-2');
  });

  it('puts the common types of the profession first', () => {
    expect(searchTypes('soins', '60')[0]?.code).toBe('11506-3');
  });

  it('finds nothing for no words', () => {
    expect(searchTypes('  ', '60')).toEqual([]);
  });

  it('never offers what only the holder deposits', () => {
    expect(typesByClass().map(({ classCode }) => classCode)).not.toContain('90');
    expect(searchTypes('patient', '10').map(({ code }) => code)).not.toContain('EXPPAT_2');
  });
});
