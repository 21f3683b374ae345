import type { ExpectedDocument, ExpectedFact } from './expected.ts';
import { ANS, LOINC, SNOMED } from './nomenclatures.ts';
import { attending, FAMILY_AND_DOCTOR, guardian, sister } from './people.ts';

const CIM_O = '2.16.840.1.113883.6.43.1';
const NCIT = '2.16.840.1.113883.3.26.1.1';

const tumour: ExpectedFact = {
  is: 'problem problem',
  label: /tumeur maligne/i,
  code: [CIM_O, '8000/3'],
  from: '2019-01-29',
  to: null,
  state: ['current'],
};

/** History and comorbidities are narrative only; the reason of the meeting is a problem observation that names nothing. */
const meeting: ExpectedDocument = {
  file: 'CANCER-FRCP_2022.01_Appareil.xml',
  counts: {
    ...FAMILY_AND_DOCTOR,
    'problem problem': 1,
    'problem act': 2,
    'planned problem act': 3,
  },
  facts: [
    tumour,
    {
      is: 'problem act',
      label: /surveillance active/i,
      code: [ANS, 'MED-227'],
      from: '2018-10-02',
      to: '2019-02-15',
    },
    {
      is: 'problem act',
      label: /autres traitements/i,
      code: [ANS, 'GEN-092.03.01'],
      from: '2019-02-10',
      to: '2019-02-15',
    },
    {
      is: 'planned problem act',
      label: /radioth[ée]rapie/i,
      code: [NCIT, 'C15313'],
      from: '2019-02-20',
      to: '2019-08-20',
    },
    {
      is: 'planned problem act',
      label: /chimioth[ée]rapie/i,
      code: [NCIT, 'C15632'],
      from: '2019-02-20',
      to: '2019-08-20',
    },
    ...sister('NESSI'),
    guardian,
    attending('Gilbert', 'MAGNE'),
  ],
  never: [{ is: 'problem act', label: /chimioth[ée]rapie/i }],
};

/**
 * The elements of this file have a prefix, and so have their types. What each procedure is stands in the qualifier of
 * its code. One problem observation only says «raison de la recommandation». The weight stands inside a planned act
 * (70 kg; the narrative writes 97).
 */
const careProgramme: ExpectedDocument = {
  file: 'CANCER-PPS_2022.01_Autopresentable.xml',
  counts: {
    ...FAMILY_AND_DOCTOR,
    'problem problem': [1, 2],
    'problem act': 2,
    'planned problem act': 11,
    'problem risk': [0, 1],
    'planned problem risk': [0, 1],
    'observation vitalSign': 1,
  },
  facts: [
    tumour,
    {
      is: 'problem act',
      label: /./,
      says: /radioth[ée]rapie/i,
      code: [ANS, 'MED-568'],
      from: '2019-05-01',
      to: '2019-07-01',
    },
    {
      is: 'problem act',
      label: /./,
      says: /hygi[èe]ne de vie/i,
      code: [ANS, 'MED-572'],
      from: '2019-05-01',
      to: '2019-07-01',
    },
    {
      is: 'planned problem act',
      label: /./,
      says: /chimioth[ée]rapie/i,
      code: [ANS, 'MED-568'],
      from: null,
    },
    { is: 'planned problem act', label: /./, says: /chirurgi/i, code: [ANS, 'MED-568'], from: null },
    {
      is: 'planned problem act',
      label: /./,
      says: /aide [àa] domicile/i,
      code: [ANS, 'MED-573'],
      from: '2021-01-20',
      to: '2021-06-20',
    },
    {
      is: 'observation vitalSign',
      label: /poids/i,
      code: [LOINC, '29463-7'],
      from: '2019-11-14',
      value: { quantity: [70, 'kg'] },
    },
    {
      is: 'contact emergency',
      label: /^(?=.*Pierre)(?=.*MARTIN)/i,
      phone: '0158105676',
      relation: /p[èe]re/i,
    },
    { is: 'contact trusted', label: /^(?=.*Pierre)(?=.*MARTIN)/i, phone: '0158105676', relation: /p[èe]re/i },
    { is: 'contact relative', label: /^(?=.*Jeanne)(?=.*DECOURCY)/i, phone: '0147150000' },
    attending('Stéphane', 'MEDIONI'),
  ],
  never: [{ is: 'problem act', label: /./, code: [SNOMED, '387713003'] }],
};

export const ONCOLOGY: readonly ExpectedDocument[] = [meeting, careProgramme];
