import { professionOf } from '#domain/nomenclature/professions.ts';
import type { Locale } from '../preferences.ts';

/** The profession of a code in words, as in running text; the code itself where the nomenclature does not have it. */
export function professionWords(code: string, locale: Locale): string {
  const profession = professionOf(code);
  return (locale === 'fr' ? profession?.label : profession?.english)?.toLowerCase() ?? code;
}
