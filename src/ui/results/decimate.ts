/** A point of a line in pixels. */
export type Place = { readonly x: number; readonly y: number };

/**
 * No more than four points for each column of pixels: the first, the last, the highest and the lowest of it, so that the
 * line looks the same and no extreme is lost. Points come and go by rising x.
 */
export function decimate<Point extends Place>(points: readonly Point[], columns: number): readonly Point[] {
  if (points.length <= columns * 4) return points;
  const kept: Point[] = [];
  let start = 0;
  for (let end = 1; end <= points.length; end += 1) {
    const first = points[start];
    if (first && end < points.length && Math.floor(points[end]?.x ?? 0) === Math.floor(first.x)) continue;
    kept.push(...outlineOf(points.slice(start, end)));
    start = end;
  }
  return kept;
}

function outlineOf<Point extends Place>(column: readonly Point[]): readonly Point[] {
  if (column.length <= 4) return column;
  let low = 0;
  let high = 0;
  column.forEach(({ y }, index) => {
    if (y < (column[low]?.y ?? y)) low = index;
    if (y > (column[high]?.y ?? y)) high = index;
  });
  const places = [...new Set([0, low, high, column.length - 1])].sort((a, b) => a - b);
  return places.flatMap((index) => column[index] ?? []);
}
