import { figure, figureJson, isMet } from '#test/bench/figure.ts';
import { describe, expect, it } from 'vitest';

describe('a figure', () => {
  it('meets a goal of at most so much up to the goal itself', () => {
    expect(isMet(figure('size', 'kB', [120], { atMost: 120 }))).toBe(true);
    expect(isMet(figure('size', 'kB', [120.1], { atMost: 120 }))).toBe(false);
  });

  it('meets a goal of at least so much from the goal itself on', () => {
    expect(isMet(figure('rate', '/s', [200], { atLeast: 200 }))).toBe(true);
    expect(isMet(figure('rate', '/s', [199.9], { atLeast: 200 }))).toBe(false);
  });

  it('is judged by its median, not by its best run', () => {
    expect(isMet(figure('rate', '/s', [150, 160, 900], { atLeast: 200 }))).toBe(false);
  });

  it('is neither met nor missed without a goal', () => {
    expect(isMet(figure('rate', '/s', [1]))).toBeUndefined();
  });
});

describe('a figure as JSON', () => {
  it('has value, unit, goal and whether it is met, and the range beside', () => {
    expect(figureJson(figure('start', 'ms', [400, 500, 600], { atMost: 1000 }))).toEqual({
      name: 'start',
      value: 500,
      unit: 'ms',
      goal: 1000,
      met: true,
      low: 400,
      high: 600,
      runs: 3,
    });
  });

  it('has null for goal and met where it is told for comparison', () => {
    expect(figureJson(figure('raw', '/s', [1]))).toMatchObject({ goal: null, met: null });
  });

  it('is told to a thousandth', () => {
    expect(figureJson(figure('raw', '/s', [1 / 3])).value).toBe(0.333);
  });
});
