import type { ClinicalFact } from '#domain/clinical/fact.ts';

export type Language = 'fr' | 'en';

export const DOCUMENT_KEYS = [
  'dischargeLetter',
  'prescription',
  'bloodTest',
  'allergyNote',
  'doctorVisit',
] as const;
export type DocumentKey = (typeof DOCUMENT_KEYS)[number];

/** A fictional document, as it stands in the dossiers of the exercises. */
export type SceneDocument = {
  /** JDV_J66. */
  typeCode: string;
  daysAgo: number;
  title: string;
  text: string;
  facts: readonly ClinicalFact[];
};

type Worded = Pick<SceneDocument, 'title' | 'text' | 'facts'>;

const FR: Readonly<Record<DocumentKey, Worded>> = {
  dischargeLetter: {
    title: 'Lettre de sortie (exercice)',
    text: 'DOCUMENT D’EXERCICE. Personne fictive.\n\nHospitalisée trois jours après une chute. Pas de fracture. Pansement du coude à refaire tous les deux jours, retrait des fils à dix jours.',
    facts: [{ kind: 'problem', label: 'Chute, plaie du coude', state: 'current', category: 'problem' }],
  },
  prescription: {
    title: 'Ordonnance (exercice)',
    text: 'DOCUMENT D’EXERCICE. Personne fictive.\n\nAnticoagulant fictif 5 mg : un comprimé le soir.',
    facts: [
      {
        kind: 'treatment',
        label: 'Anticoagulant fictif 5 mg',
        state: 'current',
        dose: 'un comprimé le soir',
      },
    ],
  },
  bloodTest: {
    title: 'Résultat d’analyse (exercice)',
    text: 'DOCUMENT D’EXERCICE. Personne fictive.\n\nRésultat que le titulaire ne souhaite pas montrer aux autres professionnels.',
    facts: [],
  },
  allergyNote: {
    title: 'Allergies et traitements (exercice)',
    text: 'DOCUMENT D’EXERCICE. Personne fictive.\n\nAllergie : pénicilline (choc). Traitement en cours : anticoagulant fictif 5 mg, un comprimé le soir.',
    facts: [
      { kind: 'allergy', label: 'Pénicilline', state: 'current', reactions: ['choc'], severity: 'severe' },
      {
        kind: 'treatment',
        label: 'Anticoagulant fictif 5 mg',
        state: 'current',
        dose: 'un comprimé le soir',
      },
    ],
  },
  doctorVisit: {
    title: 'Compte rendu de consultation (exercice)',
    text: 'DOCUMENT D’EXERCICE. Personne fictive.\n\nÉtat général bon. Soins infirmiers à poursuivre.',
    facts: [],
  },
};

const EN: Readonly<Record<DocumentKey, Worded>> = {
  dischargeLetter: {
    title: 'Discharge letter (exercise)',
    text: 'EXERCISE DOCUMENT. Fictional person.\n\nIn hospital for three days after a fall. No fracture. Dressing of the elbow every two days, stitches out after ten days.',
    facts: [{ kind: 'problem', label: 'Fall, wound of the elbow', state: 'current', category: 'problem' }],
  },
  prescription: {
    title: 'Prescription (exercise)',
    text: 'EXERCISE DOCUMENT. Fictional person.\n\nFictional anticoagulant 5 mg: one tablet in the evening.',
    facts: [
      {
        kind: 'treatment',
        label: 'Fictional anticoagulant 5 mg',
        state: 'current',
        dose: 'one tablet in the evening',
      },
    ],
  },
  bloodTest: {
    title: 'Test result (exercise)',
    text: 'EXERCISE DOCUMENT. Fictional person.\n\nA result that the holder does not want to show to other professionals.',
    facts: [],
  },
  allergyNote: {
    title: 'Allergies and treatments (exercise)',
    text: 'EXERCISE DOCUMENT. Fictional person.\n\nAllergy: penicillin (shock). Treatment: fictional anticoagulant 5 mg, one tablet in the evening.',
    facts: [
      { kind: 'allergy', label: 'Penicillin', state: 'current', reactions: ['shock'], severity: 'severe' },
      {
        kind: 'treatment',
        label: 'Fictional anticoagulant 5 mg',
        state: 'current',
        dose: 'one tablet in the evening',
      },
    ],
  },
  doctorVisit: {
    title: 'Report of a consultation (exercise)',
    text: 'EXERCISE DOCUMENT. Fictional person.\n\nGood general state. Nursing care to go on.',
    facts: [],
  },
};

const WHAT: Readonly<Record<DocumentKey, Pick<SceneDocument, 'typeCode' | 'daysAgo'>>> = {
  dischargeLetter: { typeCode: '11490-0', daysAgo: 4 },
  prescription: { typeCode: '57833-6', daysAgo: 5 },
  bloodTest: { typeCode: '11502-2', daysAgo: 20 },
  allergyNote: { typeCode: '60591-5', daysAgo: 90 },
  doctorVisit: { typeCode: '11488-4', daysAgo: 30 },
};

/** A document of the exercises in one language. */
export const sceneDocument = (key: DocumentKey, language: Language): SceneDocument => ({
  ...WHAT[key],
  ...(language === 'fr' ? FR : EN)[key],
});
