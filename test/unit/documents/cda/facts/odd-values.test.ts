import { describe, expect, test } from 'vitest';
import { entry, factsIn, observation, sectionOf, tied } from '#test/support/documents/cda-entries.ts';

const read = (value: string) =>
  factsIn(sectionOf('1-1', entry(observation('code="9-9" displayName="Mesure"', value)))).map(
    (fact) => fact.kind === 'observation' && fact.value,
  );
const typed = (type: string, attributes: string, inside = ''): string =>
  `<value xsi:type="${type}" ${attributes}>${inside}</value>`;
const quantity = (value: number, unit: string) => ({ type: 'quantity', value, unit });
const text = (words: string) => ({ type: 'text', text: words });

describe('the value of an observation, whatever its type', () => {
  test.each<[string, string, unknown]>([
    ['PQ', typed('PQ', 'value="5.2" unit="mmol/L"'), quantity(5.2, 'mmol/L')],
    ['PQ without a leading digit', typed('PQ', 'value=".5" unit="mg"'), quantity(0.5, 'mg')],
    [
      'PQ with the digits of a double',
      typed('PQ', 'value="0.30000000000000004"'),
      quantity(0.30000000000000004, ''),
    ],
    ['PQ that is no number', typed('PQ', 'value="1+" unit="croix"'), text('1+ croix')],
    [
      'PQ in a unit outside UCUM',
      typed('PQ', 'nullFlavor="OTH"', '<translation value="3" code="UI"/>'),
      quantity(3, 'UI'),
    ],
    ['PQ that is larger than any', typed('PQ', 'value="1e999" unit="g"'), text('1e999 g')],
    ['INT', typed('INT', 'value="3"'), quantity(3, '')],
    ['REAL', typed('REAL', 'value="1,5"'), quantity(1.5, '')],
    ['MO', typed('MO', 'value="12.5" currency="EUR"'), quantity(12.5, 'EUR')],
    ['IVL_PQ', typed('IVL_PQ', '', '<low value="1" unit="g"/><high value="2" unit="g"/>'), text('1 g – 2 g')],
    ['IVL_PQ around a middle', typed('IVL_PQ', '', '<center value="4" unit="g"/>'), quantity(4, 'g')],
    ['IVL_PQ of one value', typed('IVL_PQ', 'value="4" unit="g"'), quantity(4, 'g')],
    [
      'IVL_PQ without an end',
      typed('IVL_PQ', '', '<low value="1" unit="g"/><high nullFlavor="PINF"/>'),
      { ...quantity(1, 'g'), comparator: '>=' },
    ],
    [
      'RTO',
      typed('RTO_PQ_PQ', '', '<numerator value="1" unit="mg"/><denominator value="2" unit="h"/>'),
      text('1 mg / 2 h'),
    ],
    [
      'RTO of money',
      typed('RTO_MO_PQ', '', '<numerator value="1" currency="EUR"/><denominator value="1" unit="d"/>'),
      text('1 EUR / 1 d'),
    ],
    ['BL', typed('BL', 'value="true"'), text('oui')],
    ['ST', typed('ST', '', 'Trace'), text('Trace')],
    ['ED', typed('ED', 'mediaType="text/plain"', 'Nombreuses colonies'), text('Nombreuses colonies')],
    [
      'SC',
      typed('SC', 'code="x"', 'Rares'),
      { type: 'coded', code: { system: '', code: 'x' }, text: 'Rares' },
    ],
    ['TS', typed('TS', 'value="20260301"'), text('2026-03-01')],
    ['TS that is no time', typed('TS', 'value="vers Noël"'), text('vers Noël')],
    ['IVL_TS', typed('IVL_TS', '', '<low value="2025"/><high value="2026"/>'), text('2025 – 2026')],
    ['II', typed('II', 'root="1.2" extension="AB-3"'), text('AB-3')],
    ['a type of their own', typed('x:ODD', 'value="7" unit="furlong"'), quantity(7, 'furlong')],
    ...(['CD', 'CE', 'CV', 'CO', 'CS'] as const).map((type): [string, string, unknown] => [
      type,
      typed(type, 'code="A" codeSystem="1.2" displayName="Oui, parfois"'),
      {
        type: 'coded',
        code: { system: '1.2', code: 'A', display: 'Oui, parfois' },
        text: 'Oui, parfois',
      },
    ]),
    [
      'CD that only translations know',
      typed('CD', 'nullFlavor="OTH"', '<translation code="T" codeSystem="1.3" displayName="Traduit"/>'),
      { type: 'coded', code: { system: '1.3', code: 'T', display: 'Traduit' }, text: 'Traduit' },
    ],
    [
      'CD in words',
      typed('CD', 'nullFlavor="OTH"', '<originalText>Selon la famille</originalText>'),
      text('Selon la famille'),
    ],
  ])('%s', (_what, value, expected) => {
    expect(read(value)).toEqual([expected]);
  });

  test('several are several results', () => {
    expect(read(typed('INT', 'value="1"') + typed('ST', '', 'deux') + typed('BL', 'value="false"'))).toEqual([
      quantity(1, ''),
      text('deux'),
      text('non'),
    ]);
  });

  test('a null flavour alone is none', () => {
    for (const type of ['PQ', 'CD', 'ST', 'TS', 'BL', 'IVL_PQ', 'RTO', 'II'])
      expect(read(typed(type, 'nullFlavor="UNK"')), type).toEqual([]);
  });
});

describe('statements inside each other', () => {
  test('are read in sections and chains of any depth, under codes that nobody knows', () => {
    const chain = ['COMP', 'REFR', 'SUBJ', 'XCRPT', ''].reduce(
      (inside, tie, at) =>
        tied(
          tie,
          observation(`code="q-${at}" displayName="Rang ${at}"`, typed('INT', `value="${at}"`) + inside),
        ),
      '',
    );
    const inner = `<component>${sectionOf('unknown-2', entry(observation('code="x" displayName="Hors"', typed('INT', 'value="9"') + chain)))}</component>`;
    const facts = factsIn(
      `<section nullFlavor="NI"><title>Inconnue</title><text>Dehors</text>${inner}</section>`,
    );
    expect(facts.map(({ label }) => label)).toEqual([
      'Hors',
      'Rang 4',
      'Rang 3',
      'Rang 2',
      'Rang 1',
      'Rang 0',
    ]);
  });
});

describe('times and doses of a treatment', () => {
  const treated = (inside: string) =>
    factsIn(
      sectionOf(
        '10160-0',
        entry(
          `<substanceAdministration classCode="SBADM" moodCode="EVN">${inside}<consumable><manufacturedProduct><manufacturedMaterial><code code="1" displayName="Amoxicilline"/></manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration>`,
        ),
      ),
    );
  const interval = (inside: string) => `<effectiveTime xsi:type="IVL_TS">${inside}</effectiveTime>`;

  test.each<[string, string, object]>([
    [
      'a length of days gives its end, and is told',
      interval('<low value="20260601"/><width value="7" unit="d"/>'),
      { from: '2026-06-01', to: '2026-06-08', state: 'ended', dose: 'pendant 7 jours' },
    ],
    [
      'a length of weeks',
      interval('<low value="20261115"/><width value="2" unit="wk"/>'),
      { from: '2026-11-15', to: '2026-11-29', state: 'current' },
    ],
    [
      'a length of months is told, and its end not counted out',
      interval('<low value="20261115"/><width value="3" unit="mo"/>'),
      { from: '2026-11-15', state: 'current', dose: 'pendant 3 mois' },
    ],
    [
      'a length that is none',
      interval('<low value="20261115"/><width value="1e9" unit="d"/>'),
      { from: '2026-11-15', state: 'current' },
    ],
    [
      'a frequency',
      '<effectiveTime xsi:type="PIVL_TS"><period value="8" unit="h"/></effectiveTime>',
      { dose: 'toutes les 8 h' },
    ],
    [
      'an event of the day',
      '<effectiveTime xsi:type="EIVL_TS"><event code="HS"/></effectiveTime>',
      { dose: 'au coucher' },
    ],
    [
      'from one to two',
      '<doseQuantity><low value="1" unit="{tablet}"/><high value="2" unit="{tablet}"/></doseQuantity>',
      { dose: '1 comprimé à 2 comprimés' },
    ],
    [
      'two at the most',
      '<doseQuantity><high value="2" unit="{tablet}"/></doseQuantity>',
      { dose: 'au plus 2 comprimés' },
    ],
  ])('%s', (_what, inside, expected) => {
    expect(treated(inside)).toMatchObject([{ label: 'Amoxicilline', ...expected }]);
  });
});
