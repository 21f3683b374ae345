/** Letters that Unicode decomposition leaves whole, as civil registers transcribe them. */
const LIGATURES: Readonly<Record<string, string>> = {
  Æ: 'AE',
  Œ: 'OE',
  ẞ: 'SS',
  Ø: 'O',
  Đ: 'D',
  Ð: 'D',
  Ł: 'L',
  Þ: 'TH',
  İ: 'I',
};

/**
 * A name for comparison: upper case, without accents, ligatures opened, words separated by one blank. Hyphens and
 * apostrophes of all kinds separate words. Never for display. «Lœ d'Arc-Élie» → LOE D ARC ELIE.
 */
export function foldName(name: string): string {
  return withoutMarks(name)
    .replace(/[^A-Z]+/g, ' ')
    .trim();
}

/** A to Z alone: what the INS-C counts as letters. «Jean-Christophe» → JEANCHRISTOPHE. */
export const lettersOnly = (name: string): string => withoutMarks(name).replace(/[^A-Z]+/g, '');

/** Whether two family names agree: accents, case, hyphens, apostrophes and spacing do not matter. */
export function sameFamilyName(a: string, b: string): boolean {
  return lettersOnly(a) !== '' && lettersOnly(a) === lettersOnly(b);
}

/**
 * Whether two first names, or lists of them, may be those of one person: equal up to writing, or one list begins with
 * the other («DOMINIQUE MARIE-LOUISE» and «Dominique»), since cards and papers hold more or fewer of them.
 */
export function sameFirstNames(a: string, b: string): boolean {
  if (lettersOnly(a) === '' || lettersOnly(b) === '') return false;
  return (
    lettersOnly(a) === lettersOnly(b) ||
    beginsWith(foldName(a), foldName(b)) ||
    beginsWith(foldName(b), foldName(a))
  );
}

const beginsWith = (list: string, start: string): boolean => list.startsWith(`${start} `);

/** Upper case, without accents, ligatures opened; letters of other scripts stay. For comparison only. */
export const withoutMarks = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase()
    .replace(/[^A-Z\s]/g, (letter) => LIGATURES[letter] ?? letter);
