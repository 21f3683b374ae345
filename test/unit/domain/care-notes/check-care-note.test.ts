import { describe, expect, it, test } from 'vitest';
import { checkCareNote, parseAmount } from '#domain/care-notes/check-care-note.ts';
import { CARE_TEMPLATES } from '#domain/care-notes/templates.ts';

const { vitalSigns, injection, glucose } = CARE_TEMPLATES;

test.each([
  ['36,7', 36.7],
  ['36.7', 36.7],
  [' 4 000 ', 4000],
  ['0', 0],
  ['-1', undefined],
  ['12/8', undefined],
  ['1,2345', undefined],
  ['', undefined],
])('«%s» is the amount %s', (text, amount) => expect(parseAmount(text)).toBe(amount));

describe('a typed note of care', () => {
  it('leaves out what is empty', () => {
    const { values, faults } = checkCareNote(vitalSigns, { pulse: { text: '72' }, weight: { text: ' ' } });
    expect([...values.keys()]).toEqual(['pulse']);
    expect(faults.size).toBe(0);
  });

  it('warns of what is unusual and keeps it', () => {
    const { values, faults, warnings } = checkCareNote(vitalSigns, { temperature: { text: '367' } });
    expect([...warnings.keys()]).toEqual(['temperature']);
    expect([values.size, faults.size]).toEqual([1, 0]);
  });

  it('judges by the bounds of the unit that was chosen', () => {
    const unusual = (unit: string) =>
      checkCareNote(glucose, { glucose: { text: '120', unit } }).warnings.has('glucose');
    expect(['mg/dL', 'mmol/L', 'g/L'].map(unusual)).toEqual([false, true, true]);
  });

  it('misses what is required, refuses what is no number, and asks for something', () => {
    expect([...checkCareNote(injection, { dose: { text: 'une' } }).faults]).toEqual([
      ['product', 'missing'],
      ['dose', 'notANumber'],
      ['route', 'missing'],
    ]);
    expect([...checkCareNote(vitalSigns, {}).faults]).toEqual([['systolic', 'nothing']]);
  });
});

it('gives each field of a note a name of its own', () => {
  for (const { fields } of Object.values(CARE_TEMPLATES))
    expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
});
