import type { ExpectedDocument, ExpectedFact } from './expected.ts';
import { ATC, CIS, EMDN, LOINC } from './nomenclatures.ts';
import { FAMILY, guardian, sister } from './people.ts';

/**
 * A prescription (moodCode INT): whether it counts as planned or as taken is open; that both products are there is not.
 * The posology parts name no product. The bed is prescribed, and nobody implants it.
 */
const prescription: ExpectedDocument = {
  file: 'eP-MED-DM_2024.01_PosoStruct.xml',
  counts: {
    ...FAMILY,
    treatment: [0, 2],
    'planned treatment': [0, 2],
    'planned device': 1,
    pregnancy: 1,
    'observation vitalSign': 2,
  },
  facts: [
    {
      is: ['treatment', 'planned treatment'],
      label: /PARACETAMOL MYLAN 500 mg/i,
      code: [CIS, '63107752'],
      from: '2023-12-01',
      to: '2023-12-06',
      dose: /1/,
      route: /orale/i,
      substance: /parac[ée]tamol/i,
    },
    {
      is: ['treatment', 'planned treatment'],
      label: /PARACETAMOL MYLAN 500 mg/i,
      code: ['1.2.250.1.213.2.59', 'MV00002306'],
    },
    {
      is: ['treatment', 'planned treatment'],
      label: /pr[ée]paration magistrale/i,
      from: '2023-12-01',
      to: '2023-12-06',
      dose: /application|\bj\b|jour|\bd\b/i,
      route: /cutan[ée]e/i,
    },
    { is: 'planned device', label: /lits? m[ée]dica/i, code: [EMDN, 'V0806'], from: '2023-12-01' },
    { is: 'pregnancy', label: /enceinte|grossesse/i, state: ['current'], from: '2023-12-01' },
    {
      is: 'observation vitalSign',
      label: /poids/i,
      code: [LOINC, '29463-7'],
      from: '2023-12-01',
      value: { quantity: [55, 'kg'] },
    },
    {
      is: 'observation vitalSign',
      label: /taille/i,
      code: [LOINC, '8302-2'],
      from: '2023-12-01',
      value: { quantity: [170, 'cm'] },
    },
    ...sister('NESSI'),
    guardian,
  ],
  never: [{ is: ['implant', 'planned implant'], label: /lit/i }],
};

/** The dates are those of the entries: the narrative tells another one for the first dose of tetanus. */
const vaccinations: ExpectedDocument = {
  file: 'VAC_2023.01.xml',
  counts: { ...FAMILY, vaccination: 4 },
  facts: [
    {
      is: 'vaccination',
      label: /BCG|antituberculeux/i,
      code: [CIS, '61077869'],
      from: '1975',
      lot: '235421176',
      dose: /^1$/,
    },
    { is: 'vaccination', label: /BCG|antituberculeux/i, code: [ATC, 'J07AN'] },
    {
      is: 'vaccination',
      label: /t[ée]tanique/i,
      code: [CIS, '68747507'],
      from: '2009-09-28T09:49:14+01:00',
      lot: '4456668',
      dose: /^1$/,
    },
    {
      is: 'vaccination',
      label: /t[ée]tanique/i,
      code: [ATC, 'J07AM'],
      from: '2009-09-28T09:49:14+01:00',
      lot: '4456672',
      dose: /^2$/,
    },
    {
      is: 'vaccination',
      label: /m[ée]ningococcique/i,
      code: [CIS, '61920725'],
      from: '2021-04-09',
      lot: '357904636',
      dose: /^1$/,
    },
    ...sister('NESSI'),
    guardian,
  ],
};

const PUBLIC_INSURANCE = '1.2.250.1.215.200';
const act = (label: RegExp, register: string, code: string, from: string): ExpectedFact => ({
  is: 'problem act',
  label,
  code: [`${PUBLIC_INSURANCE}.${register}`, code],
  from,
});

/**
 * Everything that was reimbursed: 8 + 3 + 4 acts, consultations and laboratory acts without results among them. The
 * dates of medicines and vaccines are of their delivery and not checked. The two devices are dressings, one of which
 * bears the code of a pacemaker.
 */
const reimbursements: ExpectedDocument = {
  file: 'CNAM-HR_2021.01.xml',
  counts: {
    treatment: 3,
    vaccination: 3,
    'problem act': 15,
    implant: [0, 2],
    device: [0, 2],
    'contact relative': 1,
  },
  facts: [
    { is: 'treatment', label: /LUDEAL/i, code: [`${PUBLIC_INSURANCE}.1.1.1`, '3400935673220'], to: null },
    { is: 'treatment', label: /CRESTOR 5 ?MG/i, code: [`${PUBLIC_INSURANCE}.1.1.1`, '3400939169002'] },
    {
      is: 'treatment',
      label: /HOM[EÉ]OPATHIQUE|NUX VOMICA/i,
      code: [`${PUBLIC_INSURANCE}.1.1.2`, '9064295'],
    },
    {
      is: 'vaccination',
      label: /VACCIN TETANIQUE/i,
      code: [`${PUBLIC_INSURANCE}.1.1.1`, '3400932857241'],
    },
    { is: 'vaccination', label: /HBVAXPRO/i, code: [`${PUBLIC_INSURANCE}.1.1.1`, '3400936924642'] },
    act(/consultation/i, '3.3', 'G', '2019-07-11'),
    act(/restaur/i, '3.4', 'HBMD053', '2019-02-08'),
    act(/motricit[ée] oculaire/i, '3.4', 'BJQP002', '2019-01-21'),
    act(/remno sein/i, '3.4', 'QEQJ001', '2019-04-30'),
    act(/T\.S\.H\./i, '4.1', '1208', '2019-06-11'),
    { is: ['implant', 'device'], label: /compresses/i },
    { is: ['implant', 'device'], label: /pansements/i },
    guardian,
  ],
};

export const MEDICATION: readonly ExpectedDocument[] = [prescription, vaccinations, reimbursements];
