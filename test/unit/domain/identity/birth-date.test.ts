import { describe, expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import {
  ageOn,
  daysInMonth,
  formatBirthDate,
  isCalendarDate,
  normaliseBirthDate,
  parseBirthDate,
} from '#domain/identity/birth-date.ts';

const date = (text: string) => unwrap(parseBirthDate(text));

describe('birth dates', () => {
  test('both forms are read, and unknown parts kept', () => {
    expect(date('1957-00-00')).toEqual({ year: 1957, month: 0, day: 0 });
    expect(formatBirthDate(date('19482015'))).toBe('1948-20-15');
    expect(normaliseBirthDate(' 19770714 ')).toBe('1977-07-14');
    expect(normaliseBirthDate('juillet')).toBe('juillet');
  });

  test('empty and malformed are told apart', () => {
    expect(parseBirthDate('  ')).toEqual({ ok: false, error: { type: 'BirthDateEmpty' } });
    expect(parseBirthDate('14/07/1977')).toEqual({ ok: false, error: { type: 'BirthDateFormat' } });
  });

  test('the calendar is known', () => {
    expect([daysInMonth(1900, 2), daysInMonth(2000, 2), daysInMonth(2026, 4)]).toEqual([28, 29, 30]);
    expect(isCalendarDate(date('19482015'))).toBe(false);
    expect(isCalendarDate(date('20000229'))).toBe(true);
  });

  test.each([
    ['1977-07-14', '2026-07-13', { years: 48, months: 11, approximate: false }],
    ['1977-07-14', '2026-07-14', { years: 49, months: 0, approximate: false }],
    ['2026-03-31', '2026-04-30', { years: 0, months: 1, approximate: false }],
    ['1957-00-00', '2026-07-14', { years: 69, months: 6, approximate: true }],
    ['2026-08-01', '2026-07-14', undefined],
  ])('born %s, on %s: %o', (birth, on, age) => {
    expect(ageOn(date(birth), date(on))).toEqual(age);
  });
});
