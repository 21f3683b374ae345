import type { ExpectedDocument } from './expected.ts';
import { ANS, ATC, CCAM, CIM10, CIM11, CIP, CIS, EMDN, LOINC, SNOMED } from './nomenclatures.ts';
import { attending, FAMILY_AND_DOCTOR, guardian, sister } from './people.ts';

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

export const PATIENT_SUMMARY: readonly ExpectedDocument[] = [patientSummary];
