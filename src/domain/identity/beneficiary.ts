import type { InsC } from '#base/brand.ts';
import { normaliseBirthDate } from './birth-date.ts';
import { computeInsC, type InsCError } from './ins-c.ts';
import { parseNir, sexFromNir } from './nir.ts';
import type { HolderTraits } from './traits.ts';

/** One person as a carte Vitale shows them. */
export type CardPerson = {
  readonly familyName: string;
  readonly firstName: string;
  /** YYYYMMDD as on the card. */
  readonly birthDate: string;
  /** 15 characters; absent or blank where this person has no number of their own (children, some spouses). */
  readonly nir?: string;
};

/** Why no identifier can be computed, so that no dossier can be created («sous-main DMP», 2012). */
export type NoIdentifierReason = 'NoOwnNir' | InsCError['type'];

/** What becomes of a person read from a card. The NIR is not in it: it was used and dropped. */
export type BeneficiaryIdentity =
  | { readonly kind: 'identified'; readonly traits: HolderTraits; readonly insC: InsC }
  | { readonly kind: 'noIdentifier'; readonly traits: HolderTraits; readonly because: NoIdentifierReason };

/** Computes the INS-C of one person of a card and lets go of the NIR. */
export async function identifyBeneficiary(person: CardPerson): Promise<BeneficiaryIdentity> {
  const traits = traitsOf(person);
  if (hasNoNumber(person.nir)) return { kind: 'noIdentifier', traits, because: 'NoOwnNir' };
  const insC = await computeInsC({ ...person, nir: person.nir ?? '' });
  if (!insC.ok) return { kind: 'noIdentifier', traits, because: insC.error.type };
  return { kind: 'identified', traits, insC: insC.value };
}

/** Cards fill an unused field with blanks or zeros. */
const hasNoNumber = (nir: string | undefined): boolean => nir === undefined || /^[\s0]*$/.test(nir);

function traitsOf({ familyName, firstName, birthDate, nir }: CardPerson): HolderTraits {
  const own = parseNir(nir ?? '');
  return {
    familyName: familyName.trim(),
    firstName: firstName.trim(),
    birthDate: normaliseBirthDate(birthDate),
    ...(own.ok ? { sex: sexFromNir(own.value) } : {}),
  };
}
