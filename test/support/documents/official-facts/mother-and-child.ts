import type { ExpectedDocument, ExpectedFact } from './expected.ts';
import { ANS, ATC, CIM10, LOINC, SNOMED } from './nomenclatures.ts';
import { attending, guardian } from './people.ts';

const done = (label: RegExp, code: readonly [string, string], says?: RegExp): ExpectedFact => ({
  is: 'problem act',
  label,
  code,
  from: '2023-04-25',
  ...(says ? { says } : {}),
});

/** The pregnancy is over and not stated as one. How the birth began stands in the qualifier of its code. */
const delivery: ExpectedDocument = {
  file: 'OBP-SNM_2024.01.xml',
  counts: {
    'problem problem': 3,
    'problem act': 7,
    'contact emergency': 1,
    'contact trusted': 1,
    'contact attendingPhysician': 1,
  },
  facts: [
    { is: 'problem problem', label: /contractions/i, code: [CIM10, 'O62.0'], from: '2023-04-25' },
    { is: 'problem problem', label: /p[ée]rin[ée]e/i, code: [CIM10, 'O70.0'], from: '2023-04-25' },
    {
      is: 'problem problem',
      label: /hypertension gestationnelle|autre pathologie/i,
      code: [CIM10, 'O13'],
      from: '2023-04-25',
    },
    done(/./, [LOINC, '73813-8'], /c[ée]sarienne/i),
    done(/induction|d[ée]clenchement|grossesse prolong[ée]e/i, [SNOMED, '236958009']),
    done(/anesth[ée]sie/i, [ANS, 'MED-1249'], /locor[ée]gionale/i),
    done(/./, [ANS, 'MED-1251'], /exploration manuelle/i),
    done(/transfusion/i, [SNOMED, '116859006']),
    {
      is: 'contact emergency',
      label: /^(?=.*Guillaume)(?=.*DECOURCY)/i,
      phone: '0647150100',
      relation: /[ée]poux/i,
    },
    { is: 'contact trusted', label: /^(?=.*Guillaume)(?=.*DECOURCY)/i, phone: '0647150100' },
    attending('Jacques', 'MEDIONI'),
  ],
};

const dose = (label: RegExp, code: string, rank: RegExp): ExpectedFact => ({
  is: 'vaccination',
  label,
  code: [ATC, code],
  from: null,
  dose: rank,
});

/**
 * Each dose of a vaccine is one vaccination: BCG 1; diphtheria, whooping cough, Hib, hepatitis B, pneumococcus and
 * meningococcus B 3 each; measles, meningococcus C and rotavirus 2 each. The text of the entries is «Oui» or «Non». The
 * prematurity is coded without negation and its text is «Non»: it may be kept with that word, be denied, or be left out.
 * Mother and father are informants, the mother guardian too, with another telephone number.
 */
const childAt24Months: ExpectedDocument = {
  file: 'CSE-CS24_2024.01.xml',
  counts: {
    allergy: 1,
    'problem history': [1, 2],
    'denied problem': [0, 1],
    'problem risk': [0, 11],
    vaccination: 25,
    'observation vitalSign': 4,
    'contact emergency': 1,
    'contact trusted': 1,
    'contact relative': [2, 3],
  },
  facts: [
    { is: 'allergy', label: /allergie alimentaire/i, from: '2021-08-03', to: null, severity: null },
    { is: 'problem history', label: /accident domestique/i, code: [ANS, 'MED-185'], from: null },
    dose(/tubercul/i, 'J07AN', /^1$/),
    dose(/dipht[ée]rie/i, 'J07CA01', /^1$/),
    dose(/dipht[ée]rie/i, 'J07CA01', /^3$/),
    dose(/rougeole/i, 'J07BD52', /^2$/),
    dose(/m[ée]ningocoque B/i, 'J07AH09', /^3$/),
    {
      is: 'observation vitalSign',
      label: /poids/i,
      code: [LOINC, '29463-7'],
      from: '2021-02-11',
      value: { quantity: [3900, 'g'] },
    },
    {
      is: 'observation vitalSign',
      label: /taille/i,
      code: [LOINC, '8302-2'],
      from: '2021-02-11',
      value: { quantity: [52, 'cm'] },
    },
    {
      is: 'observation vitalSign',
      label: /cr[âa]nien/i,
      code: [LOINC, '8287-5'],
      from: '2021-02-11',
      value: { quantity: [35, 'cm'] },
    },
    {
      is: 'observation vitalSign',
      label: /masse corporelle|IMC/i,
      code: [LOINC, '39156-5'],
      from: '2021-02-11',
      value: { quantity: [14.4, 'kg/m2'] },
    },
    {
      is: 'contact emergency',
      label: /^(?=.*Marie)(?=.*DECOURCY)/i,
      phone: '0647150100',
      relation: /m[èe]re/i,
    },
    {
      is: 'contact trusted',
      label: /^(?=.*Marie)(?=.*DECOURCY)/i,
      phone: '0647150100',
      relation: /m[èe]re/i,
    },
    { is: 'contact relative', label: /^(?=.*Marie)(?=.*DECOURCY)/i },
    {
      is: 'contact relative',
      label: /^(?=.*Guillaume)(?=.*DECOURCY)/i,
      phone: '0647150111',
      relation: /p[èe]re/i,
    },
  ],
  never: [
    { is: ['vaccination', 'allergy', 'problem history'], label: /^(oui|non)$/i },
    // as if it were there, without the «Non» that is the entry's own text
    { is: 'problem history', label: /pr[ée]maturit[ée]/i, says: /^(?![^]*\bnon\b)/i },
  ],
};

/** Two active problems, one of them in the section of diagnoses; the cousin's is family history. */
const rareDisease: ExpectedDocument = {
  file: 'SDM-MR_2024.01_patiente-enceinte.xml',
  counts: {
    'problem problem': 2,
    'problem act': 1,
    'problem family': 1,
    pregnancy: 1,
    'observation vitalSign': 3,
    'contact relative': 1,
    'contact attendingPhysician': 1,
  },
  facts: [
    {
      is: 'problem problem',
      label: /consanguinit[ée]|consanguine/i,
      code: [SNOMED, '842009'],
      from: '2024-01-12',
    },
    {
      is: 'problem problem',
      label: /leuc[ée]mie lymphoblastique/i,
      code: ['1.2.250.1.213.2.49.1', '513'],
      from: null,
      state: ['current'],
    },
    {
      is: 'problem act',
      label: /procr[ée]ation/i,
      code: ['1.2.250.1.215.300.1', '09.02'],
      from: null,
    },
    {
      is: 'problem family',
      label: /leuc[ée]mie/i,
      code: ['1.2.250.1.213.2.49.1', '513'],
      says: /cousin/i,
    },
    {
      is: 'pregnancy',
      label: /grossesse|enceinte/i,
      from: '2023-09-01',
      to: null,
      state: ['current', 'unknown'],
    },
    {
      is: 'observation vitalSign',
      label: /poids/i,
      code: [LOINC, '29463-7'],
      from: null,
      value: { quantity: [2500, 'g'] },
    },
    {
      is: 'observation vitalSign',
      label: /taille/i,
      code: [LOINC, '8302-2'],
      from: null,
      value: { quantity: [40, 'cm'] },
    },
    {
      is: 'observation vitalSign',
      label: /cr[âa]nien/i,
      code: [LOINC, '8287-5'],
      value: { quantity: [17, 'cm'] },
    },
    guardian,
    attending('Stéphane', 'MEDIONI'),
  ],
};

export const MOTHER_AND_CHILD: readonly ExpectedDocument[] = [delivery, childAt24Months, rareDisease];
