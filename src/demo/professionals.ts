import type { PracticeSituation } from '#cards/cps/situation.ts';
import type { Entitlement } from '#domain/access/question.ts';

/** A fictional professional with a simulated CPS. The RPPS has a true Luhn digit and belongs to nobody. */
export interface DemoProfessional {
  /** Stable name of the card in the panel of the demonstration reader. */
  readonly id: string;
  /** 8 and an RPPS of 11 digits. */
  readonly psIdNat: string;
  readonly familyName: string;
  readonly firstName: string;
  /** Nomenclature TRE_G15-ProfessionSante. */
  readonly professionCode: '10' | '60';
  /** Profession in words, as the certificate's title carries it. */
  readonly title: string;
  /** JDV_J01 (authorSpecialty). */
  readonly specialtyCode: string;
  /** Shown to whoever tries the demonstration. */
  readonly pin: string;
  /** Number of the card, Luhn digit last. */
  readonly serialNumber: string;
  readonly generation: 'cps3' | 'cps4';
  /** Places of practice on the card, all of them made up; their FINESS numbers are of a département that is none. */
  readonly situations: readonly PracticeSituation[];
  /** What the operator of the demonstration grants them by name. */
  readonly entitlements: readonly Entitlement[];
  readonly hint: { readonly fr: string; readonly en: string };
}

export const DEMO_PROFESSIONALS: readonly DemoProfessional[] = [
  {
    id: 'cps-infirmiere',
    psIdNat: '899700001011',
    familyName: 'RIVOIRE',
    firstName: 'Solène',
    professionCode: '60',
    title: 'Infirmier',
    specialtyCode: 'G15_60',
    pin: '1234',
    serialNumber: '290099506',
    generation: 'cps3',
    situations: [],
    entitlements: [],
    hint: { fr: 'Infirmière libérale, en tournée à domicile', en: 'Community nurse on her home visits' },
  },
  {
    id: 'cps-urgentiste',
    psIdNat: '899700002027',
    familyName: 'BELCASTEL',
    firstName: 'Idriss',
    professionCode: '10',
    title: 'Médecin',
    specialtyCode: 'G15_10/SM59',
    pin: '2345',
    serialNumber: '290099514',
    generation: 'cps4',
    situations: [],
    entitlements: ['centre15'],
    hint: {
      fr: 'Médecin urgentiste et régulateur du centre 15',
      en: 'Emergency doctor, regulates at the centre 15',
    },
  },
  {
    id: 'cps-generaliste',
    psIdNat: '899700003033',
    familyName: 'KERMADEC',
    firstName: 'Maëlle',
    professionCode: '10',
    title: 'Médecin',
    specialtyCode: 'G15_10/SM54',
    pin: '3456',
    serialNumber: '290099522',
    generation: 'cps3',
    situations: [
      { name: 'Cabinet des Tilleuls (fictif)', structureId: '1990000012', sector: 'SA07' },
      { name: 'Maison de santé du Pré-Vert (fictive)', structureId: '1990000020', sector: 'SA08' },
    ],
    entitlements: ['letters'],
    hint: { fr: 'Médecin généraliste, en cabinet', en: 'General practitioner in her surgery' },
  },
];
