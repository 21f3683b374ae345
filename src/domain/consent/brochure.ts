/**
 * The information brochure that is handed over before consent is asked (first step of a creation). Each printed version
 * stays known, so that a record of consent says for ever which text the holder had in hand.
 */
export type BrochureVersion = (typeof BROCHURE_VERSIONS)[number];

/** Every version ever handed over, oldest first: append only. A version is named by the month of its text. */
export const BROCHURE_VERSIONS = ['2026-11'] as const;

/** The version to hand over today. */
export const CURRENT_BROCHURE: BrochureVersion = '2026-11';

/** Each version is handed over in the edition that its reader understands best; all say the same. */
export const BROCHURE_EDITIONS = ['fr', 'fr-easy', 'en'] as const;
export type BrochureEdition = (typeof BROCHURE_EDITIONS)[number];

export const isBrochureVersion = (text: string): text is BrochureVersion =>
  BROCHURE_VERSIONS.some((version) => version === text);
