import type { SeriesPoint } from '#domain/clinical/series.ts';
import type { Place } from './decimate.ts';

/** Each position has a shape of its own: colour only repeats it. */
export const SHAPES = ['within', 'low', 'high', 'abnormal', 'unknown', 'critical'] as const;
export type Shape = (typeof SHAPES)[number];

export const shapeOf = ({ judgement, critical }: Pick<SeriesPoint, 'judgement' | 'critical'>): Shape =>
  critical ? 'critical' : judgement;

/** An SVG path around a place: disc, triangle down, triangle up, lozenge, small square, star. */
export function shapePath(shape: Shape, { x, y }: Place): string {
  switch (shape) {
    case 'within':
      return `M${n(x - 3.5)} ${n(y)}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z`;
    case 'low':
      return `M${n(x - 6)} ${n(y - 4)}h12l-6 10z`;
    case 'high':
      return `M${n(x - 6)} ${n(y + 4)}h12l-6 -10z`;
    case 'abnormal':
      return `M${n(x)} ${n(y - 6)}l6 6l-6 6l-6 -6z`;
    case 'unknown':
      return `M${n(x - 3)} ${n(y - 3)}h6v6h-6z`;
    case 'critical':
      return `M${n(x)} ${n(y - 8)}l2.4 5l5.6 .6l-4.2 3.8l1.2 5.6l-5 -2.8l-5 2.8l1.2 -5.6l-4.2 -3.8l5.6 -.6z`;
  }
}

/** A tenth of a pixel is enough, and keeps 1,000 points short. */
export const n = (value: number): number => Math.round(value * 10) / 10;
