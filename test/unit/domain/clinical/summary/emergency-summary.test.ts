import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODE_SYSTEMS } from '#domain/clinical/code.ts';
import type {
  Allergy,
  ClinicalFact,
  Contact,
  NoneKnown,
  Pregnancy,
  Problem,
  Treatment,
} from '#domain/clinical/fact.ts';
import { bloodTypeOf } from '#domain/clinical/summary/blood-group.ts';
import type { SummarySection } from '#domain/clinical/summary/emergency-summary.ts';
import { riskOf } from '#domain/clinical/summary/risk-class.ts';
import { RISK_BY_NAME, RISK_CLASSES } from '#domain/clinical/summary/risk-table.ts';
import { emergencySummary } from '#domain/clinical/summary/summarise.ts';
import { folded } from '#base/folded.ts';
import { atc, documentOf, snomed } from '../facts.ts';

const NOW = new Date(2026, 10, 23).getTime();
const DAY = 86_400_000;

const allergy = (label: string, more: Partial<Allergy> = {}): Allergy => ({
  kind: 'allergy',
  label,
  state: 'current',
  ...more,
});
const treatment = (label: string, more: Partial<Treatment> = {}): Treatment => ({
  kind: 'treatment',
  label,
  state: 'current',
  ...more,
});
const problem = (label: string, more: Partial<Problem> = {}): Problem => ({
  kind: 'problem',
  label,
  state: 'current',
  category: 'problem',
  ...more,
});
const pregnancy = (more: Partial<Pregnancy> = {}): Pregnancy => ({
  kind: 'pregnancy',
  label: 'Grossesse',
  state: 'current',
  ...more,
});
const none = (of: NoneKnown['of']): NoneKnown => ({ kind: 'noneKnown', of, label: 'Aucune' });
const bloodGroup = (label: string): ClinicalFact => ({
  kind: 'bloodGroup',
  label,
  code: { system: CODE_SYSTEMS.loinc, code: '882-1' },
});
const contact = (label: string, role: Contact['role'], ...phones: string[]): Contact => ({
  kind: 'contact',
  label,
  role,
  phones,
});

const summaryOf = (...documents: ReturnType<typeof documentOf>[]) => emergencySummary(documents, NOW);
const labels = ({ items }: SummarySection): string[] => items.map(({ label }) => label);

describe('the emergency summary', () => {
  it('has the same allergy of several documents once, newest first, with its sources and their age', () => {
    const { allergies } = summaryOf(
      documentOf(1, '2021-03-01', [
        allergy('Pénicilline', { code: snomed('91936005'), severity: 'moderate' }),
      ]),
      documentOf(2, '2026-11-22', [allergy('allergie à la PENICILLINE', { severity: 'severe' })]),
      documentOf(3, '2024-03-01', [allergy('Pénicilline G', { code: snomed('91936005') })]),
    );
    expect(labels(allergies)).toEqual(['allergie à la PENICILLINE']);
    const [item] = allergies.items;
    expect(item?.severity).toBe('severe');
    expect(item?.sayings.map(({ source }) => source.date)).toEqual([
      '2026-11-22',
      '2024-03-01',
      '2021-03-01',
    ]);
    expect(item?.sayings[0].source.ageMs).toBe(DAY);
  });

  it('keeps two things apart that a document writes under one code, and that a code of their kind joins', () => {
    const vague = snomed('300000009');
    const { allergies } = summaryOf(
      documentOf(1, '2021-03-01', [
        allergy('Pénicilline', { code: vague }),
        allergy('Arachide', { code: vague }),
      ]),
      documentOf(2, '2022-03-01', [allergy('Latex', { code: snomed('416098002') })]),
      documentOf(3, '2023-03-01', [allergy('Iode', { code: snomed('416098002') })]),
    );
    expect(labels(allergies)).toEqual(['Iode', 'Latex', 'Arachide', 'Pénicilline']);
  });

  it('orders allergies by severity, the unsaid after the severe, then newest first', () => {
    const { allergies } = summaryOf(
      documentOf(1, '2025-01-01', [allergy('Pollen', { severity: 'mild' }), allergy('Iode')]),
      documentOf(2, '2020-01-01', [allergy('Latex', { severity: 'severe' }), allergy('Noix')]),
    );
    expect(labels(allergies)).toEqual(['Latex', 'Iode', 'Noix', 'Pollen']);
  });

  it('counts what is over apart', () => {
    const { allergies, problems } = summaryOf(
      documentOf(1, '2025-01-01', [
        allergy('Œuf', { state: 'ended' }),
        allergy('Lait', { to: '2019' }),
        problem('Asthme', { to: '2026-12' }),
      ]),
    );
    expect(allergies.items).toEqual([]);
    expect(allergies.ended).toHaveLength(2);
    expect(allergies.finding).toBe('nothingFound');
    expect(labels(problems)).toEqual(['Asthme']);
  });

  it('tells «none known» from «nothing found»', () => {
    const { allergies, implants } = summaryOf(documentOf(1, '2025-01-01', [none('allergy')]));
    expect([allergies.finding, implants.finding]).toEqual(['noneKnown', 'nothingFound']);
    expect(allergies.noneKnown[0]?.source.date).toBe('2025-01-01');
  });

  it.each([
    ['2026-01-01', ['deniedLater']],
    ['2025-01-01', ['deniedLater']],
    ['2024-12-31', []],
    ['?', ['deniedLater']],
  ])('shows that a document of %s denies an allergy of 2025-01-01: %j', (date, expected) => {
    const { allergies } = summaryOf(
      documentOf(1, '2025-01-01', [allergy('Latex')]),
      documentOf(2, date, [none('allergy')]),
    );
    expect(allergies.items[0]?.contradictions).toEqual(expected);
    expect(allergies.noneKnown).toHaveLength(1);
    expect(allergies.finding).toBe('found');
  });

  it('shows a treatment that is current in one document and ended in another, newest first', () => {
    const { treatments } = summaryOf(
      documentOf(1, '2021-01-01', [treatment('Ramipril 5 mg', { dose: '1 par jour' })]),
      documentOf(2, '2025-01-01', [treatment('RAMIPRIL 5 mg', { state: 'ended' })]),
    );
    expect(treatments.items[0]?.contradictions).toEqual(['state']);
    expect(treatments.items[0]?.sayings.map(({ state }) => state)).toEqual(['ended', 'current']);
  });

  it('shows two doses of one treatment in two documents, and not those of one prescription', () => {
    const morning = treatment('Ramipril', { dose: '5 mg le matin' });
    const evening = treatment('Ramipril', { dose: '5 mg le soir' });
    const once = summaryOf(documentOf(1, '2025-01-01', [morning, evening]));
    expect(once.treatments.items[0]?.contradictions).toEqual([]);
    const twice = summaryOf(documentOf(1, '2025-01-01', [morning]), documentOf(2, '2025-02-01', [evening]));
    expect(twice.treatments.items[0]?.contradictions).toEqual(['dose']);
    expect(twice.treatments.items[0]?.sayings.map(({ detail }) => detail)).toEqual([
      '5 mg le soir',
      '5 mg le matin',
    ]);
  });

  it('shows two blood groups, and takes two spellings or a group without Rhesus for no contradiction', () => {
    const two = summaryOf(
      documentOf(1, '2021-01-01', [bloodGroup('A Rh positif')]),
      documentOf(2, '2025-01-01', [bloodGroup('O+')]),
    ).bloodGroup;
    expect(labels(two)).toEqual(['O+', 'A Rh positif']);
    expect(two.items.every(({ contradictions }) => contradictions.includes('bloodGroup'))).toBe(true);
    const one = summaryOf(
      documentOf(1, '2021-01-01', [bloodGroup('A Rh positif')]),
      documentOf(2, '2025-01-01', [bloodGroup('A+'), bloodGroup('Groupe A')]),
    ).bloodGroup;
    expect(one.items.map(({ contradictions }) => contradictions)).toEqual([[], []]);
  });

  it('has high-risk treatments apart, the most pressing first', () => {
    const { riskTreatments, treatments } = summaryOf(
      documentOf(1, '2025-01-01', [
        treatment('Metformine 1 g'),
        treatment('Paracétamol'),
        treatment('ELIQUIS 5 mg, comprimé'),
        treatment('Produit X', { code: atc('A10AB05') }),
      ]),
      documentOf(2, '2024-01-01', [treatment('Cordarone')]),
    );
    expect(riskTreatments.items.map(({ label, risk }) => [label, risk])).toEqual([
      ['ELIQUIS 5 mg, comprimé', 'anticoagulant'],
      ['Produit X', 'insulin'],
      ['Cordarone', 'antiarrhythmic'],
      ['Metformine 1 g', 'antidiabetic'],
    ]);
    expect(labels(treatments)).toEqual(['Paracétamol']);
  });

  it('does not say «no treatment known» of one part where the other has some', () => {
    const { riskTreatments, treatments } = summaryOf(
      documentOf(1, '2024-01-01', [none('treatment')]),
      documentOf(2, '2025-01-01', [treatment('Paracétamol')]),
    );
    expect([riskTreatments.finding, treatments.finding]).toEqual(['nothingFound', 'found']);
  });

  it('has current problems first, and none of relatives', () => {
    const { problems } = summaryOf(
      documentOf(1, '2025-01-01', [
        problem('Appendicectomie', { category: 'act', state: 'unknown' }),
        problem('Infarctus', { category: 'history', state: 'ended' }),
        problem('Diabète', { category: 'family' }),
        problem('Tabac', { category: 'risk' }),
        problem('BPCO'),
      ]),
    );
    expect(labels(problems)).toEqual(['BPCO', 'Tabac', 'Appendicectomie']);
    expect(problems.ended.map(({ label }) => label)).toEqual(['Infarctus']);
  });

  it('does not carry a pregnancy past its nature, nor hide one behind an earlier one', () => {
    const old = documentOf(1, '2019-01-01', [pregnancy({ due: '2019-06-01' })]);
    expect(summaryOf(old).pregnancy).toMatchObject({ items: [], finding: 'nothingFound' });
    expect(summaryOf(old).pregnancy.ended).toHaveLength(1);
    const now = summaryOf(
      old,
      documentOf(2, '2026-10-01', [
        pregnancy({ label: 'Enceinte' }),
        pregnancy({ state: 'ended', to: '2015-02-01' }),
      ]),
    ).pregnancy;
    expect(labels(now)).toEqual(['Enceinte']);
    expect(now.items[0]?.contradictions).toEqual([]);
  });

  it('shows that a pregnancy is current in one document and over in a later one', () => {
    const { items } = summaryOf(
      documentOf(1, '2026-09-01', [pregnancy({ due: '2027-03-01' })]),
      documentOf(2, '2026-11-01', [pregnancy({ state: 'ended', to: '2026-10-15' })]),
    ).pregnancy;
    expect(items[0]?.contradictions).toEqual(['state']);
  });

  it('has contacts with each number once, the trusted person first, and the attending physician apart', () => {
    const { contacts, attendingPhysician } = summaryOf(
      documentOf(1, '2025-01-01', [
        contact('Paul ESSAI', 'emergency', '06 00 00 00 01', 'tel:+33600000001', '01 00 00 00 02'),
        contact('Jeanne ESSAI', 'trusted'),
        contact('Dr Marc EXEMPLE', 'attendingPhysician', '04 00 00 00 03'),
        contact('Cousin', 'relative'),
      ]),
    );
    expect(labels(contacts)).toEqual(['Jeanne ESSAI', 'Paul ESSAI']);
    expect(contacts.items[1]?.phones).toEqual(['06 00 00 00 01', '01 00 00 00 02']);
    expect(labels(attendingPhysician)).toEqual(['Dr Marc EXEMPLE']);
  });

  it('takes no account of documents that are replaced, archived or deleted, and counts the unread', () => {
    const { allergies, documents } = emergencySummary(
      [
        { ...documentOf(1, '2025-01-01', [allergy('Latex')]), status: 'deprecated' },
        { ...documentOf(2, '2025-01-01', [allergy('Iode')]), status: 'archived' },
        { ...documentOf(3, '2025-01-01', [allergy('Noix')]), status: 'deleted' },
        { ...documentOf(4, '2025-01-01', []), unread: true },
        documentOf(5, '2025-01-01', []),
      ],
      NOW,
    );
    expect(allergies.items).toEqual([]);
    expect(documents.read).toBe(1);
    expect(documents.unread.map(({ title }) => title)).toEqual(['Document 4']);
  });

  it('is the same whatever the order of documents and facts, and never throws', () => {
    const fact = fc.constantFrom<ClinicalFact>(
      allergy('Latex', { code: snomed('1') }),
      allergy('latex', { state: 'ended' }),
      allergy('Iode', { code: snomed('1'), severity: 'mild' }),
      none('allergy'),
      treatment('Eliquis', { dose: '5 mg' }),
      treatment('Apixaban', { code: atc('B01AF02'), dose: '2,5 mg', to: '2020' }),
      treatment('ELIQUIS', { code: atc('B01AF02') }),
      bloodGroup('A+'),
      bloodGroup('O-'),
      pregnancy(),
      pregnancy({ due: '2027-01-01', label: '' }),
      contact('Paul ESSAI', 'trusted', '01'),
    );
    const document = fc
      .tuple(
        fc.constantFrom('2020-01-01', '2026-05', 'hier', '2026-11-01T08:00:00Z'),
        fc.array(fact, { maxLength: 6 }),
      )
      .map(([date, facts]) => ({ date, facts }));
    fc.assert(
      fc.property(fc.array(document, { maxLength: 6 }), (written) => {
        const documents = written.map(({ date, facts }, index) => documentOf(index, date, facts));
        const turned = documents.map((one) => ({ ...one, facts: [...one.facts].reverse() })).reverse();
        expect(emergencySummary(turned, NOW)).toEqual(emergencySummary(documents, NOW));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the risk of a treatment', () => {
  it.each([
    ['B01AF02', 'anticoagulant'],
    ['B01AC04', 'antiplatelet'],
    ['N02BA01', 'antiplatelet'],
    ['A10AB05', 'insulin'],
    ['A10BA02', 'antidiabetic'],
    ['N02AA01', 'opioid'],
    ['N07BC02', 'opioid'],
    ['N03AG01', 'antiepileptic'],
    ['C01AA05', 'digoxin'],
    ['C01BD01', 'antiarrhythmic'],
    ['C07AA07', 'antiarrhythmic'],
    ['L04AD02', 'immunosuppressant'],
    ['L01BC06', 'chemotherapy'],
    ['H02AB07', 'corticosteroid'],
    ['N05AN01', 'lithium'],
    ['N02BE01', undefined],
    ['C07AB07', undefined],
  ])('of ATC %s is %s', (code, risk) => {
    expect(riskOf(treatment('Produit', { code: atc(code) }))).toBe(risk);
    expect(riskOf(treatment('Produit', { translations: [atc(code.toLowerCase())] }))).toBe(risk);
  });

  it.each([
    ['KARDÉGIC 75 mg, pdre p sol buv', 'antiplatelet'],
    ['Acide acétylsalicylique 75 mg', 'antiplatelet'],
    ['Insuline glargine', 'insulin'],
    ['Lévothyroxine', undefined],
    ['Paracétamol+codéine', 'opioid'],
    ['Prednisone 20 mg', 'corticosteroid'],
    ['Hydrocortisone 1 % crème', undefined],
    ['Tacrolimus 0,1 % pommade', undefined],
    ['Insulinorésistance', undefined],
    ['Téralithe 250', 'lithium'],
    ['Warfarine et aspirine', 'anticoagulant'],
  ])('of «%s» is %s', (label, risk) => {
    expect(riskOf(treatment(label))).toBe(risk);
  });

  it('is found by substance where the label is a trade name, and by code alone where there is one', () => {
    expect(riskOf(treatment('Inconnu 5', { substances: ['Apixaban'] }))).toBe('anticoagulant');
    expect(riskOf(treatment('Eliquis', { code: atc('N02BE01') }))).toBeUndefined();
    expect(riskOf(treatment('Produit', { code: { system: '1.2.3', code: 'B01AF02' } }))).toBeUndefined();
  });

  it('has its names as they are looked for, each in one class', () => {
    const names = RISK_CLASSES.flatMap((risk) => RISK_BY_NAME[risk]);
    expect(names.filter((name) => folded(name) !== name)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a blood group', () => {
  it.each([
    ['A+', { abo: 'A', rhesus: '+' }],
    ['O-', { abo: 'O', rhesus: '-' }],
    ['AB Rh positif', { abo: 'AB', rhesus: '+' }],
    ['Groupe B, Rhésus négatif', { abo: 'B', rhesus: '-' }],
    ['O RH1', { abo: 'O', rhesus: '+' }],
    ['A RH-1', { abo: 'A', rhesus: '-' }],
    ['Groupe A - rhésus positif', { abo: 'A', rhesus: '+' }],
    ['Groupe A', { abo: 'A' }],
    ['Rh positif', { rhesus: '+' }],
    ['Inconnu', {}],
    ['A ou B', {}],
  ])('«%s» states %j', (label, type) => {
    expect(bloodTypeOf(label)).toEqual(type);
  });
});
