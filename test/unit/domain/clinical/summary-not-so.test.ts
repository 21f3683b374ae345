import { describe, expect, it } from 'vitest';
import type { DocumentId } from '#base/brand.ts';
import type { ClinicalFact } from '#domain/clinical/fact.ts';
import { emergencySummary } from '#domain/clinical/summary/summarise.ts';

const NOW = Date.UTC(2026, 10, 23);
const summaryOf = (...facts: ClinicalFact[]) =>
  emergencySummary(
    [
      {
        documentId: '00000000-0000-4000-8000-000000000001' as DocumentId,
        title: 'Compte rendu',
        typeCode: '11488-4',
        date: '2026-11-20',
        status: 'current',
        facts,
      },
    ],
    NOW,
  );

describe('the emergency summary does not say', () => {
  it('that somebody takes what is only planned', () => {
    const { treatments, riskTreatments } = summaryOf({
      kind: 'treatment',
      label: 'Apixaban',
      state: 'unknown',
      planned: true,
    });
    expect([...treatments.items, ...riskTreatments.items]).toEqual([]);
  });

  it('that a device which nobody implanted is an implant', () => {
    const bed = { kind: 'implant', label: 'Lit médicalisé', state: 'current', implanted: false } as const;
    expect(summaryOf(bed).implants.items).toEqual([]);
  });

  it('that there is no problem where one named problem is denied', () => {
    const { problems } = summaryOf({ kind: 'noneKnown', of: 'problem', label: 'Diabète', named: true });
    expect(problems.finding).toBe('nothingFound');
  });
});
