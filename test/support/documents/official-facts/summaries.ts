import type { ExpectedDocument } from './expected.ts';
import { ANS, ATC, CCAM, CIM10, CIM11, CIP, CIS, EMDN, LOINC, SNOMED } from './nomenclatures.ts';
import { attending, FAMILY, FAMILY_AND_DOCTOR, guardian, sister } from './people.ts';

/** The state of the allergy is contradictory: concern active, status inactive, «intermittent» in the narrative. */
const medicalSynthesis: ExpectedDocument = {
  file: 'VSM_1.4_2022.01.xml',
  counts: {
    ...FAMILY_AND_DOCTOR,
    allergy: 1,
    treatment: 2,
    'problem problem': 2,
    'problem history': 2,
    'problem act': 1,
    'problem family': 1,
    'problem risk': [0, 2],
  },
  facts: [
    { is: 'allergy', label: /parac[ée]tamol/i, code: [CIS, '60234100'], from: '2018-06-03', severity: null },
    {
      // 2 tablets a day in the entry, 1 in the narrative
      is: 'treatment',
      label: /PLAVIX 75 ?mg/i,
      code: [CIS, '63564053'],
      from: '2019-08-11',
      to: null,
      dose: /[12]/,
      route: /orale/i,
      state: ['current', 'unknown'],
    },
    { is: 'treatment', label: /PLAVIX 75 ?mg/i, code: [CIP, '3400938022209'] },
    {
      is: 'treatment',
      label: /COUMADINE 5 ?mg/i,
      code: [CIS, '63245753'],
      from: '2019-08-11',
      to: null,
      dose: /1/,
      route: /orale/i,
      state: ['current', 'unknown'],
    },
    {
      is: 'problem problem',
      label: /^Accident isch[ée]mique c[ée]r[ée]bral transitoire/i,
      code: [CIM10, 'G45.9'],
      from: '2019-08-11',
      to: null,
      state: ['current'],
    },
    {
      is: 'problem problem',
      label: /Angine de poitrine instable/i,
      code: [CIM10, 'I20.0'],
      from: '2019-08-11',
      state: ['current'],
    },
    {
      is: 'problem history',
      label: /Py[ée]lon[ée]phrite/i,
      code: [CIM10, 'N10'],
      from: '2018-04-22',
      to: '2018-04-30',
      state: ['ended'],
    },
    {
      is: 'problem history',
      label: /Infarctus transmural/i,
      code: [CIM10, 'I21.1'],
      from: '2018-01-14',
      to: '2018-01-25',
      state: ['ended'],
    },
    { is: 'problem act', label: /Dilatation intraluminale/i, code: [CCAM, 'DDAF004'], from: '2018-01-14' },
    { is: 'problem family', label: /an[ée]mie/i, code: [CIM10, 'D57.1'], says: /m[èe]re/i },
    ...sister('NESSI'),
    guardian,
    attending('Stéphane', 'MEDIONI'),
  ],
};

/**
 * A drug that caused an adverse effect, in a section of its own, may be read as a second intolerance. One planned act
 * stands in the care plan in mood EVN, dated after the document: either reading is accepted.
 */
const patientSummary: ExpectedDocument = {
  file: 'IPS-FR_2024.01.xml',
  counts: {
    ...FAMILY_AND_DOCTOR,
    allergy: [1, 2],
    treatment: 1,
    'planned treatment': 2,
    'problem problem': 5,
    'problem history': 2,
    'problem act': [2, 3],
    'planned problem act': [1, 2],
    'problem family': 1,
    'problem risk': [0, 4],
    vaccination: 2,
    'planned vaccination': 2,
    implant: 2,
    pregnancy: 1,
    directive: 8,
    'observation vitalSign': 2,
    'observation laboratory': 1,
  },
  facts: [
    {
      is: 'allergy',
      label: /parac[ée]tamol/i,
      code: [CIM11, 'XM5DJ7'],
      from: '2021-12-04',
      state: ['current'],
      reactions: [/bronchospasme/i, /peau/i],
      severity: 'moderate',
    },
    {
      // the narrative writes 11/01/2024
      is: 'treatment',
      label: /LEVOTHYROX 75/i,
      code: [CIS, '62080626'],
      from: '2022-02-11',
      to: null,
      dose: /1/,
      route: /orale/i,
      state: ['current', 'unknown'],
    },
    { is: 'treatment', label: /LEVOTHYROX 75/i, code: [CIP, '3400930065785'] },
    { is: 'planned treatment', label: /ROSUVASTATINE EG 5 mg/i, code: [CIS, '69473265'], from: null },
    {
      is: 'problem problem',
      label: /Thyro[ïi]dite auto-immune/i,
      code: [CIM10, 'E06.3'],
      from: '2024-01-11',
      state: ['current'],
    },
    {
      is: 'problem problem',
      label: /Diab[èe]te insulino/i,
      code: ['2.16.840.1.113883.6.139', 'T89'],
      from: '2023-07-05',
      state: ['current'],
    },
    {
      is: 'problem problem',
      label: /[ée]pilepsie/i,
      code: ['1.2.250.1.213.2.9', '114'],
      from: '2023-05-21',
      state: ['current'],
    },
    {
      is: 'problem problem',
      label: /angi(œ|oe)d[èe]me bradykinique/i,
      code: ['1.2.250.1.213.2.49', '658'],
      from: '2022-02-11',
      state: ['current'],
    },
    {
      // recurrent, not confirmed
      is: 'problem problem',
      label: /autre probl[èe]me|causes inconnues/i,
      code: [CIM10, 'R69'],
      from: '2022-02-11',
      state: ['current'],
    },
    {
      // dated 2018 by the problem, 2022 by its concern and the narrative
      is: 'problem history',
      label: /^Accident isch[ée]mique/i,
      code: [CIM10, 'G45.9'],
      state: ['ended'],
    },
    {
      is: 'problem history',
      label: /Py[ée]lon[ée]phrite/i,
      code: [CIM10, 'N10'],
      from: '2018-01-14',
      to: '2018-01-25',
      state: ['ended'],
    },
    { is: 'problem act', label: /Dilatation intraluminale/i, code: [CCAM, 'DDAF004'], from: '2018-01-14' },
    { is: 'problem act', label: /autre acte/i, code: [ANS, 'GEN-092.04.13'], from: '2016-12-08' },
    {
      is: 'planned problem act',
      label: /proth[èe]se auditive/i,
      code: [CCAM, 'CBLA001'],
      from: '2024-12-01',
    },
    { is: 'problem family', label: /an[ée]mie/i, code: [CIM10, 'D57.1'], says: /m[èe]re/i },
    {
      is: 'vaccination',
      label: /REVAXIS/i,
      code: [CIS, '60917345'],
      from: '2009-09-28T09:49:14+01:00',
      lot: '4456672',
      dose: /2/,
    },
    {
      // the narrative writes 25/08/2009
      is: 'vaccination',
      label: /REVAXIS/i,
      code: [ATC, 'J07CA01'],
      from: '2009-09-28T09:49:14+01:00',
      lot: '4456668',
      dose: /1/,
    },
    { is: 'planned vaccination', label: /antituberculeux/i, code: [ATC, 'J07AN'], from: '2024-12-01' },
    { is: 'implant', label: /stimulateur cardiaque/i, code: [EMDN, 'J010104'], from: '2019-08-11' },
    { is: 'implant', label: /autre (DM|dispositif m[ée]dical)/i, from: '2019-08-11' },
    {
      is: 'pregnancy',
      label: /enceinte|grossesse/i,
      state: ['current'],
      due: '2024-09-03',
    },
    {
      is: 'directive',
      label: /maintient? artificiel/i,
      code: [LOINC, '75789-8'],
      from: '2018-01-01',
      to: null,
      says: /non|false|refus/i,
    },
    {
      is: 'directive',
      label: /r[ée]animation cardiaque/i,
      code: [LOINC, '75779-9'],
      from: '2018-01-01',
      says: /non|false|refus/i,
    },
    {
      is: 'directive',
      label: /dialyse/i,
      code: [ANS, 'MED-295'],
      from: '2018-01-01',
      says: /oui|true|accept|(?<!non )autoris/i,
    },
    {
      is: 'directive',
      label: /intervention chirurgicale/i,
      code: [SNOMED, '387713003'],
      says: /oui|true|accept|(?<!non )autoris/i,
    },
    { is: 'directive', label: /directives anticip[ée]es/i, code: [LOINC, '42348-3'], from: '2024-04-01' },
    {
      is: 'observation vitalSign',
      label: /poids/i,
      code: [LOINC, '29463-7'],
      from: '2024-04-02',
      value: { quantity: [58, 'kg'] },
    },
    {
      is: 'observation vitalSign',
      label: /taille/i,
      code: [LOINC, '8302-2'],
      from: '2024-04-02',
      value: { quantity: [1.6, 'm'] },
    },
    {
      // a value of type ED: words that may be read as a bound
      is: 'observation laboratory',
      label: /CRP|r[ée]active/i,
      code: [LOINC, '1988-5'],
      from: '2024-03-29',
      value: [{ words: /^< ?1\.0 mg\/L$/ }, { quantity: ['<', 1, 'mg/L'] }],
      range: [0, 6],
      interpretation: null,
    },
    ...sister('NESSI'),
    guardian,
    attending('Stéphane', 'MEDIONI'),
  ],
  never: [
    { is: 'treatment', label: /ROSUVASTATINE/i },
    { is: 'treatment', label: /AMOXICILLINE/i, state: ['current'] },
    { is: 'vaccination', label: /antituberculeux/i },
  ],
};

/** The reaction to the allergy is denied (negationInd). */
const teleconsultation: ExpectedDocument = {
  file: 'TLM-DA_2022.01_TCG.xml',
  counts: {
    ...FAMILY,
    allergy: 1,
    treatment: 1,
    'problem problem': 1,
    'problem history': 1,
    'problem act': 1,
    'problem family': 1,
    implant: 1,
    pregnancy: 1,
    'observation vitalSign': 3,
  },
  facts: [
    {
      is: 'allergy',
      label: /b[êe]ta-?lactamines?|c[ée]f[ée]pime/i,
      code: [ATC, 'J01DE01'],
      from: '2018-02-21',
      state: ['current'],
      severity: 'moderate',
      reactions: [],
    },
    {
      is: 'treatment',
      label: /PLAVIX 75 ?mg/i,
      code: [CIS, '63564053'],
      from: '2019-04-29',
      to: '2019-05-29',
      dose: /1/,
      route: /orale/i,
      state: ['ended', 'unknown'],
    },
    {
      is: 'problem problem',
      label: /^Accident isch[ée]mique/i,
      code: [CIM10, 'G45.9'],
      from: '2019-11-25',
      state: ['current'],
    },
    {
      is: 'problem history',
      label: /Py[ée]lon[ée]phrite/i,
      code: [CIM10, 'N10'],
      from: '2008-08-11',
      state: ['ended', 'unknown'],
    },
    {
      is: 'problem act',
      label: /Dilatation intraluminale/i,
      code: [CCAM, 'DDAF004'],
      from: '2017-08-01',
      to: '2017-08-02',
    },
    { is: 'problem family', label: /an[ée]mie/i, code: [CIM10, 'D57.1'], says: /m[èe]re/i },
    {
      is: 'implant',
      label: /stents coronaires/i,
      code: [EMDN, 'P07040201'],
      identifier: /00844588003288/,
    },
    { is: 'pregnancy', label: /enceinte|grossesse/i, state: ['current'], due: '2020-03-12' },
    {
      is: 'observation vitalSign',
      label: /poids/i,
      code: [LOINC, '29463-7'],
      from: '2019-11-25',
      value: { quantity: [59, 'kg'] },
    },
    {
      is: 'observation vitalSign',
      label: /taille/i,
      code: [LOINC, '8302-2'],
      from: '2019-11-25',
      value: { quantity: [176, 'cm'] },
    },
    {
      is: 'observation vitalSign',
      label: /masse corporelle|IMC/i,
      code: [LOINC, '39156-5'],
      value: { quantity: [19, 'kg/m2'] },
    },
    ...sister('NESSI'),
    guardian,
  ],
};

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

export const SUMMARIES: readonly ExpectedDocument[] = [
  medicalSynthesis,
  patientSummary,
  teleconsultation,
  hospitalDischarge,
  emergencyTransfer,
  strokeUnit,
];
