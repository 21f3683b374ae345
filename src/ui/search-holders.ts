import { normaliseBirthDate } from '#domain/identity/birth-date.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';

/**
 * Holders whose names or birth date begin with every word typed: «mar cl» finds MARCHAND Clotilde, «1982» and
 * «19/03/1982» her birth date. Accents, case, hyphens and apostrophes do not count. Four digits or more are looked for at
 * the end of the INS-C too, with or without blanks between them.
 */
export function searchHolders<T extends { holder: HolderTraits; insC?: string }>(
  lines: readonly T[],
  typed: string,
): T[] {
  const words = wordsOf(typed);
  const digits = typed.replace(/[\s\u202f]/g, '');
  const asInsC = /^\d{4,22}$/.test(digits);
  return lines.filter(({ holder, insC }) => {
    if (asInsC && insC?.endsWith(digits)) return true;
    const known = wordsOfHolder(holder);
    return words.every((word) => known.some((own) => own.startsWith(word)));
  });
}

/**
 * Whether this is a social security number (13 characters, or 15 with its key; 2A and 2B for Corsica): it is neither kept
 * nor searched, and whoever types it is told so.
 */
export const looksLikeNir = (typed: string): boolean =>
  /^[1-478]\d{4}(\d{2}|2[AB])\d{6}(\d{2})?$/i.test(typed.replace(/[\s\u202f]/g, ''));

function wordsOfHolder({ familyName, usedName, firstName, birthDate }: HolderTraits): string[] {
  const iso = normaliseBirthDate(birthDate);
  return wordsOf([familyName, usedName ?? '', firstName, iso, iso.split('-').reverse().join('/')].join(' '));
}

/** Words for comparison. Digits with slashes stay one word, so that a date is compared as it is written. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}/]+/u)
    .filter((word) => word !== '');
