/** Text for comparing what people wrote: no case, marks, punctuation or doubled space. Letters of any script stay. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}+%]+/gu, ' ')
    .trim();
