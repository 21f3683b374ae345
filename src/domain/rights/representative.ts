/** Relation of a legal representative to the holder (DMP: «legalRepresentativeRoles»). */
export const REPRESENTATIVE_ROLES = [
  'mother',
  'father',
  'stepMother',
  'stepFather',
  'grandMother',
  'grandFather',
  'greatGrandMother',
  'greatGrandFather',
  'aunt',
  'uncle',
  'sister',
  'brother',
  'guardian',
] as const;
export type RepresentativeRole = (typeof REPRESENTATIVE_ROLES)[number];

export type Representative = {
  /** Random UUID. */
  representativeId: string;
  role: RepresentativeRole;
  familyName: string;
  firstName: string;
  phone?: string;
};
