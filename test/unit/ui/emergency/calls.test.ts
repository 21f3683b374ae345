import { describe, expect, test } from 'vitest';
import type { DocumentId } from '#base/brand.ts';
import type { SummaryItem, SummarySection } from '#domain/clinical/summary/emergency-summary.ts';
import { firstCalls, isCalled } from '#ui/emergency/calls.ts';

const person = (label: string, ...phones: string[]): SummaryItem => ({
  key: label,
  label,
  state: 'unknown',
  phones,
  contradictions: [],
  sayings: [
    {
      label,
      state: 'unknown',
      source: {
        documentId: 'a' as DocumentId,
        title: 'Lettre',
        typeCode: '11490-0',
        date: '2026-01-01',
        fromHolder: false,
      },
    },
  ],
});
const section = (...items: SummaryItem[]): SummarySection => ({
  items,
  ended: [],
  noneKnown: [],
  finding: items.length > 0 ? 'found' : 'nothingFound',
});
const nobody = { holderData: { personsToCall: [], version: '1' } };
const anita = { name: 'Anita ESSAI', relation: 'fille', phone: '06 39 98 30 40' };

describe('whom to call first in an emergency', () => {
  test('is the first whom the holder declared, and the physician whose number a document tells', () => {
    const declared = { holderData: { personsToCall: [anita], version: '1' } };
    const summary = {
      contacts: section(person('Marius', '0199001235')),
      attendingPhysician: section(person('Dr SANS NUMÉRO'), person('Dr KERMADEC', '01 99 00 00 01')),
    };
    expect(firstCalls(declared, summary)).toEqual([
      { who: 'contact', ...anita },
      { who: 'physician', name: 'Dr KERMADEC', phone: '01 99 00 00 01' },
    ]);
    expect(firstCalls(nobody, summary)[0]).toEqual({ who: 'contact', name: 'Marius', phone: '0199001235' });
  });

  test('is nobody where nobody has a number', () => {
    expect(firstCalls(nobody, { contacts: section(person('X')), attendingPhysician: section() })).toEqual([]);
  });

  test('does not stand twice, however the number is written', () => {
    for (const phone of ['06.39.98.30.40', '+33 6 39 98 30 40', '0639983040'])
      expect(isCalled([anita], phone)).toBe(true);
    expect(isCalled([anita], '06 39 98 30 41')).toBe(false);
  });
});
