/** TRE_A07-StatutVisibiliteDocument: status of visibility that a document of the DMP may carry. */
export const VISIBILITY_OID = '1.2.250.1.213.1.1.4.13';

export type VisibilityCode = (typeof VISIBILITIES)[number]['code'];

/** The three that the DMP uses (JDV_J08) and the two for the social sector, with our names for the first three. */
export const VISIBILITIES = [
  {
    code: 'MASQUE_PS',
    name: 'hiddenFromProfessionals',
    label: 'Masqué aux professionnels de santé',
    english: 'Hidden from professionals',
  },
  {
    code: 'INVISIBLE_PATIENT',
    name: 'hiddenFromHolder',
    label: 'Non visible par le patient',
    english: 'Not visible to the holder',
  },
  {
    code: 'INVISIBLE_REPRESENTANTS_LEGAUX',
    name: 'hiddenFromRepresentatives',
    label: 'Non visible par les représentants légaux du patient',
    english: 'Not visible to the legal representatives',
  },
  {
    code: 'MASQUE_PSOCIAL',
    name: undefined,
    label: 'Masqué aux professionnels du domaine social',
    english: 'Hidden from social professionals',
  },
  {
    code: 'MASQUE_PT',
    name: undefined,
    label: 'Masqué aux personnes tierces',
    english: 'Hidden from third parties',
  },
] as const;
