import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { compareReadings } from '#domain/clinical/compare-readings.ts';
import type { ClinicalFact, Observation, Treatment } from '#domain/clinical/fact.ts';

const treatment = (label: string, more: Partial<Treatment> = {}): Treatment => ({
  kind: 'treatment',
  label,
  state: 'current',
  ...more,
});
const potassium = (value: number, more: Partial<Observation> = {}): Observation => ({
  kind: 'observation',
  category: 'laboratory',
  label: 'Potassium',
  code: { system: '2.16.840.1.113883.6.1', code: '2823-3' },
  value: { type: 'quantity', value, unit: 'mmol/L' },
  from: '2026-03-02',
  ...more,
});

describe('what a version says otherwise than the one before', () => {
  it('says nothing of what is the same, whatever the order of facts and of their members', () => {
    const written = treatment('Amlodipine', { dose: '5 mg', route: 'orale' });
    const turned: Treatment = {
      dose: '5 mg',
      route: 'orale',
      state: 'current',
      label: 'Amlodipine',
      kind: 'treatment',
    };
    expect(compareReadings([written, potassium(4)], [potassium(4), turned])).toEqual({
      added: [],
      gone: [],
      changed: [],
      same: 2,
    });
  });

  it('tells what was added, what is gone, and what changed with the parts that differ', () => {
    const before = [treatment('Amlodipine', { dose: '5 mg' }), treatment('Furosémide')];
    const after = [treatment('AMLODIPINE', { dose: '10 mg' }), treatment('Bisoprolol')];
    expect(compareReadings(before, after)).toEqual({
      added: [after[1]],
      gone: [before[1]],
      changed: [{ before: before[0], after: after[0], parts: ['label', 'dose'] }],
      same: 0,
    });
  });

  it('holds values of one day against each other, and takes one of another day for another', () => {
    const early = potassium(3.1, { from: '2026-03-01' });
    const { added, changed } = compareReadings(
      [early, potassium(4)],
      [early, potassium(4.2), potassium(5, { from: '2026-03-03' })],
    );
    expect(changed).toMatchObject([{ parts: ['value'] }]);
    expect(added).toMatchObject([{ from: '2026-03-03' }]);
  });

  it('guesses nothing where several could be meant', () => {
    const before = [potassium(4), potassium(4.1)];
    const after = [potassium(5), potassium(5.1)];
    expect(compareReadings(before, after)).toEqual({ added: after, gone: before, changed: [], same: 0 });
  });

  it('keeps apart right and left, what was done and what is planned, a problem and a history', () => {
    const problem = (category: 'problem' | 'history'): ClinicalFact => ({
      kind: 'problem',
      label: 'Asthme',
      state: 'current',
      category,
    });
    expect(compareReadings([problem('problem')], [problem('history')]).changed).toEqual([]);
    const [right, left] = [potassium(1, { site: 'droite' }), potassium(2, { site: 'gauche' })];
    expect(compareReadings([right], [left]).changed).toEqual([]);
    expect(compareReadings([treatment('Fer')], [treatment('Fer', { planned: true })]).changed).toEqual([]);
  });

  it('compares the blood group whatever it is called', () => {
    const group = (label: string): ClinicalFact => ({ kind: 'bloodGroup', label });
    expect(compareReadings([group('A Rh+')], [group('O Rh-')]).changed).toMatchObject([{ parts: ['label'] }]);
  });

  it('loses no fact and invents none', () => {
    const fact = fc
      .tuple(fc.constantFrom('Fer', 'fer', 'Zinc'), fc.constantFrom('1 mg', '2 mg'), fc.boolean())
      .map(([label, dose, dated]) => treatment(label, { dose, ...(dated && { from: '2026-01-01' }) }));
    fc.assert(
      fc.property(fc.array(fact), fc.array(fact), (before, after) => {
        const { added, gone, changed, same } = compareReadings(before, after);
        expect(gone.length + changed.length + same).toBe(before.length);
        expect(added.length + changed.length + same).toBe(after.length);
        expect(compareReadings(before, before).same).toBe(before.length);
      }),
      { numRuns: 200 },
    );
  });
});
