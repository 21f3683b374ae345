import { err, ok, type Result } from '#base/result.ts';

/**
 * A birth date as cards and registers write it: month or day may be 00 (unknown), and the dates called «lunar» of
 * people born abroad have months over 12 or days over the length of the month. Numbers as written, none corrected.
 */
export type BirthDate = { readonly year: number; readonly month: number; readonly day: number };

export type BirthDateError = { type: 'BirthDateEmpty' } | { type: 'BirthDateFormat' };

/** Reads YYYY-MM-DD, or YYYYMMDD as the Vitale, HL7 v3 and the CPS write it. Blanks only: empty. */
export function parseBirthDate(text: string): Result<BirthDate, BirthDateError> {
  const trimmed = text.trim();
  if (trimmed === '') return err({ type: 'BirthDateEmpty' });
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(trimmed) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(trimmed);
  if (!parts) return err({ type: 'BirthDateFormat' });
  return ok({ year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) });
}

/** YYYY-MM-DD with the numbers as written, 1957-00-00 and 1948-20-15 included. */
export const formatBirthDate = ({ year, month, day }: BirthDate): string =>
  `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;

/** YYYY-MM-DD where the text is a birth date of either form, else the text itself without surrounding blanks. */
export function normaliseBirthDate(text: string): string {
  const date = parseBirthDate(text);
  return date.ok ? formatBirthDate(date.value) : text.trim();
}

/** Whether the calendar has this day. */
export const isCalendarDate = ({ year, month, day }: BirthDate): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

/** `month` 1-12; proleptic Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Completed years, and completed months beyond them. `approximate`: month or day unknown, or no calendar date. */
export type Age = { readonly years: number; readonly months: number; readonly approximate: boolean };

/** The age on a day; undefined before birth. An unknown month or day counts as the first. */
export function ageOn(birth: BirthDate, on: BirthDate): Age | undefined {
  const day = on.day < clamp(birth.day, 1, daysInMonth(on.year, on.month)) ? 1 : 0;
  const months = (on.year - birth.year) * 12 + on.month - clamp(birth.month, 1, 12) - day;
  if (months < 0) return undefined;
  return { years: Math.floor(months / 12), months: months % 12, approximate: !isCalendarDate(birth) };
}

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
const pad = (value: number, length: number): string => String(value).padStart(length, '0');
