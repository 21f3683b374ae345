import { describe, expect, it } from 'vitest';
import { timeLeft } from '#ui/emergency/time-left.ts';

describe('the time left of an emergency access', () => {
  it.each([
    [4 * 3600_000, '4 h 00'],
    [3 * 3600_000 + 59 * 60_000 + 59_999, '3 h 59'],
    [59 * 60_000 + 7000, '59:07'],
    [999, '0:00'],
    [-5000, '0:00'],
  ])('of %i ms reads %s', (ms, words) => {
    expect(timeLeft(ms).replaceAll('\u00a0', ' ')).toBe(words);
  });
});
