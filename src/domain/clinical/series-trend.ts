import type { SeriesPoint } from './series.ts';

export type Trend = {
  readonly last: SeriesPoint;
  /** Where it comes from; absent where there is nothing to compare with. */
  readonly direction?: 'up' | 'down' | 'level';
  /** The value that the movement began with. */
  readonly since?: SeriesPoint;
};

/** Smaller steps, relative to the value, are taken for level: what rounding alone may do. */
const LEVEL = 0.01;

/** The last value, and how long it has been going one way: back to the value that the movement began with. */
export function trendOf(points: readonly SeriesPoint[]): Trend | undefined {
  const last = points.at(-1);
  if (!last) return undefined;
  const exact = points.filter(({ comparator, at }, index) => !comparator && points[index + 1]?.at !== at);
  if (last.comparator || exact.length < 2) return { last };
  let begin = exact.length - 2;
  const direction = step(exact, begin);
  while (begin > 0 && step(exact, begin - 1) === direction) begin -= 1;
  const since = exact[begin];
  return since ? { last, direction, since } : { last };
}

function step(points: readonly SeriesPoint[], index: number): 'up' | 'down' | 'level' {
  const before = points[index]?.value ?? 0;
  const after = points[index + 1]?.value ?? 0;
  if (Math.abs(after - before) <= LEVEL * Math.abs(before)) return 'level';
  return after > before ? 'up' : 'down';
}
