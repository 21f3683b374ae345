import type { Locale } from '../preferences.ts';

const TAGS: Readonly<Record<Locale, string>> = { fr: 'fr-FR', en: 'en-GB' };
const DAY_MS = 86_400_000;

/** What a date is said with, from the coarsest to the finest. */
const FORMATS = {
  year: { year: 'numeric' },
  month: { month: 'short', year: 'numeric' },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  dayOfYear: { day: 'numeric', month: 'short' },
  minute: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type Precision = keyof typeof FORMATS;

/** One formatter each, since making them is slow: 1,000 rows of a table need them all. */
export function dateFormats(locale: Locale): (at: number, precision: Precision) => string {
  const made = new Map<Precision, Intl.DateTimeFormat>();
  return (at, precision) => {
    const format = made.get(precision) ?? new Intl.DateTimeFormat(TAGS[locale], FORMATS[precision]);
    made.set(precision, format);
    return format.format(at);
  };
}

/** As precise as an ISO date was written. */
export const precisionOf = (written: string): Precision =>
  written.length <= 4 ? 'year' : written.length <= 7 ? 'month' : written.length <= 10 ? 'day' : 'minute';

/** What tells one tick of a time axis from the next. */
export const tickPrecision = (stepMs: number): Precision =>
  stepMs >= 360 * DAY_MS
    ? 'year'
    : stepMs >= 27 * DAY_MS
      ? 'month'
      : stepMs >= DAY_MS / 2
        ? 'dayOfYear'
        : 'time';

type SpanTexts = Readonly<Record<'days' | 'weeks' | 'months' | 'years', (count: number) => string>>;

/** A span of time in one unit, rounded: «3 mois». */
export function spanWords(texts: SpanTexts, ms: number): string {
  const days = Math.max(0, Math.round(ms / DAY_MS));
  if (days < 14) return texts.days(days);
  if (days < 60) return texts.weeks(Math.round(days / 7));
  if (days < 730) return texts.months(Math.round(days / 30.44));
  return texts.years(Math.round(days / 365.25));
}
