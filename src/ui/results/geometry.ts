import { scaleLinear, scaleTime } from 'd3-scale';
import type { Series, SeriesPoint } from '#domain/clinical/series.ts';
import type { Track } from '#domain/clinical/series-tracks.ts';
import { decimate, type Place } from './decimate.ts';
import type { Window } from './period.ts';
import { n, SHAPES, shapeOf, shapePath, type Shape } from './shapes.ts';

/** Room for the words of the axes, in pixels; the same for all plots, so that they stand above each other. */
export const MARGIN = { top: 12, right: 14, bottom: 24, left: 46 };

export type PlotGeometry = {
  readonly width: number;
  readonly height: number;
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  /** The instant under a place of the plot. */
  readonly at: (x: number) => number;
  readonly ticks: {
    readonly x: readonly { readonly at: number; readonly x: number }[];
    readonly y: readonly { readonly value: number; readonly y: number }[];
    /** Between two ticks of the time axis, ms. */
    readonly stepMs: number;
  };
  /** SVG paths by part of the track. */
  readonly lines: readonly string[];
  readonly bands: readonly string[];
  /** All markers of one shape in one path: a thousand points are six elements. */
  readonly markers: readonly { readonly shape: Shape; readonly path: string; readonly count: number }[];
};

/** What a plot of that size shows of a track; all of the drawing that is not an element. */
export function geometryOf(track: Track, window: Window, width: number, height: number): PlotGeometry {
  const right = Math.max(MARGIN.left + 10, width - MARGIN.right);
  const time = scaleTime([window.from, window.to], [MARGIN.left + 8, right - 8]);
  const shown = track.parts.map(({ points }) => inWindow(points, window));
  const linear = scaleLinear(valueDomain(shown.flat()), [height - MARGIN.bottom, MARGIN.top]).nice(4);
  const x = (at: number): number => time(at);
  const y = (value: number): number => linear(value);
  const xTicks = time.ticks(Math.max(2, Math.floor((right - MARGIN.left) / 90)));
  const placed = shown.map((points) => points.map((point) => ({ point, x: x(point.at), y: y(point.value) })));
  const drawn = placed.map((places) => decimate(places, right - MARGIN.left));
  return {
    width,
    height,
    x,
    y,
    at: (place) => time.invert(place).getTime(),
    ticks: {
      x: xTicks.map((date) => ({ at: date.getTime(), x: n(x(date.getTime())) })),
      y: linear.ticks(4).map((value) => ({ value, y: n(y(value)) })),
      stepMs: (xTicks[1]?.getTime() ?? window.to) - (xTicks[0]?.getTime() ?? window.from),
    },
    lines: drawn.map(linePath),
    bands: track.parts.map((series) => bandPath(series, window, { x, y, height, right })),
    markers: markersOf(drawn.flat(), placed.flat()),
  };
}

/** With the neighbours outside, so that the line goes on to the edge: none, since a value outside is not drawn. */
const inWindow = (points: readonly SeriesPoint[], { from, to }: Window): readonly SeriesPoint[] =>
  points.filter(({ at }) => at >= from && at <= to);

/** From lowest to highest, with the bounds of reference that lie near enough not to flatten the values. */
export function valueDomain(points: readonly SeriesPoint[]): [number, number] {
  const values = points.map(({ value }) => value);
  if (values.length === 0) return [0, 1];
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const reach = 1.5 * Math.max(high - low, Math.max(Math.abs(high), Math.abs(low)) * 0.5);
  const bounds = points
    .flatMap((point) => [point.low, point.high])
    .filter((bound) => bound !== undefined)
    .filter((bound) => bound >= low - reach && bound <= high + reach);
  const all = [low, high, ...new Set(bounds)];
  const [min, max] = [Math.min(...all), Math.max(...all)];
  // a span far below what a number can tell apart has no ticks
  const air = Math.max((max - min || Math.abs(max)) * 0.06, Math.abs(max) * 1e-3, Math.abs(min) * 1e-3, 1e-9);
  return [min >= 0 ? Math.max(0, min - air) : min - air, max + air];
}

const linePath = (places: readonly Place[]): string =>
  places.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`).join('');

function markersOf(
  drawn: readonly (Place & { readonly point: SeriesPoint })[],
  all: readonly { readonly point: SeriesPoint }[],
): PlotGeometry['markers'] {
  return SHAPES.flatMap((shape) => {
    const path = drawn
      .filter(({ point }) => shapeOf(point) === shape)
      .map((place) => shapePath(shape, place));
    const count = all.filter(({ point }) => shapeOf(point) === shape).length;
    return count === 0 ? [] : [{ shape, path: path.join(''), count }];
  });
}

type Frame = {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly height: number;
  readonly right: number;
};

/** Reference ranges change with laboratories: each holds from half way to the value before to half way to the next. */
function bandPath({ points }: Series, window: Window, { x, y, height, right }: Frame): string {
  const shown = inWindow(points, window);
  const edge = (value: number | undefined, open: number): number =>
    value === undefined ? open : Math.max(MARGIN.top, Math.min(height - MARGIN.bottom, y(value)));
  const bands: { from: number; to: number; top: number; bottom: number }[] = [];
  shown.forEach((point, index) => {
    if (point.low === undefined && point.high === undefined) return;
    const before = shown[index - 1];
    const after = shown[index + 1];
    const from = before ? x((before.at + point.at) / 2) : MARGIN.left;
    const to = after ? x((after.at + point.at) / 2) : right;
    const top = edge(point.high, MARGIN.top);
    const bottom = edge(point.low, height - MARGIN.bottom);
    const last = bands.at(-1);
    if (last && last.top === top && last.bottom === bottom && Math.abs(last.to - from) < 0.5) last.to = to;
    else bands.push({ from, to, top, bottom });
  });
  return bands
    .filter(({ top, bottom }) => bottom > top)
    .map(({ from, to, top, bottom }) => `M${n(from)} ${n(top)}H${n(to)}V${n(bottom)}H${n(from)}z`)
    .join('');
}
