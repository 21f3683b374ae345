import type { words as french } from '../fr/words.ts';

export const words = {
  dmp: 'DMP',
  brochure: 'Brochure',
  consentement: 'Consent',
  'bris-de-glace': 'Break-glass',
  'centre-15': 'Centre 15',
  opposition: 'Opposition',
  'carte-vitale': 'Carte Vitale',
  'ins-c': 'INS-C',
  nir: 'Social security number',
  autorisation: 'Authorisation',
  'professionnel-bloque': 'Blocked professional',
  'equipe-de-soins': 'Care team',
  'medecin-traitant': 'Attending physician',
  'representant-legal': 'Legal representative',
  'session-confidentielle': 'Confidential session',
  cloture: 'Closing',
  effacement: 'Erasure',
  masquage: 'Masked',
  'non-visible-du-titulaire': 'Not visible to the holder',
  'non-visible-des-representants': 'Not visible to representatives',
} satisfies typeof french;
