import { spreadOf } from '#test/bench/statistics.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('the spread of samples', () => {
  it('has the middle one of an odd number as its median', () => {
    expect(spreadOf([9, 1, 4])).toEqual({ median: 4, low: 1, high: 9, runs: 3 });
  });

  it('has the mean of the two in the middle of an even number as its median', () => {
    expect(spreadOf([10, 1, 2, 4])).toEqual({ median: 3, low: 1, high: 10, runs: 4 });
  });

  it('sorts by value, not by text', () => {
    expect(spreadOf([100, 20, 3]).median).toBe(20);
  });

  it('is one value where there is one sample', () => {
    expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7, runs: 1 });
  });

  it('refuses a measurement that did not run', () => {
    expect(() => spreadOf([])).toThrow();
  });

  it('holds its median between its ends, whatever the order', () => {
    const samples = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(samples, (values) => {
        const spread = spreadOf(values);
        expect(spread.median).toBeGreaterThanOrEqual(spread.low);
        expect(spread.median).toBeLessThanOrEqual(spread.high);
        expect(spreadOf(values.toReversed())).toEqual(spread);
      }),
    );
  });
});
