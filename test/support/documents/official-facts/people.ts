import type { ExpectedDocument, ExpectedFact, FactKey } from './expected.ts';

/** The sister who is to be called and whom the person trusts, in most of the examples. */
export const sister = (family: 'NESSI' | 'DECOURCY'): readonly ExpectedFact[] =>
  (['contact emergency', 'contact trusted'] satisfies FactKey[]).map((is) => ({
    is,
    label: new RegExp(`^(?=.*Sophie)(?=.*${family})`, 'i'),
    phone: '0647150100',
    relation: /s(oe|œ)ur/i,
  }));

/** Representative of the person in most of the examples. */
export const guardian: ExpectedFact = {
  is: 'contact relative',
  label: /^(?=.*Jeanne)(?=.*NESSI)/i,
  phone: '0147150000',
};

export const attending = (given: string, family: string, phone = '0147150000'): ExpectedFact => ({
  is: 'contact attendingPhysician',
  label: new RegExp(`^(?=.*${given})(?=.*${family})`, 'i'),
  phone,
});

/** Counts of a header with sister and guardian, and of one that also names the attending physician. */
export const FAMILY = {
  'contact emergency': 1,
  'contact trusted': 1,
  'contact relative': 1,
} as const satisfies ExpectedDocument['counts'];
export const FAMILY_AND_DOCTOR = {
  ...FAMILY,
  'contact attendingPhysician': 1,
} as const satisfies ExpectedDocument['counts'];
