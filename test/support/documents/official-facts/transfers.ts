import type { ExpectedDocument } from './expected.ts';
import { ANS, ATC, CCAM, CIM10, CIS, EMDN, LOINC } from './nomenclatures.ts';
import { attending, FAMILY_AND_DOCTOR, guardian, sister } from './people.ts';

/** «No allergy found» is said in the narrative, over an entry that names nothing. */
const hospitalDischarge: ExpectedDocument = {
  file: 'LDL-SES_2022.01.xml',
  counts: {
    ...FAMILY_AND_DOCTOR,
    treatment: 2,
    implant: 1,
    'planned problem act': 1,
    'noneKnown allergy': 1,
  },
  facts: [
    {
      is: 'treatment',
      label: /SOLIAN 100 ?mg/i,
      code: [CIS, '60019927'],
      from: '2018-08-01',
      to: '2019-10-29',
      dose: /1/,
      state: ['ended'],
    },
    {
      is: 'treatment',
      label: /LEPONEX 100 ?mg/i,
      code: [CIS, '62552920'],
      from: '2019-12-03',
      to: '2020-02-02',
      dose: /1/,
      state: ['current', 'unknown'],
    },
    { is: 'treatment', label: /LEPONEX 100 ?mg/i, code: [ATC, 'N05AH02'] },
    {
      is: 'implant',
      label: /stimulateurs? cardiaques?/i,
      code: [EMDN, 'J010104'],
      from: '2018-12-03T09:49:14+01:00',
      identifier: /00844588003288/,
    },
    {
      is: 'planned problem act',
      label: /Scanographie des vaisseaux/i,
      code: [CCAM, 'ECQH010'],
      from: null,
    },
    { is: 'noneKnown allergy', label: /aucune allergie/i },
    ...sister('NESSI'),
    guardian,
    attending('Stéphane', 'MEDIONI'),
  ],
};

/**
 * The last intake of «the usual treatment» names no product. Glasses, dentures and hearing aids are things that nobody
 * implants; whether they are facts at all is open.
 */
const emergencyTransfer: ExpectedDocument = {
  file: 'DLU-EHPAD-FLUDT_2022.01.xml',
  counts: { ...FAMILY_AND_DOCTOR, 'observation vitalSign': 5, device: [0, 6] },
  facts: [
    {
      is: 'observation vitalSign',
      label: /fr[ée]quence cardiaque|pouls/i,
      code: [LOINC, '8867-4'],
      from: '2020-03-27T15:35:00+01:00',
      value: { quantity: [80, '/min'] },
    },
    {
      is: 'observation vitalSign',
      label: /temp[ée]rature/i,
      code: [LOINC, '8310-5'],
      from: '2020-03-27T15:35:00+01:00',
      value: { quantity: [37, 'Cel'] },
    },
    {
      is: 'observation vitalSign',
      label: /poids/i,
      code: [LOINC, '29463-7'],
      value: { quantity: [80, 'kg'] },
    },
    {
      is: 'observation vitalSign',
      label: /systolique|tension art[ée]rielle haute/i,
      code: [LOINC, '8480-6'],
      value: { quantity: [155, 'mm[Hg]'] },
    },
    {
      is: 'observation vitalSign',
      label: /diastolique|tension art[ée]rielle basse/i,
      code: [LOINC, '8462-4'],
      value: { quantity: [85, 'mm[Hg]'] },
    },
    ...sister('NESSI'),
    guardian,
    attending('Stéphane', 'MEDIONI'),
  ],
  never: [{ is: 'implant', label: /lunettes|dentaire|audi/i }],
};

/**
 * The treatment stands in the care plan, in mood EVN: the person takes it. The cause of the infarction is asserted as a
 * second problem (code ASSERTION), dated by a year alone. The examination of function is no act.
 */
const strokeUnit: ExpectedDocument = {
  file: 'AVC-SUNV_2022.01.xml',
  counts: { ...FAMILY_AND_DOCTOR, treatment: 1, 'problem problem': 2 },
  facts: [
    {
      is: 'problem problem',
      label: /ath[ée]rome extracr[âa]nien/i,
      code: [ANS, 'MED-479'],
      from: '2018',
    },
    {
      is: 'problem problem',
      label: /Infarctus c[ée]r[ée]bral/i,
      code: [CIM10, 'I63.9'],
      from: '2018-09-23',
      to: '2018-10-03',
    },
    {
      is: 'treatment',
      label: /PLAVIX 75 mg/i,
      code: [CIS, '63564053'],
      from: null,
      to: null,
      state: ['current', 'unknown'],
    },
    ...sister('NESSI'),
    guardian,
    attending('Jacques', 'MEDIONI'),
  ],
};

export const TRANSFERS: readonly ExpectedDocument[] = [hospitalDischarge, emergencyTransfer, strokeUnit];
