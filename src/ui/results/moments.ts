import type { DocumentId } from '#base/brand.ts';
import type { SeriesPoint } from '#domain/clinical/series.ts';
import type { Track } from '#domain/clinical/series-tracks.ts';

/** All that a track has of one instant: what a finger or an arrow key stops at. */
export type Moment = {
  readonly at: number;
  readonly written: string;
  /** By part of the track; several points where documents differ. */
  readonly parts: readonly (readonly SeriesPoint[])[];
  readonly documentIds: readonly DocumentId[];
};

/** Oldest first, within `from` and `to` (ms). */
export function momentsOf(track: Track, from = -Infinity, to = Infinity): Moment[] {
  const byTime = new Map<number, SeriesPoint[][]>();
  track.parts.forEach((series, part) => {
    for (const point of series.points) {
      if (point.at < from || point.at > to) continue;
      const parts = byTime.get(point.at) ?? track.parts.map(() => []);
      parts[part]?.push(point);
      byTime.set(point.at, parts);
    }
  });
  return [...byTime]
    .sort(([a], [b]) => a - b)
    .map(([at, parts]) => {
      const points = parts.flat();
      return {
        at,
        written: points[0]?.written ?? '',
        parts,
        documentIds: [...new Set(points.flatMap(({ documentIds }) => documentIds))],
      };
    });
}

/** Index of the moment nearest to a time; −1 where there is none. */
export function nearest(moments: readonly { readonly at: number }[], at: number): number {
  let low = 0;
  let high = moments.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const before = moments[low - 1];
  const after = moments[low];
  return before && after && at - before.at < after.at - at ? low - 1 : after ? low : -1;
}

/** Where a key leads; undefined where it is none of ours. */
export function moved(index: number, count: number, key: string): number | undefined {
  const last = count - 1;
  const to: Readonly<Record<string, number>> = {
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    PageUp: index + 10,
    PageDown: index - 10,
    Home: 0,
    End: last,
  };
  const wanted = Object.hasOwn(to, key) ? to[key] : undefined;
  return wanted === undefined ? undefined : Math.max(0, Math.min(last, wanted));
}
