import { CODE_SYSTEMS, type ClinicalCode } from '#domain/clinical/code.ts';
import type { CareField, CareNoteKind, CareOption, CareTemplate, CareUnit, NumberField } from './template.ts';

const loinc = (code: string, display: string): ClinicalCode => ({
  system: CODE_SYSTEMS.loinc,
  code,
  display,
});

type Measured = {
  readonly code: string;
  readonly unit: readonly [ucum: string, shown: string];
  readonly usual?: readonly [low: number, high: number];
};

function measured(name: string, label: string, { code, unit: [ucum, shown], usual }: Measured): NumberField {
  const [low, high] = usual ?? [];
  const bounds = low !== undefined && high !== undefined ? { usual: { low, high } } : {};
  return { name, label, type: 'number', units: [{ ucum, shown, code: loinc(code, label), ...bounds }] };
}

const options = (...rows: readonly (readonly [value: string, label: string])[]): CareOption[] =>
  rows.map(([value, label]) => ({ value, label }));

const REMARK: CareField = { name: 'remark', label: 'Remarque', type: 'text', long: true };

/**
 * Vital signs as the CI-SIS «volet signes vitaux» codes them. The bounds are ours: wide enough for most adults at home,
 * narrow enough for a finger that slipped; they judge nothing.
 */
const vitalSigns: CareTemplate = {
  kind: 'vitalSigns',
  title: 'Signes vitaux',
  fields: [
    measured('systolic', 'Pression artérielle systolique', {
      code: '8480-6',
      unit: ['mm[Hg]', 'mmHg'],
      usual: [80, 200],
    }),
    measured('diastolic', 'Pression artérielle diastolique', {
      code: '8462-4',
      unit: ['mm[Hg]', 'mmHg'],
      usual: [40, 120],
    }),
    measured('pulse', 'Fréquence cardiaque', { code: '8867-4', unit: ['/min', '/min'], usual: [40, 140] }),
    measured('temperature', 'Température corporelle', {
      code: '8310-5',
      unit: ['Cel', '°C'],
      usual: [35, 40],
    }),
    measured('saturation', 'Saturation en oxygène (oxymétrie)', {
      code: '59408-5',
      unit: ['%', '%'],
      usual: [88, 100],
    }),
    measured('breathing', 'Fréquence respiratoire', {
      code: '9279-1',
      unit: ['/min', '/min'],
      usual: [8, 35],
    }),
    measured('weight', 'Poids', { code: '29463-7', unit: ['kg', 'kg'], usual: [30, 200] }),
    measured('height', 'Taille', { code: '8302-2', unit: ['cm', 'cm'], usual: [120, 210] }),
    measured('pain', 'Douleur (EVA)', { code: '38214-3', unit: ['{score}', '/10'], usual: [0, 10] }),
    REMARK,
  ],
};

const wound: CareTemplate = {
  kind: 'wound',
  title: 'Plaie',
  fields: [
    { name: 'site', label: 'Localisation', type: 'text', required: true },
    measured('length', 'Longueur de la plaie', { code: '39126-8', unit: ['cm', 'cm'], usual: [0, 40] }),
    measured('width', 'Largeur de la plaie', { code: '39125-0', unit: ['cm', 'cm'], usual: [0, 40] }),
    measured('depth', 'Profondeur de la plaie', { code: '39127-6', unit: ['cm', 'cm'], usual: [0, 10] }),
    {
      name: 'aspect',
      label: 'Aspect',
      type: 'choice',
      options: options(
        ['epithelial', 'Épidermisation'],
        ['granulating', 'Bourgeonnement'],
        ['fibrinous', 'Fibrine'],
        ['necrotic', 'Nécrose'],
        ['infected', 'Signes d’infection'],
      ),
    },
    {
      name: 'exudate',
      label: 'Exsudat',
      type: 'choice',
      options: options(['none', 'Absent'], ['low', 'Faible'], ['medium', 'Moyen'], ['high', 'Abondant']),
    },
    {
      name: 'smell',
      label: 'Odeur',
      type: 'choice',
      options: options(['no', 'Absente'], ['yes', 'Présente']),
    },
    measured('pain', 'Douleur (EVA)', { code: '38214-3', unit: ['{score}', '/10'], usual: [0, 10] }),
    { name: 'care', label: 'Soins faits', type: 'text', long: true },
    REMARK,
  ],
};

/** EDQM standard terms. */
const EDQM = '0.4.0.127.0.16.1.1.2.1';
const route = (value: string, code: string, label: string): CareOption => ({
  value,
  label,
  code: { system: EDQM, code, display: label },
});

const plain = (ucum: string, shown: string): CareUnit => ({ ucum, shown });

const injection: CareTemplate = {
  kind: 'injection',
  title: 'Injection',
  fields: [
    { name: 'product', label: 'Produit', type: 'text', required: true },
    {
      name: 'dose',
      label: 'Dose',
      type: 'number',
      required: true,
      units: [plain('[iU]', 'UI'), plain('mg', 'mg'), plain('ug', 'µg'), plain('g', 'g'), plain('mL', 'mL')],
    },
    {
      name: 'route',
      label: 'Voie',
      type: 'choice',
      required: true,
      options: [
        route('subcutaneous', '20066000', 'Voie sous-cutanée'),
        route('intramuscular', '20035000', 'Voie intramusculaire'),
        route('intravenous', '20045000', 'Voie intraveineuse'),
        route('intradermal', '20030000', 'Voie intradermique'),
      ],
    },
    { name: 'site', label: 'Site', type: 'text' },
    { name: 'lot', label: 'Lot', type: 'text' },
    REMARK,
  ],
};

const MASS = loinc('41653-7', 'Glycémie capillaire');
const MOLES = loinc('14743-9', 'Glycémie capillaire');

const glucose: CareTemplate = {
  kind: 'glucose',
  title: 'Glycémie capillaire',
  fields: [
    {
      name: 'glucose',
      label: 'Glycémie capillaire',
      type: 'number',
      required: true,
      units: [
        { ucum: 'g/L', shown: 'g/L', code: MASS, usual: { low: 0.7, high: 3 } },
        { ucum: 'mg/dL', shown: 'mg/dL', code: MASS, usual: { low: 70, high: 300 } },
        { ucum: 'mmol/L', shown: 'mmol/L', code: MOLES, usual: { low: 3.9, high: 16.7 } },
      ],
    },
    {
      name: 'moment',
      label: 'Moment',
      type: 'choice',
      options: options(
        ['fasting', 'À jeun'],
        ['beforeMeal', 'Avant le repas'],
        ['afterMeal', 'Après le repas'],
        ['bedtime', 'Au coucher'],
        ['night', 'La nuit'],
      ),
    },
    { name: 'insulin', label: 'Insuline faite', type: 'number', units: [plain('[iU]', 'UI')] },
    { name: 'insulinName', label: 'Nom de l’insuline', type: 'text' },
    REMARK,
  ],
};

export const CARE_TEMPLATES: Readonly<Record<CareNoteKind, CareTemplate>> = {
  vitalSigns,
  wound,
  injection,
  glucose,
};
