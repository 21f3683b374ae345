import { describe, expect, it } from 'vitest';
import {
  allergiesSection,
  laboratorySection,
  problemsSection,
  treatmentsSection,
  vitalSignsSection,
} from '#documents/write/clinical-sections.ts';
import { factsIn } from '#test/support/documents/cda-entries.ts';

const AT = Date.UTC(2026, 2, 5, 7, 30);

describe('sections that are written', () => {
  it('are read again as allergies with their reaction', () => {
    expect(
      factsIn(allergiesSection([{ label: 'Pénicilline', detail: 'urticaire', since: '1974' }])),
    ).toMatchObject([{ kind: 'allergy', label: 'Pénicilline', reactions: ['urticaire'], from: '1974' }]);
  });

  it('are read again as treatments with their posology and code', () => {
    const code = { system: '2.16.840.1.113883.6.73', code: 'B01AF02' };
    const apixaban = {
      label: 'Apixaban 2,5 mg',
      code,
      detail: '1 comprimé matin et soir',
      since: '2024-03-02',
    };
    expect(factsIn(treatmentsSection([apixaban]))).toMatchObject([
      {
        kind: 'treatment',
        label: 'Apixaban 2,5 mg',
        state: 'current',
        dose: '1 comprimé matin et soir',
        code,
        from: '2024-03-02',
      },
    ]);
  });

  it('are read again as problems that go on', () => {
    expect(factsIn(problemsSection([{ label: 'Fibrillation atriale & flutter' }]))).toMatchObject([
      { kind: 'problem', label: 'Fibrillation atriale & flutter', state: 'current', category: 'problem' },
    ]);
  });

  it('are read again as results with their range, in the panel of their section', () => {
    const potassium = {
      label: 'Potassium',
      loinc: '2823-3',
      value: 4.1,
      unit: 'mmol/L',
      low: 3.5,
      high: 5.1,
    };
    const section = laboratorySection({ code: '18719-5', title: 'Biochimie' }, [potassium], AT);
    expect(factsIn(section)).toMatchObject([
      {
        kind: 'observation',
        category: 'laboratory',
        label: 'Potassium',
        value: { type: 'quantity', value: 4.1, unit: 'mmol/L' },
        range: { low: { value: 3.5, unit: 'mmol/L' }, high: { value: 5.1, unit: 'mmol/L' } },
        group: 'Biochimie',
        from: '2026-03-05T07:30:00+00:00',
      },
    ]);
  });

  it('are read again as vital signs', () => {
    const weight = { label: 'Poids', loinc: '29463-7', value: 58.6, unit: 'kg' };
    expect(factsIn(vitalSignsSection([weight], AT))).toMatchObject([
      { kind: 'observation', category: 'vitalSign', label: 'Poids', value: { value: 58.6, unit: 'kg' } },
    ]);
  });
});
