/**
 * Text for comparing what people wrote: no case, marks, punctuation or doubled space, ligatures apart. Letters of any
 * script stay, and «+» and «%», without which a blood group or a concentration is another. Never for display. Names of
 * people are compared as registers do (`#domain/identity/person-name.ts`), words of a search by `#documents/search`.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}+%]+/gu, ' ')
    .trim();
