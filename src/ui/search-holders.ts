import { normaliseBirthDate } from '#domain/identity/birth-date.ts';
import { withoutMarks } from '#domain/identity/person-name.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';

/**
 * Holders whose names or birth date begin with every word typed: «mar cl» finds MARCHAND Clotilde, «1982» and
 * «19/03/1982» her birth date. Accents, case, hyphens, apostrophes and ligatures do not count: «darc» finds D’ARC. Four
 * digits or more are looked for at the end of the INS-C too, with or without blanks between them; signs without a letter,
 * an emoji, as they are.
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
    if (words.length === 0) return namesOf(holder).some((name) => name.includes(typed.trim()));
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

const namesOf = ({ familyName, usedName, firstName }: HolderTraits): string[] =>
  [familyName, usedName ?? '', firstName].map((name) => name.normalize('NFC'));

/** The names, from each of their words on as one piece, and the birth date in both orders. */
function wordsOfHolder(holder: HolderTraits): string[] {
  const iso = normaliseBirthDate(holder.birthDate);
  const pieces = namesOf(holder)
    .map(wordsOf)
    .flatMap((words) => words.map((_, from) => words.slice(from).join('')));
  return [...pieces, ...wordsOf(`${iso} ${iso.split('-').reverse().join('/')}`)];
}

/** Words for comparison. Digits with slashes stay one word, so that a date is compared as it is written. */
export const wordsOf = (text: string): string[] =>
  withoutMarks(text)
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}/]+/u)
    .filter((word) => word !== '');
