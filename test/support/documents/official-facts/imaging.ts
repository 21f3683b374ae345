import type { ExpectedDocument } from './expected.ts';
import { CCAM, LOINC, SNOMED } from './nomenclatures.ts';
import { attending, FAMILY_AND_DOCTOR, guardian, sister } from './people.ts';

/**
 * The contraindication states the pregnancy. Medical and surgical history are one free text each («texte libre»), which
 * may be read as one fact each or as none.
 */
const request: ExpectedDocument = {
  file: 'IMG-DA-IMG_2024.01_Radiographie_IRM_Genou.xml',
  counts: {
    ...FAMILY_AND_DOCTOR,
    pregnancy: 1,
    'problem history': [0, 1],
    'problem act': [0, 1],
  },
  facts: [
    {
      is: 'pregnancy',
      label: /enceinte/i,
      code: [SNOMED, '77386006'],
      state: ['current'],
    },
    ...sister('DECOURCY'),
    guardian,
    attending('Stéphane', 'MEDIONI'),
  ],
};

/**
 * Three scans; that the person was exposed to radiation (three procedures more) and the free text of surgical history
 * may be read as acts too. The pregnancy is stated by a contraindication and before each scan. Contrast agents and
 * tracers are no treatment, the injector is nobody's implant.
 */
const report: ExpectedDocument = {
  file: 'IMG_CR_IMG_2024.01.xml',
  counts: {
    ...FAMILY_AND_DOCTOR,
    pregnancy: [1, 4],
    'problem history': [0, 1],
    'problem act': [3, 7],
    device: 1,
  },
  facts: [
    { is: 'pregnancy', label: /enceinte|grossesse/i, code: [SNOMED, '77386006'], state: ['current'] },
    { is: 'problem act', label: /CT (t[êe]te|head)/i, code: [LOINC, '24727-0'], from: '2021-01-08T11:17:00' },
    { is: 'problem act', label: /CT (t[êe]te|head)/i, code: [CCAM, 'ACQH004'] },
    { is: 'problem act', label: /CT (cou|neck)/i, code: [LOINC, '36235-0'], from: '2021-01-08T11:17:00' },
    {
      is: 'problem act',
      label: /CT (rachis|thoracic)/i,
      code: [LOINC, '24979-7'],
      from: '2021-01-08T11:17:00',
    },
    {
      is: 'device',
      label: /injecteurs?/i,
      from: '2021-01-08T11:17:00+01:00',
      identifier: /00844588003288/,
    },
    ...sister('DECOURCY'),
    guardian,
    attending('Stéphane', 'MEDIONI'),
  ],
  never: [{ is: 'treatment', label: /XENETIX|indium/i }],
};

const reportAsPdf: ExpectedDocument = {
  file: 'IMG_CR_IMG_2024.01_CDA-R2-Niveau-1.xml',
  counts: FAMILY_AND_DOCTOR,
  facts: [...sister('DECOURCY'), guardian, attending('Stéphane', 'MEDIONI')],
};

export const IMAGING: readonly ExpectedDocument[] = [request, report, reportAsPdf];
