import type { Saying, SectionName, SummaryItem } from '#domain/clinical/summary/emergency-summary.ts';
import type { summary } from '../messages/fr/summary.ts';
import { dateFormats, precisionOf } from '../results/date-words.ts';
import { instantOf } from '#domain/clinical/series-time.ts';
import type { Locale } from '../preferences.ts';
import { ageWords } from './age-words.ts';

export type SummaryTexts = typeof summary;
export type SummaryWords = ReturnType<typeof summaryWords>;

/** Items and sayings of a summary in the words of a language. */
export function summaryWords(t: SummaryTexts, locale: Locale) {
  const format = dateFormats(locale);
  const date = (iso: string): string => {
    const at = instantOf(iso);
    return at === undefined ? iso : format(at, precisionOf(iso));
  };

  const stateOf = ({ state, from, to }: Saying): string =>
    [state === 'unknown' ? '' : t.state[state], from ? t.since(date(from)) : '', to ? t.until(date(to)) : '']
      .filter(Boolean)
      .join(' ');

  const detailOf = (section: SectionName, { detail }: Saying): string =>
    detail === undefined ? '' : section === 'pregnancy' ? t.due(date(detail)) : detail;

  return {
    date,
    age: ({ source }: Saying): string => ageWords(source, locale, t.undated),
    /** Second line of an item: dose, reactions, due date. */
    detail: detailOf,
    /** What a document says, beside its title. */
    saying: (section: SectionName, saying: Saying): string =>
      [saying.label, detailOf(section, saying), stateOf(saying), saying.note ?? '']
        .filter(Boolean)
        .join(' · '),
    /** Short mark of an item: class of the treatment, severity, role. */
    mark: (item: SummaryItem): string =>
      item.risk
        ? t.risk[item.risk]
        : item.severity
          ? t.severity[item.severity]
          : item.role && item.role !== 'attendingPhysician'
            ? t.role[item.role]
            : '',
    contradictions: (item: SummaryItem): string =>
      item.contradictions.map((one) => t.contradiction[one]).join(' ; '),
  };
}
