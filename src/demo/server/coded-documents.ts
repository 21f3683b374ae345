import { CODE_SYSTEMS } from '#domain/clinical/code.ts';
import { writeCdaSections, type CdaHeaderToWrite } from '#documents/write/cda.ts';
import {
  allergiesSection,
  laboratorySection,
  problemsSection,
  treatmentsSection,
  vitalSignsSection,
  type ResultToWrite,
} from '#documents/write/clinical-sections.ts';
import { demoCda, headerOf } from './demo-cda.ts';
import type { DemoDocument } from './demo-document.ts';

type Patient = CdaHeaderToWrite['patient'];

const DAY_MS = 24 * 3600 * 1000;
const DOCTOR = ['899700003033', 'Maëlle', 'KERMADEC', 'G15_10/SM54'] as const;
const NURSE = ['899700001011', 'Solène', 'RIVOIRE', 'G15_60'] as const;
const loinc = (code: string, displayName: string) => ({ code, system: CODE_SYSTEMS.loinc, displayName });
const atc = (code: string) => ({ system: CODE_SYSTEMS.atc, code });

/** What is dangerous for an elderly patient cared for at home, coded. */
export const synthesis = (patient: Patient, now: number): DemoDocument =>
  demoCda(
    'doctor',
    writeCdaSections(
      headerOf(patient, {
        id: 'DEMO-CATARINA-VSM',
        title: 'Synthèse médicale',
        type: loinc('60591-5', 'Synthèse médicale'),
        at: now - 90 * DAY_MS,
        author: DOCTOR,
      }),
      [
        problemsSection([
          { label: 'Insuffisance cardiaque chronique', since: '2019' },
          { label: 'Fibrillation atriale', since: '2021-05' },
        ]),
        allergiesSection([{ label: 'Pénicilline', detail: 'urticaire', since: '1974' }]),
        treatmentsSection([
          {
            label: 'Furosémide 40 mg',
            code: atc('C03CA01'),
            detail: '1 comprimé le matin',
            since: '2019-11',
          },
          {
            label: 'Bisoprolol 2,5 mg',
            code: atc('C07AB07'),
            detail: '1 comprimé le matin',
            since: '2019-11',
          },
          {
            label: 'Apixaban 2,5 mg',
            code: atc('B01AF02'),
            detail: '1 comprimé matin et soir',
            since: '2021-05',
          },
        ]),
      ],
    ),
  );

type Follow = { daysAgo: number; creatinine: number; potassium: number; weight: number; systolic: number };

/** A decompensation, and the way back. */
const FOLLOWED: readonly Follow[] = [
  { daysAgo: 400, creatinine: 84, potassium: 4.2, weight: 57.4, systolic: 134 },
  { daysAgo: 230, creatinine: 96, potassium: 4.4, weight: 61.9, systolic: 148 },
  { daysAgo: 205, creatinine: 118, potassium: 3.3, weight: 58.2, systolic: 116 },
  { daysAgo: 120, creatinine: 101, potassium: 3.9, weight: 58.4, systolic: 128 },
  { daysAgo: 25, creatinine: 98, potassium: 4.1, weight: 58.6, systolic: 132 },
];

/** Blood tests and what was measured at home, on the same days. */
export const followUp = (patient: Patient, now: number): DemoDocument[] =>
  FOLLOWED.flatMap((one) => [bloodTest(patient, now, one), measures(patient, now, one)]);

function bloodTest(patient: Patient, now: number, { daysAgo, creatinine, potassium }: Follow): DemoDocument {
  const at = now - daysAgo * DAY_MS;
  const results: readonly ResultToWrite[] = [
    { label: 'Créatinine', loinc: '14682-9', value: creatinine, unit: 'umol/L', low: 45, high: 84 },
    { label: 'Potassium', loinc: '2823-3', value: potassium, unit: 'mmol/L', low: 3.5, high: 5.1 },
  ];
  const header = headerOf(patient, {
    id: `DEMO-CATARINA-BIO-${daysAgo}`,
    title: 'Compte rendu d’examens biologiques',
    type: loinc('11502-2', 'CR d’examens biologiques'),
    at,
    author: DOCTOR,
  });
  const biochemistry = { code: '18719-5', title: 'Biochimie' };
  return demoCda('doctor', writeCdaSections(header, [laboratorySection(biochemistry, results, at)]));
}

function measures(patient: Patient, now: number, { daysAgo, weight, systolic }: Follow): DemoDocument {
  const at = now - daysAgo * DAY_MS;
  const header = headerOf(patient, {
    id: `DEMO-CATARINA-CONSTANTES-${daysAgo}`,
    title: 'Constantes du matin',
    type: loinc('11506-3', 'CR ou fiche de consultation ou de visite'),
    at,
    author: NURSE,
  });
  const signs: readonly ResultToWrite[] = [
    { label: 'Poids', loinc: '29463-7', value: weight, unit: 'kg' },
    { label: 'Pression systolique', loinc: '8480-6', value: systolic, unit: 'mm[Hg]' },
    { label: 'Pression diastolique', loinc: '8462-4', value: Math.round(systolic * 0.57), unit: 'mm[Hg]' },
  ];
  return demoCda('nurse', writeCdaSections(header, [vitalSignsSection(signs, at)]));
}
