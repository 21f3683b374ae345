import type { SeriesPoint } from '#domain/clinical/series.ts';
import type { Track } from '#domain/clinical/series-tracks.ts';
import type { Trend } from '#domain/clinical/series-trend.ts';
import type { results } from '../messages/fr/results.ts';
import type { Locale } from '../preferences.ts';
import { dateFormats, precisionOf, spanWords } from './date-words.ts';
import type { Moment } from './moments.ts';
import { unitWords } from './unit-words.ts';

export type ResultTexts = typeof results;
export type ResultWords = ReturnType<typeof resultWords>;

const COMPARATORS = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' } as const;
const ARROWS = { up: '↗', down: '↘', level: '→' } as const;

/** Values, ranges, dates and trends in the words of a language. */
export function resultWords(t: ResultTexts, locale: Locale) {
  const tag = locale === 'fr' ? 'fr-FR' : 'en-GB';
  const asWritten = new Intl.NumberFormat(tag, { maximumSignificantDigits: 8 });
  // what was converted is no more precise than what it came from
  const converted = new Intl.NumberFormat(tag, { maximumSignificantDigits: 4 });
  const date = dateFormats(locale);

  const bare = ({ value, comparator, original }: SeriesPoint): string =>
    `${comparator ? `${COMPARATORS[comparator]}\u00a0` : ''}${(original ? converted : asWritten).format(value)}`;
  const withUnit = (text: string, unit: string): string =>
    unit === '' ? text : `${text}\u00a0${unitWords(unit, locale)}`.trimEnd();

  const values = (moment: Moment, unit: string): string =>
    withUnit(moment.parts.map((points) => points.map(bare).join(' ; ') || '–').join('/'), unit);

  const range = ({ low, high, rangeText, original }: SeriesPoint): string | undefined => {
    const number = original ? converted : asWritten;
    if (low !== undefined && high !== undefined) return t.range(number.format(low), number.format(high));
    if (low !== undefined) return t.atLeast(number.format(low));
    if (high !== undefined) return t.atMost(number.format(high));
    return rangeText;
  };

  const position = ({ judgement, critical }: SeriesPoint): string =>
    critical ? `${t.critical}, ${t.judgement[judgement]}` : t.judgement[judgement];

  /** Of both pressures where they differ: each with its own word. */
  const positions = ({ parts }: Moment): string => {
    const said = parts.map((points) => [...new Set(points.map(position))].join(', '));
    const [first = '', second] = said;
    if (second === undefined || first === second) return first;
    return [`${t.systolic} ${first}`, `${t.diastolic} ${second}`].join(', ');
  };

  return {
    bare,
    values,
    range,
    position,
    positions,
    date: (at: number, written: string): string => date(at, precisionOf(written)),
    tick: date,
    number: (value: number): string => asWritten.format(value),
    label: (track: Track): string => (track.kind === 'bloodPressure' ? t.bloodPressure : track.label),
    unit: (track: Track): string => unitWords(track.unit, locale),
    /** All that is known of a moment, in one sentence: for those who cannot see the plot. */
    moment: (moment: Moment, unit: string): string => {
      const points = moment.parts.flat();
      const original = points.find((point) => point.original)?.original;
      const [codes] = points.flatMap(({ interpretation, judgement }) =>
        interpretation && judgement === 'unknown' ? [t.said(interpretation)] : [],
      );
      return [
        `${date(moment.at, precisionOf(moment.written))}${locale === 'fr' ? '\u00a0' : ''}: ${values(moment, unit)}`,
        positions(moment),
        original ? t.original(withUnit(asWritten.format(original.value), original.unit)) : '',
        codes ?? '',
      ]
        .filter(Boolean)
        .join(', ');
    },
    /** «↗ en hausse depuis 3 mois (était 9)»; empty where there is nothing to compare with. */
    trend: ({ last, direction, since }: Trend): string =>
      direction && since
        ? `${ARROWS[direction]} ${t.direction[direction]} ${t.since(spanWords(t, last.at - since.at))} ${t.from(bare(since))}`
        : '',
  };
}
