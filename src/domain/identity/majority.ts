import { daysInMonth, parseBirthDate } from './birth-date.ts';

const MAJORITY_YEARS = 18;

/**
 * When somebody comes of age (Code civil, art. 414), ms: midnight UTC of the eighteenth birthday. An unknown month or day
 * counts as the first; undefined where the text is no birth date.
 */
export function majorityOf(birthDate: string): number | undefined {
  const birth = parseBirthDate(birthDate);
  if (!birth.ok) return undefined;
  const year = birth.value.year + MAJORITY_YEARS;
  const month = Math.min(Math.max(birth.value.month, 1), 12);
  const day = Math.min(Math.max(birth.value.day, 1), daysInMonth(year, month));
  return Date.UTC(year, month - 1, day);
}
