import type { Corners, Point } from './picture.ts';

/**
 * The projective map of the unit square onto a quadrilateral, corner by corner (P. Heckbert, «Fundamentals of texture
 * mapping and image warping», 1989, §2.2.3): x = (a·u + b·v + c) / (g·u + h·v + 1), y likewise with d, e, f.
 */
export type Homography = {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
  readonly g: number;
  readonly h: number;
};

export function homographyTo([p0, p1, p2, p3]: Corners): Homography {
  const s = { x: p0.x - p1.x + p2.x - p3.x, y: p0.y - p1.y + p2.y - p3.y };
  const d1 = { x: p1.x - p2.x, y: p1.y - p2.y };
  const d2 = { x: p3.x - p2.x, y: p3.y - p2.y };
  const turn = d1.x * d2.y - d2.x * d1.y;
  const g = turn === 0 ? 0 : (s.x * d2.y - d2.x * s.y) / turn;
  const h = turn === 0 ? 0 : (d1.x * s.y - s.x * d1.y) / turn;
  return {
    a: p1.x - p0.x + g * p1.x,
    b: p3.x - p0.x + h * p3.x,
    c: p0.x,
    d: p1.y - p0.y + g * p1.y,
    e: p3.y - p0.y + h * p3.y,
    f: p0.y,
    g,
    h,
  };
}

export function applyHomography({ a, b, c, d, e, f, g, h }: Homography, { x: u, y: v }: Point): Point {
  const w = g * u + h * v + 1;
  return { x: (a * u + b * v + c) / w, y: (d * u + e * v + f) / w };
}

/** All four corners turn the same way, and none lies on a line with its neighbours: the map has no fold. */
export function isConvex(corners: Corners): boolean {
  const turns = corners.map((point, i) => {
    const [next, after] = [corners[(i + 1) % 4] ?? point, corners[(i + 2) % 4] ?? point];
    return (next.x - point.x) * (after.y - next.y) - (next.y - point.y) * (after.x - next.x);
  });
  return turns.every((turn) => turn > 1e-6);
}

/** Of the quadrilateral, by the shoelace formula; positive where its corners run clockwise on a screen. */
export const areaOf = (corners: Corners): number =>
  corners.reduce((sum, { x, y }, i) => {
    const next = corners[(i + 1) % 4] ?? corners[0];
    return sum + (x * next.y - next.x * y) / 2;
  }, 0);
