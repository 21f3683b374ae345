import { describe, expect, test } from 'vitest';
import {
  comment,
  entry,
  factsIn,
  observation,
  sectionOf,
  template,
  tied,
} from '#test/support/documents/cda-entries.ts';

const product = (inside: string): string =>
  `<consumable><manufacturedProduct><manufacturedMaterial>${inside}</manufacturedMaterial></manufacturedProduct></consumable>`;
const PLAVIX = product(
  '<code code="63564053" displayName="PLAVIX 75 mg, comprimé" codeSystem="1.2.250.1.213.2.3.1"><translation code="3400938022209" codeSystem="1.2.250.1.213.2.3.2"/></code><name>PLAVIX</name>',
);
const treatment = (rest: string, named = 'moodCode="EVN"'): string =>
  `<substanceAdministration classCode="SBADM" ${named}>${rest}</substanceAdministration>`;
const during = (low: string, high: string): string =>
  `<effectiveTime xsi:type="IVL_TS"><low ${low}/><high ${high}/></effectiveTime>`;
const every = (value: string, unit: string): string =>
  `<effectiveTime xsi:type="PIVL_TS" operator="A"><period value="${value}" unit="${unit}"/></effectiveTime>`;
const given = (...statements: readonly string[]) =>
  factsIn(sectionOf('10160-0', statements.map(entry).join('')));

describe('a treatment', () => {
  test('has its medicine, posology, route, reason and comment', () => {
    const reason = `<act classCode="ACT" moodCode="EVN">${template('1.3.6.1.4.1.19376.1.5.3.1.4.4.1')}<code code="I20.0" displayName="Angor instable"/></act>`;
    const statement = treatment(
      `${during('value="20260811"', 'nullFlavor="UNK"')}${every('1', 'd')}<routeCode code="20053000" displayName="Voie orale"/><doseQuantity><low value="2" unit="{tablet}"/><high value="2" unit="{tablet}"/></doseQuantity><maxDoseQuantity><numerator value="4" unit="{tablet}"/><denominator value="1" unit="d"/></maxDoseQuantity>${PLAVIX}${tied('RSON', reason)}${comment('au repas')}`,
    );
    expect(given(statement)).toEqual([
      {
        kind: 'treatment',
        label: 'PLAVIX 75 mg, comprimé',
        code: { system: '1.2.250.1.213.2.3.1', code: '63564053', display: 'PLAVIX 75 mg, comprimé' },
        translations: [{ system: '1.2.250.1.213.2.3.2', code: '3400938022209' }],
        state: 'current',
        from: '2026-08-11',
        dose: '2 comprimés, 1 fois par jour, maximum 4 comprimés par jour',
        route: 'Voie orale',
        note: 'Motif : Angor instable · au repas',
      },
    ]);
  });

  test.each([
    [every('6', 'h'), 'toutes les 6 h'],
    [every('2', 'd'), 'tous les 2 jours'],
    [every('1', 'wk'), '1 fois par semaine'],
    ['<effectiveTime xsi:type="EIVL_TS" operator="A"><event code="HS"/></effectiveTime>', 'au coucher'],
    ['<doseQuantity value="1.5" unit="mL"/>', '1.5 mL'],
    [
      '<doseQuantity><low value="1" unit="{puff}"/><high value="2" unit="{puff}"/></doseQuantity>',
      '1 bouffée à 2 bouffées',
    ],
    ['<rateQuantity value="20" unit="mg/d"/>', 'soit 20 mg/j'],
  ])('tells its posology in words: %s', (parts, dose) => {
    expect(given(treatment(parts + PLAVIX))).toMatchObject([{ dose }]);
  });

  test('keeps the posology as written where it refers to the narrative, and doses that change in their order', () => {
    const step = (id: string): string =>
      tied(
        'COMP',
        treatment(
          `<effectiveTime xsi:type="SXPR_TS"><comp xsi:type="IVL_TS"><low value="20261201"/></comp><comp xsi:type="PIVL_TS"><period value="8" unit="h"><translation><originalText><reference value="#${id}"/></originalText></translation></period></comp></effectiveTime>`,
        ),
      );
    const text = '<content ID="f1">3 fois par jour 2 jours</content><content ID="f2">puis 2 fois</content>';
    const statement = treatment(PLAVIX + step('f1') + step('f2'));
    expect(factsIn(sectionOf('10160-0', entry(statement), text))).toMatchObject([
      { kind: 'treatment', dose: '3 fois par jour 2 jours puis puis 2 fois' },
    ]);
  });

  test.each([
    ['value="20260101"', 'value="20260201"', 'ended'],
    ['value="20260101"', 'value="20270201"', 'current'],
    ['value="20260101"', 'nullFlavor="UNK"', 'current'],
    ['nullFlavor="UNK"', 'nullFlavor="UNK"', 'unknown'],
  ])('from %s to %s is %s on the day of the document', (low, high, state) => {
    expect(given(treatment(during(low, high) + PLAVIX))).toMatchObject([{ state }]);
  });

  test('that a plan proposes is planned; that a prescription orders is not', () => {
    const statement = entry(treatment(PLAVIX, 'moodCode="INT"'));
    expect(factsIn(sectionOf('18776-5', statement))).toMatchObject([{ planned: true, state: 'unknown' }]);
    expect(factsIn(sectionOf('57828-6', statement))[0]).not.toHaveProperty('planned');
  });

  test('without a code is called as the narrative calls it, line by line', () => {
    const statement = treatment(`<text><reference value="#m"/></text>${product('<code nullFlavor="NA"/>')}`);
    const text = '<content ID="m">Préparation :<br/>- 30 g de crème</content>';
    expect(factsIn(sectionOf('57828-6', entry(statement), text))).toMatchObject([
      { label: 'Préparation : - 30 g de crème' },
    ]);
  });

  test('names its substances and the class of its generic', () => {
    const statement = treatment(
      product(
        '<name>MARQUE</name><pharm:asSpecializedKind><pharm:generalizedMedicineClass><pharm:code code="B01AA03" displayName="warfarine" codeSystem="2.16.840.1.113883.6.73"/></pharm:generalizedMedicineClass></pharm:asSpecializedKind><pharm:ingredient><pharm:ingredient><pharm:name>WARFARINE SODIQUE</pharm:name></pharm:ingredient></pharm:ingredient>',
      ),
    );
    expect(given(statement)).toMatchObject([
      {
        label: 'MARQUE',
        substances: ['WARFARINE SODIQUE'],
        translations: [{ code: 'B01AA03', display: 'warfarine' }],
      },
    ]);
  });

  test('that was cancelled, or names no medicine, is none', () => {
    const cancelled = treatment(`<statusCode code="cancelled"/>${PLAVIX}`);
    expect(given(cancelled, treatment(product('<code nullFlavor="UNK"/>')))).toEqual([]);
  });

  test('of a contrast medium belongs to its examination', () => {
    expect(given(treatment(template('1.2.250.1.213.1.1.3.151') + PLAVIX))).toEqual([]);
  });

  test('may be denied', () => {
    const none = treatment(product('<code code="no-known-medications" displayName="Aucun traitement"/>'));
    expect(given(none)).toMatchObject([{ kind: 'noneKnown', of: 'treatment' }]);
    const not = treatment(PLAVIX, 'moodCode="EVN" negationInd="true"');
    expect(given(not)).toMatchObject([{ kind: 'noneKnown', of: 'treatment', named: true }]);
  });

  test('tells why it was stopped, and leaves out the flags of its prescription', () => {
    const stop = observation('code="MED-052" displayName="Arrêt"', '<value xsi:type="ST">saignement</value>');
    const flag = observation('code="MED-574" displayName="ALD"', '<value xsi:type="BL" value="false"/>');
    expect(given(treatment(PLAVIX + tied('COMP', stop) + tied('COMP', flag)))).toMatchObject([
      { note: 'Arrêt : saignement' },
    ]);
  });
});
