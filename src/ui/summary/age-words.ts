import type { Source } from '#domain/clinical/summary/emergency-summary.ts';
import type { Locale } from '../preferences.ts';

const DAY_MS = 86_400_000;
const TAGS: Readonly<Record<Locale, string>> = { fr: 'fr-FR', en: 'en-GB' };

/** How old a document is: «il y a 3 mois»; `undated` where its date cannot be read. */
export function ageWords({ ageMs }: Pick<Source, 'ageMs'>, locale: Locale, undated: string): string {
  if (ageMs === undefined) return undated;
  const format = new Intl.RelativeTimeFormat(TAGS[locale], { numeric: 'auto' });
  const days = Math.floor(ageMs / DAY_MS);
  if (days < 14) return format.format(-days, 'day');
  if (days < 60) return format.format(-Math.floor(days / 7), 'week');
  if (days < 730) return format.format(-Math.floor(days / 30.44), 'month');
  return format.format(-Math.floor(days / 365.25), 'year');
}
