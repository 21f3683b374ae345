import type { ExpectedDocument } from './expected.ts';
import { LOINC } from './nomenclatures.ts';
import { attending, FAMILY, guardian, sister } from './people.ts';

const laboratory = 'observation laboratory';

/** Two results, in the order of the document. */
const tsh: ExpectedDocument = {
  file: 'BIO-CR-BIO_2024.01_TSH_1.xml',
  counts: { [laboratory]: 2, 'contact relative': 1, 'contact attendingPhysician': 1 },
  facts: [
    {
      is: laboratory,
      label: /thyr[ée]ostimuline|TSH/i,
      code: [LOINC, '3016-3'],
      from: '2014-04-02T14:55:21+02:00',
      value: { quantity: [1.95, 'm[IU]/L'] },
      range: [0.27, 4.2],
      interpretation: 'N',
    },
    {
      is: laboratory,
      label: /thyroxine libre|FT4/i,
      code: [LOINC, '3024-7'],
      from: '2014-04-02T14:55:21+02:00',
      value: { quantity: [7.67, 'pg/mL'] },
      range: [9.3, 17],
      interpretation: 'L',
    },
    guardian,
    attending('Paul', 'MEDECIN5729', '0142000001'),
  ],
};

/** One rapid test; the device that served for the test is nobody's implant. */
const rapidTest: ExpectedDocument = {
  file: 'BIO-TROD_2024.01_Angine.xml',
  counts: { [laboratory]: 1, 'contact relative': 1, 'contact attendingPhysician': 1 },
  facts: [
    {
      is: laboratory,
      label: /angine|pyogenes/i,
      code: [LOINC, '78012-2'],
      from: '2024-01-06T11:36:23+01:00',
      value: { coded: '260385009' },
      range: null,
    },
    { is: laboratory, label: /angine|pyogenes/i, value: { words: /n[ée]gatif/i } },
    guardian,
    attending('Stéphane', 'MEDIONI'),
  ],
};

/**
 * 44 results of the day: 12 of the electrophoresis, 2 of biochemistry, 16 of the blood count, 6 of the urine and 2 × 4
 * of its isolates; 20 earlier ones inside them: 2 × 2 of biochemistry and 16 of the blood count.
 */
const electrophoresis: ExpectedDocument = {
  file: 'BIO-CR-BIO_2024.01_Electrophorese.xml',
  counts: { ...FAMILY, [laboratory]: 64 },
  facts: [
    {
      is: laboratory,
      label: /^prot[ée]ines/i,
      code: [LOINC, '2885-2'],
      from: '2024-01-04T13:19:33+01:00',
      value: { quantity: [75, 'g/L'] },
      range: [63, 83],
      interpretation: null,
    },
    {
      // no range in the XML, though the narrative writes one
      is: laboratory,
      label: /^albumine/i,
      code: [LOINC, '13980-8'],
      value: { quantity: [60, '%'] },
      range: null,
    },
    {
      is: laboratory,
      label: /alpha-? ?1/i,
      code: [LOINC, '2865-4'],
      value: { quantity: [3.8, 'g/L'] },
      range: [0.8, 3.2],
      interpretation: 'H',
    },
    {
      is: laboratory,
      label: /albumine\/globuline/i,
      code: [LOINC, '44429-9'],
      value: { quantity: [1.5, '{ratio}'] },
    },
    {
      is: laboratory,
      label: /ur[ée]e/i,
      code: [LOINC, '22664-7'],
      from: '2024-01-04T10:10+01:00',
      value: { quantity: [10.02, 'mmol/L'] },
      range: [3.5, 8],
      interpretation: 'H',
    },
    {
      is: laboratory,
      label: /ur[ée]e/i,
      code: [LOINC, '22664-7'],
      from: '2020-09-12T08:15+01:00',
      value: { quantity: [8.5, 'mmol/L'] },
    },
    {
      is: laboratory,
      label: /ur[ée]e/i,
      code: [LOINC, '22664-7'],
      from: '2020-01-03T08:12+01:00',
      value: { quantity: [7.9, 'mmol/L'] },
    },
    {
      is: laboratory,
      label: /glucose/i,
      code: [LOINC, '40193-5'],
      from: '2024-01-04T10:10+01:00',
      value: { quantity: [7.2, 'mmol/L'] },
      range: [3.9, 6.1],
      interpretation: 'H',
    },
    {
      is: laboratory,
      label: /leucocytes/i,
      code: [LOINC, '6690-2'],
      from: '2024-01-04T11:30:00+01:00',
      value: { quantity: [8.2, '10*9/L'] },
      range: [5, 10],
      interpretation: 'N',
    },
    {
      is: laboratory,
      label: /h[ée]moglobine/i,
      code: [LOINC, '718-7'],
      from: '2024-01-04T11:30:00+01:00',
      value: { quantity: [13.4, 'g/dL'] },
      range: [11.5, 14.5],
      interpretation: 'N',
    },
    {
      is: laboratory,
      label: /volume globulaire|VGM/i,
      code: [LOINC, '30428-7'],
      from: '2024-01-04T11:30:00+01:00',
      value: { quantity: [97, 'fL'] },
      range: [85, 95],
      interpretation: 'H',
    },
    {
      // written 20092012081500+0100: there is no month 20
      is: laboratory,
      label: /concentration corpusculaire|CCMH/i,
      code: [LOINC, '28540-3'],
      from: null,
      value: { quantity: [32.5, 'g/dL'] },
    },
    {
      is: laboratory,
      label: /plaquettes/i,
      code: [LOINC, '777-3'],
      from: '2024-01-04T11:30:00+01:00',
      value: { quantity: [220, '10*9/L'] },
      range: [150, 400],
    },
    {
      is: laboratory,
      label: /basophiles/i,
      code: [LOINC, '30180-4'],
      from: '2024-01-04T11:30:00+01:00',
      value: { quantity: [0, '%'] },
      range: [0.5, 0.5],
      interpretation: 'N',
    },
    { is: laboratory, label: /couleur/i, code: [LOINC, '5778-6'], value: { words: /^paille$/i } },
    { is: laboratory, label: /gram|microscopique/i, code: [LOINC, '653-6'], value: { words: /nombreux/i } },
    {
      is: laboratory,
      label: /bact[ée]rie|germes/i,
      code: [LOINC, '51480-2'],
      from: '2024-01-04T15:50:00+01:00',
      value: { quantity: [200, '/uL'] },
    },
    {
      is: laboratory,
      label: /amoxicilline/i,
      code: [LOINC, '20-8'],
      from: '2024-01-04T15:50:00+01:00',
      value: { quantity: ['>=', 0.512, 'ug/mL'] },
      interpretation: 'R',
    },
    {
      is: laboratory,
      label: /ampicilline/i,
      code: [LOINC, '28-1'],
      value: { quantity: ['<', 0.128, 'ug/mL'] },
      interpretation: 'I',
    },
    {
      // the narrative writes 0,0032
      is: laboratory,
      label: /gentamicine/i,
      code: [LOINC, '267-5'],
      value: { quantity: ['<', 0.032, 'ug/mL'] },
      interpretation: 'S',
    },
    guardian,
    ...sister('NESSI'),
  ],
};

/** A PDF within: only the header speaks. */
const wholePdf: ExpectedDocument = {
  file: 'BIO-CR-BIO_2021.01_CDA-R2-Niveau-1.xml',
  counts: FAMILY,
  facts: [guardian, ...sister('NESSI')],
};

const unstructured: ExpectedDocument = {
  file: 'DOC_NON_STRUCTURE_CDA-R2-N1.xml',
  counts: { 'contact relative': 1 },
  facts: [guardian],
};

export const LABORATORY: readonly ExpectedDocument[] = [
  tsh,
  rapidTest,
  electrophoresis,
  wholePdf,
  unstructured,
];
