import { normaliseBirthDate } from '#domain/identity/birth-date.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';

/**
 * Holders whose names or birth date begin with every word typed: «mar cl» finds MARCHAND Clotilde, «1982» and
 * «19/03/1982» her birth date. Accents, case and hyphens do not count.
 */
export function searchHolders<T extends { holder: HolderTraits }>(lines: readonly T[], typed: string): T[] {
  const words = wordsOf(typed);
  return lines.filter(({ holder }) => {
    const known = wordsOfHolder(holder);
    return words.every((word) => known.some((own) => own.startsWith(word)));
  });
}

function wordsOfHolder({ familyName, usedName, firstName, birthDate }: HolderTraits): string[] {
  const iso = normaliseBirthDate(birthDate);
  return wordsOf([familyName, usedName ?? '', firstName, iso, iso.split('-').reverse().join('/')].join(' '));
}

/** Digits with slashes stay one word, so that a date is compared as it is written. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}/]+/u)
    .filter((word) => word !== '');
