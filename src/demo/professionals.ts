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
    hint: { fr: 'Médecin urgentiste', en: 'Emergency doctor' },
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
    hint: { fr: 'Médecin généraliste, en cabinet', en: 'General practitioner in her surgery' },
  },
];
