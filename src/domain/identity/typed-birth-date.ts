import { formatBirthDate, parseBirthDate } from './birth-date.ts';

/**
 * A birth date as it is typed in a hurry: day, month and four digits of the year, with or without signs between them
 * («28031979», «28/3/1979»), or as registers write it (1979-03-28). YYYY-MM-DD, numbers as written, 00 for what is unknown;
 * undefined until it is one.
 */
export function typedBirthDate(text: string): string | undefined {
  const asWritten = /^\s*\d{4}-/.test(text) ? parseBirthDate(text) : undefined;
  if (asWritten) return asWritten.ok ? formatBirthDate(asWritten.value) : undefined;
  const parts =
    /^\s*(\d\d?)[\s/.-](\d\d?)[\s/.-](\d{4})\s*$/.exec(text) ?? /^\s*(\d\d)(\d\d)(\d{4})\s*$/.exec(text);
  if (!parts) return undefined;
  const [day, month, year] = parts.slice(1).map(Number);
  if (day === undefined || month === undefined || year === undefined) return undefined;
  return isPlausible({ year, month, day }) ? formatBirthDate({ year, month, day }) : undefined;
}

/** Months over 12 are of the dates called «lunar»; a year of this kind keeps day and year from changing places. */
const isPlausible = ({ year, month, day }: { year: number; month: number; day: number }): boolean =>
  year >= 1850 && year < 2200 && month <= 99 && day <= 99;
