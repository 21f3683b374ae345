import type { SimulatedCard } from './cards/simulated-card.ts';
import { createMuteCard } from './cards/mute.ts';
import { createVitale1Card } from './cards/vitale1.ts';
import { createVitale2Card, type Vitale2Content } from './cards/vitale2.ts';

type HolderCardContent =
  | { readonly kind: 'vitale2'; readonly content: Vitale2Content }
  | { readonly kind: 'vitale1' }
  | { readonly kind: 'mute' };

/** A card of a fictional holder, and what it is there to show. */
export type DemoHolderCard = HolderCardContent & {
  /** Stable name of the card in the panel of the demonstration reader. */
  readonly id: string;
  /** What is printed on the card. */
  readonly label: string;
  /**
   * `official`: a test identity of the ANS or the GIE SESAM-Vitale, published as fictional.
   * `invented`: ours; the key of the NIR is right, the person exists nowhere.
   */
  readonly origin: 'official' | 'invented';
  readonly hint: { readonly fr: string; readonly en: string };
};

const french = { nationality: 'FR' } as const;

export const DEMO_HOLDER_CARDS: readonly DemoHolderCard[] = [
  {
    id: 'vitale-pat-trois',
    label: 'PAT-TROIS Dominique',
    origin: 'official',
    kind: 'vitale2',
    hint: { fr: 'Adulte, cas simple', en: 'An adult, the plain case' },
    content: {
      validFrom: '20180612',
      persons: [
        {
          familyName: 'PAT-TROIS',
          firstName: 'DOMINIQUE',
          birthDate: '19790328',
          nir: '279035121518989',
          ...french,
        },
      ],
    },
  },
  {
    id: 'vitale-desmaux',
    label: 'DESMAUX Nathalie',
    origin: 'official',
    kind: 'vitale2',
    hint: {
      fr: 'Son INS-C commence par un zéro',
      en: 'Her INS-C begins with a zero',
    },
    content: {
      validFrom: '20150101',
      persons: [
        {
          familyName: 'DESMAUX',
          firstName: 'NATHALIE',
          birthDate: '19550615',
          nir: '255069999999934',
          ...french,
        },
      ],
    },
  },
  {
    id: 'vitale-nessi',
    label: 'NESSI Ruth',
    origin: 'official',
    kind: 'vitale2',
    hint: {
      fr: 'La titulaire des exemples officiels de documents CDA',
      en: 'The holder of the official example CDA documents',
    },
    content: {
      validFrom: '20190903',
      persons: [
        { familyName: 'NESSI', firstName: 'RUTH', birthDate: '19770714', nir: '277076322082910', ...french },
      ],
    },
  },
  {
    id: 'vitale-tchitchi',
    label: 'TCHITCHI Catarina',
    origin: 'official',
    kind: 'vitale2',
    hint: { fr: 'Une patiente âgée suivie à domicile', en: 'An elderly patient cared for at home' },
    content: {
      validFrom: '20090420',
      persons: [
        {
          familyName: 'TCHITCHI',
          firstName: 'CATARINA',
          birthDate: '19360621',
          nir: '236066322083656',
          ...french,
        },
      ],
    },
  },
  {
    id: 'vitale-corse-2a',
    label: 'ADRTROIS Dominique',
    origin: 'official',
    kind: 'vitale2',
    hint: { fr: 'NIR de Corse-du-Sud (2A)', en: 'NIR from southern Corsica (2A)' },
    content: {
      validFrom: '20160226',
      persons: [
        {
          familyName: 'ADRTROIS',
          firstName: 'DOMINIQUE',
          birthDate: '19970226',
          nir: '297022A02077878',
          ...french,
        },
      ],
    },
  },
  {
    id: 'vitale-corse-2b',
    label: 'CORSE Figatellix',
    origin: 'official',
    kind: 'vitale2',
    hint: {
      fr: 'NIR de Haute-Corse (2B), prénom de dix lettres exactement',
      en: 'NIR from northern Corsica (2B), a first name of exactly ten letters',
    },
    content: {
      validFrom: '20121012',
      persons: [
        {
          familyName: 'CORSE',
          firstName: 'FIGATELLIX',
          birthDate: '19881012',
          nir: '188102B17295264',
          ...french,
        },
      ],
    },
  },
  {
    id: 'vitale-date-lunaire',
    label: 'BENAMAR Youssef',
    origin: 'invented',
    kind: 'vitale2',
    hint: {
      fr: 'Né à l’étranger, jour et mois de naissance inconnus (00) : pas d’INS-C',
      en: 'Born abroad, day and month of birth unknown (00): no INS-C',
    },
    content: {
      validFrom: '20110315',
      persons: [
        {
          familyName: 'BENAMAR',
          firstName: 'YOUSSEF',
          birthDate: '19530000',
          nationality: 'DZ',
          nir: '153209935201245',
        },
      ],
    },
  },
  {
    id: 'vitale-accents',
    label: 'LEFÈVRE Anne-Éléonore',
    origin: 'invented',
    kind: 'vitale2',
    hint: {
      fr: 'Accents et prénom composé ; fichier de plus de 256 octets',
      en: 'Accents and a compound first name; a file over 256 bytes',
    },
    content: {
      validFrom: '20200705',
      certificateLength: 384,
      persons: [
        {
          familyName: 'LEFÈVRE',
          firstName: 'ANNE-ÉLÉONORE',
          birthDate: '19850614',
          nir: '285067505611760',
          ...french,
        },
      ],
    },
  },
  {
    id: 'vitale-famille',
    label: 'MARCHAND Clotilde',
    origin: 'invented',
    kind: 'vitale2',
    hint: {
      fr: 'Une assurée et ses deux enfants ; la fille a son propre NIR, le fils non',
      en: 'An insured mother and two children; the daughter has an NIR of her own, the son has none',
    },
    content: {
      validFrom: '20170401',
      certificateLength: 256,
      persons: [
        {
          familyName: 'MARCHAND',
          firstName: 'CLOTILDE',
          birthDate: '19820319',
          nir: '282036912304532',
          ...french,
        },
        {
          familyName: 'MARCHAND',
          firstName: 'INÈS',
          birthDate: '20160429',
          nir: '216046938310479',
          ...french,
        },
        { familyName: 'MARCHAND', firstName: 'THÉO', birthDate: '20190911', ...french },
      ],
    },
  },
  {
    id: 'vitale-mineure',
    label: 'FAUVEL Apolline',
    origin: 'invented',
    kind: 'vitale2',
    hint: {
      fr: 'Une mineure qui a sa propre carte ; sa mère la représente',
      en: 'A minor with a card of her own; her mother represents her',
    },
    content: {
      validFrom: '20250917',
      persons: [
        {
          familyName: 'FAUVEL',
          firstName: 'APOLLINE',
          birthDate: '20130917',
          nir: '213097511699981',
          ...french,
        },
      ],
    },
  },
  {
    id: 'vitale-ancienne',
    label: 'Vitale 1 (1998)',
    origin: 'invented',
    kind: 'vitale1',
    hint: {
      fr: 'Carte de première génération : reconnue, mais non lue',
      en: 'First-generation card: recognised, but not read',
    },
  },
  {
    id: 'vitale-muette',
    label: 'Carte muette',
    origin: 'invented',
    kind: 'mute',
    hint: { fr: 'Puce hors service ou carte à l’envers', en: 'Dead chip, or card the wrong way round' },
  },
];

/** The card itself, fresh. */
export function createHolderCard(card: DemoHolderCard): SimulatedCard {
  if (card.kind === 'vitale1') return createVitale1Card();
  return card.kind === 'mute' ? createMuteCard() : createVitale2Card(card.content);
}
