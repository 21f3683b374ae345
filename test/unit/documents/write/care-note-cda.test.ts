import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentId } from '#base/brand.ts';
import { utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { readFacts } from '#documents/cda/facts/read-facts.ts';
import { readCda } from '#documents/cda/read-cda.ts';
import { writeCareNote } from '#documents/write/care-note-cda.ts';
import { careWords } from '#documents/write/care-note-parts.ts';
import { readXml } from '#documents/xml/read-xml.ts';
import { checkCareNote, type TypedNote } from '#domain/care-notes/check-care-note.ts';
import type { CareField, CareNote } from '#domain/care-notes/template.ts';
import { CARE_TEMPLATES } from '#domain/care-notes/templates.ts';
import type { ClinicalFact, Observation, Treatment } from '#domain/clinical/fact.ts';
import { resultsOf } from '#domain/clinical/series-tracks.ts';
import { sampleHeader } from '#test/support/documents/samples.ts';

const AT = Date.UTC(2026, 10, 20, 8, 15);
const FROM = '2026-11-20T08:15:00+00:00';

const noteOf = (kind: CareNote['template']['kind'], typed: TypedNote): CareNote => {
  const template = CARE_TEMPLATES[kind];
  return { template, at: AT, values: checkCareNote(template, typed).values };
};
const factsOf = (note: CareNote): ClinicalFact[] =>
  readFacts(unwrap(readXml(writeCareNote(sampleHeader, note))));
const observationsOf = (note: CareNote): Observation[] =>
  factsOf(note).flatMap((fact) => (fact.kind === 'observation' ? [fact] : []));
const treatmentsOf = (note: CareNote): Treatment[] =>
  factsOf(note).flatMap((fact) => (fact.kind === 'treatment' ? [fact] : []));

describe('a note of vital signs', () => {
  const note = noteOf('vitalSigns', {
    systolic: { text: '132' },
    diastolic: { text: '74' },
    temperature: { text: '36,7' },
    remark: { text: 'Assise & <calme>' },
  });

  it('is read back as coded vital signs, with their unit and time', () => {
    expect(observationsOf(note)).toMatchObject([
      {
        category: 'vitalSign',
        label: 'Pression artérielle systolique',
        code: { code: '8480-6' },
        value: { type: 'quantity', value: 132, unit: 'mm[Hg]' },
        from: FROM,
      },
      { code: { code: '8462-4' }, value: { value: 74, unit: 'mm[Hg]' } },
      { code: { code: '8310-5' }, value: { value: 36.7, unit: 'Cel' } },
    ]);
  });

  it('is a document that the app takes as its own kind, for people too', () => {
    const cda = unwrap(readCda(utf8(writeCareNote(sampleHeader, note))));
    expect(cda).toMatchObject({ body: { level: 'N3' }, header: { type: { code: '11506-3' } } });
    const text = JSON.stringify(cda.body);
    for (const words of ['36,7 °C', 'Assise & <calme>']) expect(text).toContain(words);
  });

  it('gives a plot of blood pressure at once', () => {
    const facts = factsOf(note);
    const documentId = '0b8f5b0e-7c1f-4a39-9a51-3b2f5a2f7d10' as DocumentId;
    const document = { documentId, title: 'Signes vitaux', date: FROM, facts };
    const tracks = resultsOf([document]).groups.flatMap((group) => group.tracks);
    expect(tracks.map(({ kind }) => kind)).toContain('bloodPressure');
  });
});

describe('a note of a wound', () => {
  it('keeps the measures of one place apart from those of another', () => {
    const typed = { site: { text: 'Jambe gauche' }, length: { text: '5' }, aspect: { text: 'fibrinous' } };
    expect(observationsOf(noteOf('wound', typed))).toMatchObject([
      {
        label: 'Longueur de la plaie (Jambe gauche)',
        site: 'Jambe gauche',
        code: { code: '39126-8' },
        value: { type: 'quantity', value: 5, unit: 'cm' },
      },
      { label: 'Aspect (Jambe gauche)', value: { type: 'text', text: 'Fibrine' } },
    ]);
  });
});

describe('a note of an injection', () => {
  it('is a treatment that was given and is over, with dose, route, site and lot', () => {
    const typed = {
      product: { text: 'Énoxaparine' },
      dose: { text: '4000', unit: '[iU]' },
      route: { text: 'subcutaneous' },
      site: { text: 'Abdomen droit' },
      lot: { text: 'A12' },
    };
    expect(treatmentsOf(noteOf('injection', typed))).toMatchObject([
      {
        label: 'Énoxaparine',
        state: 'ended',
        dose: '4000 UI',
        route: 'Voie sous-cutanée',
        from: FROM,
        site: 'Abdomen droit',
        lot: 'A12',
        note: 'Site : Abdomen droit · Lot : A12',
      },
    ]);
  });
});

describe('a note of blood glucose', () => {
  it('codes mass and moles apart, says when it was, and tells the insulin as a treatment', () => {
    const typed = (unit: string) => ({
      glucose: { text: '1,8', unit },
      moment: { text: 'fasting' },
      insulin: { text: '6' },
    });
    const note = noteOf('glucose', typed('g/L'));
    expect(observationsOf(note)).toMatchObject([
      { code: { code: '41653-7' }, value: { value: 1.8, unit: 'g/L' }, note: 'À jeun' },
    ]);
    expect(treatmentsOf(note)).toMatchObject([{ label: 'Insuline', state: 'ended', dose: '6 UI' }]);
    expect(observationsOf(noteOf('glucose', typed('mmol/L')))[0]?.code?.code).toBe('14743-9');
  });
});

describe('any note', () => {
  const words = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
  const typedField = (field: CareField): fc.Arbitrary<{ text: string; unit?: string }> => {
    switch (field.type) {
      case 'text':
        return fc.record({ text: words });
      case 'choice':
        return fc.record({ text: fc.constantFrom(...field.options.map(({ value }) => value)) });
      case 'number':
        return fc.record({
          text: fc.integer({ min: 0, max: 99_999 }).map((n) => `${n / 100}`.replace('.', ',')),
          unit: fc.constantFrom(...field.units.map(({ ucum }) => ucum)),
        });
    }
  };
  const note = fc.constantFrom(...Object.values(CARE_TEMPLATES)).chain((template) =>
    fc
      .record(Object.fromEntries(template.fields.map((field) => [field.name, typedField(field)])), {
        requiredKeys: [],
      })
      .map((typed) =>
        noteOf(
          template.kind,
          Object.fromEntries(Object.entries(typed).flatMap(([name, one]) => (one ? [[name, one]] : []))),
        ),
      ),
  );

  it('is read back with each number as it was typed, under the code of its field', () => {
    fc.assert(
      fc.property(note, (one) => {
        const measured = [...one.values].flatMap(([, value]) =>
          value.type === 'number' && value.unit.code ? [value] : [],
        );
        const read = observationsOf(one).filter(({ value }) => value.type === 'quantity');
        expect(read.filter(({ code }) => code).map(({ code, value }) => [code?.code, value])).toEqual(
          measured.map((value) => [
            value.unit.code?.code,
            { type: 'quantity', value: value.value, unit: value.unit.ucum },
          ]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('names each filled field in the words that people read', () => {
    const typed = { glucose: { text: '98,5', unit: 'mg/dL' }, moment: { text: 'bedtime' } };
    expect([...noteOf('glucose', typed).values.values()].map(careWords)).toEqual([
      '98,5 mg/dL',
      'Au coucher',
    ]);
  });
});
