/** `own`: from the one day to the other, either of which may be empty. */
export const PERIOD_CHOICES = ['all', 'month', 'year', 'fiveYears', 'own'] as const;
export type PeriodChoice = (typeof PERIOD_CHOICES)[number];

/** Days as YYYY-MM-DD, both included; empty where there is no end. */
export type Period = { readonly choice: PeriodChoice; readonly from: string; readonly to: string };
export const NO_PERIOD: Period = { choice: 'all', from: '', to: '' };

const MONTHS: Readonly<Partial<Record<PeriodChoice, number>>> = { month: 1, year: 12, fiveYears: 60 };

/** The last so many months; `today` as the user reckons it. Choosing own days keeps those of before. */
export function periodOf(choice: PeriodChoice, today: Date, before: Period): Period {
  if (choice === 'own') return { ...before, choice };
  const months = MONTHS[choice];
  if (months === undefined) return NO_PERIOD;
  // the last day of a shorter month, not the beginning of the next
  const first = new Date(Date.UTC(today.getFullYear(), today.getMonth() - months, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(today.getDate(), days));
  return { choice, from: first.toISOString().slice(0, 10), to: '' };
}

/** Whether a date, ISO 8601 as precise as it was written, may lie in the period: a year alone counts for all its days. */
export function isWithin(iso: string, { from, to }: Pick<Period, 'from' | 'to'>): boolean {
  const day = iso.slice(0, 10);
  return (from === '' || day >= from.slice(0, day.length)) && (to === '' || day <= to.slice(0, day.length));
}
