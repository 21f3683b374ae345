import { utf8, type Bytes } from '#base/bytes.ts';
import { drawPng } from '#documents/write/png.ts';
import { textPdf } from '#documents/write/text-pdf.ts';
import { writeCdaN1 } from '#documents/write/cda.ts';
import { demoCda, headerOf } from './demo-cda.ts';
import { isoDay, letter, type DemoDocument } from './demo-document.ts';
import { followUp, synthesis } from './coded-documents.ts';
import { apolline, livesOfDocuments } from './shown-lives.ts';

const DAY_MS = 24 * 3600 * 1000;

const LOINC = '2.16.840.1.113883.6.1';
/** OID of INS-NIR for tests: what the official examples carry. */
const TEST_INS = '1.2.250.1.213.1.4.10';

/** The documents that a holder's dossier starts with, oldest first. */
export function documentsFor(card: string, now: number): DemoDocument[] {
  if (card === 'vitale-tchitchi') return catarina(now);
  if (card === 'vitale-pat-trois') return [...dominique(now), ...livesOfDocuments(now)];
  return card === 'vitale-mineure' ? apolline(now) : ruth(now);
}

/** An elderly patient cared for at home: what her nurse wants to have at the bedside. */
function catarina(now: number): DemoDocument[] {
  const patient = {
    ids: [{ root: TEST_INS, extension: '236066322083656' }],
    familyName: 'TCHITCHI',
    firstName: 'CATARINA',
    birthDate: '1936-06-21',
    sex: 'F',
  } as const;
  return [
    letter(now - 210 * DAY_MS, 'Lettre de sortie du service de cardiologie', '11490-0', [
      'Lettre de sortie du service de cardiologie',
      'Madame TCHITCHI Catarina, née le 21/06/1936, hospitalisée pour décompensation cardiaque.',
      'Évolution favorable sous diurétiques. Poids de sortie : 58,2 kg.',
      'Traitement de sortie : furosémide 40 mg le matin, bisoprolol 2,5 mg, apixaban 2,5 mg matin et soir.',
      'Allergie connue : pénicilline (urticaire, 1974).',
      'Surveillance : poids deux fois par semaine, prévenir au-delà de 2 kg en une semaine.',
    ]),
    synthesis(patient, now),
    ...followUp(patient, now),
    {
      ...letter(now - 30 * DAY_MS, 'Ordonnance : apixaban, furosémide, bisoprolol', '57833-6', [
        'Ordonnance',
        'Dr Maëlle KERMADEC, médecin généraliste',
        'Apixaban 2,5 mg : 1 comprimé matin et soir',
        'Furosémide 40 mg : 1 comprimé le matin',
        'Bisoprolol 2,5 mg : 1 comprimé le matin',
        'Pour un mois, à renouveler deux fois.',
      ]),
    },
    {
      by: 'nurse',
      title: 'Photo de la plaie, jambe gauche',
      typeCode: '52040-3',
      mediaType: 'image/png',
      createdAt: isoDay(now - 4 * DAY_MS),
      content: woundPicture(),
    },
    {
      by: 'nurse',
      title: 'Passage du matin',
      typeCode: '11506-3',
      mediaType: 'text/plain',
      createdAt: isoDay(now - DAY_MS),
      content: utf8(
        'Passage du matin\n\nTension 132/74, pouls 68, température 36,7.\nPoids 58,6 kg (stable).\n' +
          'Pansement de la jambe gauche refait, plaie propre, pas de signe d’infection.\nPrend bien ses traitements.\n',
      ),
    },
  ];
}

function dominique(now: number): DemoDocument[] {
  const patient = {
    ids: [{ root: TEST_INS, extension: '279035121518989' }],
    familyName: 'PAT-TROIS',
    firstName: 'DOMINIQUE',
    birthDate: '1979-03-28',
    sex: 'F',
  } as const;
  const report = textPdf([
    "Compte rendu d'examens biologiques",
    'PAT-TROIS Dominique, née le 28/03/1979',
    'TSH : 2,1 mUI/L (0,4 à 4,0)',
    'Hémoglobine : 13,4 g/dL (12,0 à 16,0)',
    'Créatinine : 68 µmol/L (45 à 84)',
  ]);
  return [
    letter(now - 400 * DAY_MS, 'Certificat de vaccination antitétanique', '87273-9', [
      'Vaccination',
      'Rappel diphtérie, tétanos, poliomyélite.',
      'Prochain rappel dans vingt ans.',
    ]),
    demoCda(
      'doctor',
      writeCdaN1(
        headerOf(patient, {
          id: 'DEMO-DOMINIQUE-BIO',
          title: "Compte rendu d'examens biologiques",
          type: { code: '11502-2', system: LOINC, displayName: "CR d'examens biologiques" },
          at: now - 12 * DAY_MS,
          author: ['899700003033', 'Maëlle', 'KERMADEC', 'G15_10/SM54'],
        }),
        { mediaType: 'application/pdf', bytes: report },
      ),
    ),
  ];
}

const ruth = (now: number): DemoDocument[] => [
  letter(now - 60 * DAY_MS, 'Consultation de médecine générale', '11488-4', [
    'Consultation de médecine générale',
    'NESSI Ruth, née le 14/07/1977.',
    'Lombalgie aiguë après un effort. Repos relatif, paracétamol. Revoir si persistance à sept jours.',
  ]),
];

/** Drawn, not photographed: a reddish patch on skin with a ruler's marks. */
const woundPicture = (): Bytes =>
  drawPng(320, 220, (x, y) => {
    if (y > 196) return x % 20 < 2 ? [40, 40, 40] : [245, 245, 240];
    const distance = Math.hypot((x - 160) / 70, (y - 100) / 42) + 0.06 * Math.sin(x / 7) * Math.cos(y / 9);
    if (distance < 0.7) return [150, 38, 44];
    if (distance < 1) return [196, 92, 88];
    return distance < 1.25 ? [226, 160, 140] : [232, 190, 165];
  });
