import type { HolderTraits } from '#domain/identity/traits.ts';

/** A postal address as it is printed: two to five lines in all, the country only where it is not France. */
export type PostalAddress = { lines: readonly string[]; postalCode: string; city: string; country?: string };

export type PersonToCall = { name: string; relation?: string; phone: string };

/**
 * TD1.3a/b: what is known of the holder beside their identity. Each change is a new version with author and time; the
 * newest counts.
 */
export type HolderData = {
  address?: PostalAddress;
  phone?: string;
  /** For notices; without one they go by letter. */
  email?: string;
  personsToCall: readonly PersonToCall[];
  /** Where it was corrected: the sex of the traits comes from the NIR at creation. */
  sex?: { value: 'F' | 'M'; reason: string };
};
export const NO_HOLDER_DATA: HolderData = { personsToCall: [] };
export const MAX_PERSONS_TO_CALL = 5;

/** Who the holder is, with what was corrected since the creation. */
export const correctedTraits = (holder: HolderTraits, { sex }: HolderData): HolderTraits =>
  sex ? { ...holder, sex: sex.value } : holder;
