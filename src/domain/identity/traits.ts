import { parseBirthDate, type BirthDate } from './birth-date.ts';
import { sameFamilyName, sameFirstNames } from './person-name.ts';

/** Who a holder is, as far as a card or a document says it. */
export type HolderTraits = {
  /** Birth name where known; the carte Vitale does not say whether it shows the birth or the used name. */
  readonly familyName: string;
  readonly usedName?: string;
  /** One or several, separated by blanks. */
  readonly firstName: string;
  /** Another writing or the first name used in life, where a document has several. */
  readonly otherFirstNames?: readonly string[];
  /** YYYY-MM-DD or YYYYMMDD as written; empty where unknown. */
  readonly birthDate: string;
  readonly sex?: 'F' | 'M';
};

/** What speaks against two identities being one (identityVigilance). */
export type TraitDifference = 'identifier' | 'familyName' | 'firstName' | 'birthDate' | 'sex';

/**
 * What differs between the traits of two identities, in the order of TraitDifference; never `identifier`, which traits
 * do not hold. Birth and used names are compared across; what is unknown on one side does not differ.
 */
export function compareTraits(a: HolderTraits, b: HolderTraits): TraitDifference[] {
  const differences: TraitDifference[] = [];
  if (!agree(familyNames(a), familyNames(b), sameFamilyName)) differences.push('familyName');
  if (!agree(firstNames(a), firstNames(b), sameFirstNames)) differences.push('firstName');
  if (!sameBirthDate(a.birthDate, b.birthDate)) differences.push('birthDate');
  if (a.sex !== undefined && b.sex !== undefined && a.sex !== b.sex) differences.push('sex');
  return differences;
}

/** Whether two birth dates may be one: month or day 00 on either side agrees with any. */
export function sameBirthDate(a: string, b: string): boolean {
  const [first, second] = [parseBirthDate(a), parseBirthDate(b)];
  if (first.ok && second.ok) return agreeOnParts(first.value, second.value);
  return a.trim() === '' || b.trim() === '' || a.trim() === b.trim();
}

const agreeOnParts = (a: BirthDate, b: BirthDate): boolean =>
  a.year === b.year && agreeOrUnknown(a.month, b.month) && agreeOrUnknown(a.day, b.day);

const agreeOrUnknown = (a: number, b: number): boolean => a === b || a === 0 || b === 0;

const familyNames = (traits: HolderTraits): string[] => stated([traits.familyName, traits.usedName]);
const firstNames = (traits: HolderTraits): string[] =>
  stated([traits.firstName, ...(traits.otherFirstNames ?? [])]);

const stated = (names: readonly (string | undefined)[]): string[] =>
  names.flatMap((name) => (name !== undefined && name.trim() !== '' ? [name] : []));

function agree(a: readonly string[], b: readonly string[], same: (a: string, b: string) => boolean): boolean {
  if (a.length === 0 || b.length === 0) return true;
  return a.some((one) => b.some((other) => same(one, other)));
}
