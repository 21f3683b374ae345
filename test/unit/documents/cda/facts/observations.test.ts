import { describe, expect, test } from 'vitest';
import { entry, factsIn, observation, sectionOf, template } from '#test/support/documents/cda-entries.ts';

const LOINC = 'codeSystem="2.16.840.1.113883.6.1"';
const CRP = `code="1988-5" displayName="CRP" ${LOINC}`;
const pq = (value: string, unit: string): string => `<value xsi:type="PQ" value="${value}" unit="${unit}"/>`;
const organizer = (code: string, rest: string): string =>
  `<organizer classCode="CLUSTER" moodCode="EVN"><code ${code}/>${rest}</organizer>`;
const component = (statement: string): string => `<component>${statement}</component>`;
const valueIn = (value: string) =>
  factsIn(sectionOf('18719-5', entry(observation(CRP, value)), '<content ID="w">en mots</content>')).map(
    (fact) => (fact.kind === 'observation' ? fact.value : undefined),
  );

describe('a value', () => {
  test.each([
    ['<value xsi:type="PQ" value="5.60" unit="mmol/L"/>', { type: 'quantity', value: 5.6, unit: 'mmol/L' }],
    ['<value xsi:type="PQ" value="5,6" unit="mmol/L"/>', { type: 'quantity', value: 5.6, unit: 'mmol/L' }],
    [
      '<value xsi:type="p:PQ" xmlns:p="urn:hl7-org:v3" value="-1"/>',
      { type: 'quantity', value: -1, unit: '' },
    ],
    ['<value xsi:type="INT" value="3"/>', { type: 'quantity', value: 3, unit: '' }],
    [
      '<value xsi:type="IVL_PQ"><high value="0.1" unit="ug/mL" inclusive="false"/></value>',
      { type: 'quantity', value: 0.1, unit: 'ug/mL', comparator: '<' },
    ],
    [
      '<value xsi:type="IVL_PQ"><low value="8" unit="ug/mL"/></value>',
      { type: 'quantity', value: 8, unit: 'ug/mL', comparator: '>=' },
    ],
    [
      '<value xsi:type="IVL_PQ"><low value="2" unit="g"/><high value="4" unit="g"/></value>',
      { type: 'text', text: '2 g – 4 g' },
    ],
    [
      '<value xsi:type="ED">&lt;1.0 mg/L</value>',
      { type: 'quantity', value: 1, unit: 'mg/L', comparator: '<' },
    ],
    ['<value xsi:type="ST">traces</value>', { type: 'text', text: 'traces' }],
    ['<value xsi:type="ST">&lt; 2 fois par jour</value>', { type: 'text', text: '< 2 fois par jour' }],
    ['<value xsi:type="BL" value="false"/>', { type: 'text', text: 'non' }],
    ['<value xsi:type="TS" value="20261120"/>', { type: 'text', text: '2026-11-20' }],
    [
      '<value xsi:type="RTO"><numerator value="1"/><denominator value="64"/></value>',
      { type: 'text', text: '1 / 64' },
    ],
    [
      '<value xsi:type="CD" code="260385009" displayName="négatif" codeSystem="1.2"/>',
      {
        type: 'coded',
        code: { system: '1.2', code: '260385009', display: 'négatif' },
        text: 'négatif',
      },
    ],
    [
      '<value xsi:type="CD"><originalText><reference value="#w"/></originalText></value>',
      { type: 'text', text: 'en mots' },
    ],
  ])('%s is read', (xml, value) => {
    expect(valueIn(xml)).toEqual([value]);
  });

  test.each([
    '<value xsi:type="PQ" nullFlavor="UNK"/>',
    '<value xsi:type="CD" nullFlavor="NA"/>',
    '<value xsi:type="ST"/>',
    '',
  ])('%s is none', (xml) => {
    expect(valueIn(xml)).toEqual([]);
  });
});

describe('a laboratory result', () => {
  test('has its range, its interpretation, its time and its panel', () => {
    const range =
      '<referenceRange><observationRange><value xsi:type="IVL_PQ"><low value="0" unit="mg/L"/><high value="6.0" unit="mg/L"/></value></observationRange></referenceRange>';
    const result = observation(
      CRP,
      `<effectiveTime value="20240104113000+0100"/>${pq('8', 'mg/L')}<interpretationCode code="H" codeSystem="2.16.840.1.113883.5.83"/>${range}`,
    );
    const panel = organizer('code="1" displayName="Inflammation"', component(result));
    expect(factsIn(sectionOf('18719-5', entry(panel)))).toEqual([
      {
        kind: 'observation',
        category: 'laboratory',
        label: 'CRP',
        code: { system: '2.16.840.1.113883.6.1', code: '1988-5', display: 'CRP' },
        value: { type: 'quantity', value: 8, unit: 'mg/L' },
        from: '2024-01-04T11:30:00+01:00',
        range: { low: { value: 0, unit: 'mg/L' }, high: { value: 6, unit: 'mg/L' } },
        interpretation: 'H',
        group: 'Inflammation',
      },
    ]);
  });

  test('has a range in words where the laboratory wrote one', () => {
    const range =
      '<referenceRange><observationRange><text>inférieur à 5</text></observationRange></referenceRange>';
    expect(factsIn(sectionOf('18719-5', entry(observation(CRP, pq('1', 'g') + range))))).toMatchObject([
      { range: { text: 'inférieur à 5' } },
    ]);
  });

  test('gives the earlier results inside it too', () => {
    const earlier = `<entryRelationship typeCode="REFR">${observation(CRP, `<effectiveTime value="2020"/>${pq('7', 'mg/L')}`)}</entryRelationship>`;
    const result = observation(CRP, template('1.3.6.1.4.1.19376.1.3.1.6') + pq('8', 'mg/L') + earlier);
    expect(factsIn(sectionOf('18719-5', entry(result)))).toMatchObject([
      { category: 'laboratory', value: { value: 8 } },
      { category: 'laboratory', value: { value: 7 }, from: '2020' },
    ]);
  });

  test('of a germ keeps its name over the antibiogram', () => {
    const isolate = `<specimen><specimenRole><specimenPlayingEntity><code code="1" displayName="E. coli"/></specimenPlayingEntity></specimenRole></specimen>`;
    const antibiogram = organizer(
      'code="18769-0" displayName="Antibiogramme"',
      component(observation(CRP, pq('1', 'g'))),
    );
    const culture = organizer('nullFlavor="NA"', isolate + component(antibiogram));
    expect(factsIn(sectionOf('18725-2', entry(culture)))).toMatchObject([
      { group: 'E. coli – Antibiogramme' },
    ]);
  });

  test('stands in an organizer that says so, wherever the section is', () => {
    const panel = organizer('code="26436-6"', component(observation(CRP, pq('8', 'mg/L'))));
    expect(factsIn(sectionOf('30954-2', entry(panel)))).toMatchObject([{ category: 'laboratory' }]);
  });
});

describe('another observation', () => {
  test.each([
    ['8716-3', 'code="1" displayName="x"', 'vitalSign'],
    ['1-1', `code="8867-4" displayName="Pouls" ${LOINC}`, 'vitalSign'],
    ['1-1', 'code="1" displayName="x"', 'other'],
  ])('in section %s with %s is a %s', (section, code, category) => {
    expect(factsIn(sectionOf(section, entry(observation(code, pq('1', 'g')))))).toMatchObject([{ category }]);
  });

  test('takes the time of its organizer, and of no more', () => {
    const panel = organizer(
      'code="85353-1"',
      `<effectiveTime value="20210211"/>${component(observation(CRP, pq('1', 'g')))}`,
    );
    expect(factsIn(sectionOf('8716-3', entry(panel)))).toMatchObject([{ from: '2021-02-11' }]);
  });

  test('of the right eye is not one of the left', () => {
    const eye = (side: string): string =>
      entry(observation(CRP, `${pq('1', '[diop]')}<targetSiteCode code="1" displayName="œil ${side}"/>`));
    expect(factsIn(sectionOf('1-1', eye('droit') + eye('gauche')))).toMatchObject([
      { label: 'CRP (œil droit)', site: 'œil droit' },
      { label: 'CRP (œil gauche)', site: 'œil gauche' },
    ]);
  });

  test('that is only asked for, or was cancelled, is none', () => {
    const asked = `<observation moodCode="INT"><code ${CRP}/>${pq('1', 'g')}</observation>`;
    const cancelled = observation(CRP, `<statusCode code="cancelled"/>${pq('1', 'g')}`);
    expect(factsIn(sectionOf('1-1', entry(asked) + entry(cancelled)))).toEqual([]);
  });

  test('of the state of the document is none of the person', () => {
    expect(factsIn(sectionOf('33557-0', entry(observation(CRP, pq('1', 'g')))))).toEqual([]);
  });
});
