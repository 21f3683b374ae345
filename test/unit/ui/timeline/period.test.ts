import { describe, expect, it } from 'vitest';
import { isWithin, NO_PERIOD, periodOf } from '#ui/timeline/period.ts';

describe('a period', () => {
  it('of so many months begins on the same day, or on the last of a shorter month', () => {
    expect(periodOf('month', new Date(2026, 2, 31), NO_PERIOD).from).toBe('2026-02-28');
    expect(periodOf('year', new Date(2026, 2, 12), NO_PERIOD).from).toBe('2025-03-12');
    expect(periodOf('fiveYears', new Date(2026, 0, 1), NO_PERIOD).from).toBe('2021-01-01');
  });

  it('of own days begins with those of before, and ends with the choice of all dates', () => {
    const year = periodOf('year', new Date(2026, 2, 12), NO_PERIOD);
    expect(periodOf('own', new Date(2026, 2, 12), year)).toEqual({ ...year, choice: 'own' });
    expect(periodOf('all', new Date(2026, 2, 12), year)).toEqual(NO_PERIOD);
  });

  it('holds both its days, and what is written less precisely and may lie in it', () => {
    const march = { from: '2026-03-01', to: '2026-03-31' };
    const within = ['2026-03-01', '2026-03-31T23:59:00+01:00', '2026-03', '2026'];
    expect(within.map((iso) => isWithin(iso, march))).toEqual([true, true, true, true]);
    expect(['2026-02-28', '2026-04-01', '2026-04', '2025'].some((iso) => isWithin(iso, march))).toBe(false);
  });
});
