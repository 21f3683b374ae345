import type { ExpectedDocument, ExpectedFact } from './expected.ts';
import { ANS, ATC, CCAM, CIM10, CIS, EMDN, LOINC } from './nomenclatures.ts';
import { attending, FAMILY_AND_DOCTOR, guardian, sister } from './people.ts';

const measured = (label: RegExp, code: string, value: number, unit: string): ExpectedFact => ({
  is: 'observation vitalSign',
  label,
  code: [LOINC, code],
  // of the panel: its parts have none
  from: '2010-03-12',
  value: { quantity: [value, unit] },
});

const active = (label: RegExp, code: string): ExpectedFact => ({
  is: 'problem problem',
  label,
  code: [CIM10, code],
  from: '2018-09-23',
  state: ['current'],
});

/**
 * Three of the eleven problems and the whole medical history (7) are denied by negationInd, though the narrative lists
 * them as if they were there; so is the reaction to the allergy.
 */
const anaesthesia: ExpectedDocument = {
  file: 'ANEST-CR-CPA_2022.01.xml',
  counts: {
    ...FAMILY_AND_DOCTOR,
    allergy: 1,
    treatment: 1,
    'problem problem': 8,
    'denied problem': 10,
    'problem risk': [0, 11],
    'observation vitalSign': 7,
  },
  facts: [
    {
      is: 'allergy',
      label: /parac[ée]tamol/i,
      code: [ATC, 'N02BE01'],
      from: '2000',
      state: ['current'],
      severity: 'moderate',
      reactions: [],
    },
    {
      is: 'treatment',
      label: /SOLIAN 100 mg/i,
      code: [CIS, '60019927'],
      from: '2020-03-20',
      to: null,
      dose: /1/,
      route: /orale/i,
      state: ['current', 'unknown'],
    },
    active(/hypothyro[ïi]die/i, 'E03.9'),
    active(/parkinson/i, 'G22'),
    active(/d[ée]pressif/i, 'F33'),
    active(/reflux/i, 'K21'),
    active(/n[ée]phrotique/i, 'N04'),
    active(/diab[èe]te/i, 'E10'),
    active(/h[ée]patite/i, 'B19'),
    { is: 'problem problem', label: /cancer/i, code: [ANS, 'MED-670'], from: '2018-09-23' },
    { is: 'denied problem', label: /hypertension/i, code: [CIM10, 'I10'] },
    { is: 'denied problem', label: /embolie/i, code: [CIM10, 'I26'] },
    { is: 'denied problem', label: /bronchite/i, code: [CIM10, 'J40'] },
    { is: 'denied problem', label: /(œ|oe)d[èe]me/i, code: [CIM10, 'J81'] },
    { is: 'denied problem', label: /coagulation/i, code: [CIM10, 'D68.9'] },
    measured(/taille/i, '8302-2', 176, 'cm'),
    measured(/poids/i, '29463-7', 59, 'kg'),
    measured(/masse corporelle|IMC/i, '39156-5', 19, 'kg/m2'),
    measured(/systolique/i, '8480-6', 120, 'mm[Hg]'),
    measured(/diastolique/i, '8462-4', 80, 'mm[Hg]'),
    measured(/fr[ée]quence cardiaque/i, '8867-4', 60, '/min'),
    measured(/saturation/i, '20564-1', 95, '%'),
    ...sister('NESSI'),
    guardian,
    attending('Stéphane', 'MEDIONI'),
  ],
  never: [
    { is: ['problem problem', 'problem history'], label: /embolie|(œ|oe)d[èe]me|coagulation/i },
    { is: ['noneKnown problem', 'noneKnown allergy'], label: /./ },
  ],
};

const carried = (label: RegExp, code: string): ExpectedFact => ({
  is: 'implant',
  label,
  code: [EMDN, code],
  from: '2008-09-29T09:49:14+01:00',
});

/**
 * A second problem is narrative only. The text of both acts refers to the first line of the table; neither code has a
 * display. The devices repeat one technical identifier, and their serial numbers are narrative only.
 */
const defibrillator: ExpectedDocument = {
  file: 'CARD-F-PRC-DCI_2022.01.xml',
  counts: { ...FAMILY_AND_DOCTOR, 'problem problem': 1, 'problem act': 2, implant: 4 },
  facts: [
    {
      is: 'problem problem',
      label: /tachycardie ventriculaire/i,
      code: [CIM10, 'I47.2'],
      from: '1985-05-12',
      state: ['current'],
    },
    { is: 'problem act', label: /d[ée]fibrillateur/i, code: [CCAM, 'DELF013'], from: '1985-08-12' },
    { is: 'problem act', label: /d[ée]fibrillateur/i, code: [CCAM, 'DELF014'], from: '1999-08-12' },
    carried(/d[ée]fibrillateurs?/i, 'J0105'),
    carried(/sondes? /i, 'J019001010101'),
    carried(/ventriculaire droite/i, 'J01030101'),
    carried(/ventriculaire gauche/i, 'J01030102'),
    ...sister('NESSI'),
    guardian,
    attending('Charles', 'MICHELS'),
  ],
};

/** Measures of eyes, glasses and lenses only; the reason of the visit is a problem observation of free text. */
const refraction: ExpectedDocument = {
  file: 'OPH-BRE_2022.02.xml',
  counts: { 'problem problem': [0, 1], 'contact relative': 1 },
  facts: [guardian],
};

export const SPECIALTIES: readonly ExpectedDocument[] = [anaesthesia, defibrillator, refraction];
