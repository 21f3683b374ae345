import { letter, type DemoDocument } from './demo-document.ts';

const DAY_MS = 24 * 3600 * 1000;

/** One document for each state that a document can be in, and for each who may be kept from seeing it. */
export const livesOfDocuments = (now: number): DemoDocument[] => [
  {
    ...letter(now - 700 * DAY_MS, 'Ordonnance de l’an passé', '57833-6', [
      'Ordonnance',
      'Dr Maëlle KERMADEC, médecin généraliste',
      'Lévothyroxine 50 µg : 1 comprimé le matin. Pour trois mois.',
    ]),
    archived: true,
  },
  {
    ...letter(now - 200 * DAY_MS, 'Surveillance de la thyroïde', '11488-4', [
      'Surveillance de la thyroïde',
      'PAT-TROIS Dominique, née le 28/03/1979',
      'Lévothyroxine 75 µg le matin. Contrôle de la TSH dans six mois.',
    ]),
    replacedBy: letter(now - 20 * DAY_MS, 'Surveillance de la thyroïde', '11488-4', [
      'Surveillance de la thyroïde',
      'PAT-TROIS Dominique, née le 28/03/1979',
      'Lévothyroxine 75 µg le matin, inchangée. Contrôle de la TSH dans un an.',
    ]),
  },
  {
    // masked at the holder's wish: its author and the attending physician alone see it
    ...letter(now - 45 * DAY_MS, 'Passage aux urgences', '15507-7', [
      'Passage aux urgences',
      'PAT-TROIS Dominique, née le 28/03/1979',
      'Malaise sans perte de connaissance. Examen normal. Retour à domicile.',
      'La patiente demande que ce passage soit masqué aux professionnels.',
    ]),
    by: 'emergencyDoctor',
    visibility: { hiddenFromProfessionals: true },
  },
  {
    // R1111-53: waits for a professional to tell the holder of it
    ...letter(now - 2 * DAY_MS, 'Avis du spécialiste, à annoncer à la patiente', '11488-4', [
      'Avis du spécialiste',
      'PAT-TROIS Dominique, née le 28/03/1979',
      'Nodule à explorer. Résultat à annoncer en consultation avant tout envoi.',
    ]),
    visibility: { hiddenFromHolder: true },
  },
];

/** A minor: what her mother sees, and what was said without her. */
export const apolline = (now: number): DemoDocument[] => [
  letter(now - 150 * DAY_MS, 'Rappel de vaccination à onze ans', '87273-9', [
    'Vaccination',
    'FAUVEL Apolline, née le 17/09/2013',
    'Rappel diphtérie, tétanos, coqueluche, poliomyélite.',
  ]),
  {
    ...letter(now - 8 * DAY_MS, 'Consultation demandée par la patiente seule', '11488-4', [
      'Consultation demandée par la patiente seule',
      'FAUVEL Apolline, née le 17/09/2013',
      'Ne souhaite pas que ses parents en soient informés. Revoir dans un mois.',
    ]),
    visibility: { hiddenFromRepresentatives: true },
    confidential: true,
  },
];
