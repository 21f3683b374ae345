import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { develop } from '#documents/picture/develop.ts';
import { enhancePaper, enhancePhoto } from '#documents/picture/enhance.ts';
import { findCorners } from '#documents/picture/find-corners.ts';
import { applyHomography, homographyTo, isConvex } from '#documents/picture/homography.ts';
import { WHOLE, type Corners } from '#documents/picture/picture.ts';
import { straighten, turned } from '#documents/picture/straighten.ts';
import { drawn, isInside, pixel } from './pictures.ts';

const part = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });
const point = (x: fc.Arbitrary<number>, y: fc.Arbitrary<number>) => fc.record({ x, y });
/** One corner in each quarter of the picture: never folded. */
const quad: fc.Arbitrary<Corners> = fc.tuple(
  point(part(0, 0.3), part(0, 0.3)),
  point(part(0.7, 1), part(0, 0.3)),
  point(part(0.7, 1), part(0.7, 1)),
  point(part(0, 0.3), part(0.7, 1)),
);

/** A page as one holds a camera over it. */
const held: fc.Arbitrary<Corners> = fc.tuple(
  point(part(0.02, 0.18), part(0.02, 0.18)),
  point(part(0.82, 0.98), part(0.02, 0.18)),
  point(part(0.82, 0.98), part(0.82, 0.98)),
  point(part(0.02, 0.18), part(0.82, 0.98)),
);

describe('the perspective of a page', () => {
  it('sends each corner of the rectangle to its corner in the picture, and straight lines to straight lines', () => {
    fc.assert(
      fc.property(quad, part(0, 1), (corners, t) => {
        fc.pre(isConvex(corners));
        const map = homographyTo(corners);
        WHOLE.forEach((corner, i) => {
          const to = applyHomography(map, corner);
          expect(to.x).toBeCloseTo(corners[i]?.x ?? NaN, 9);
          expect(to.y).toBeCloseTo(corners[i]?.y ?? NaN, 9);
        });
        const [a, b] = [corners[0], corners[1]];
        const on = applyHomography(map, { x: t, y: 0 });
        expect((b.x - a.x) * (on.y - a.y) - (b.y - a.y) * (on.x - a.x)).toBeCloseTo(0, 9);
      }),
      { numRuns: 100 },
    );
  });

  it('is taken back: the quarters of a page come out as quarters', () => {
    const corners: Corners = [
      { x: 0.2, y: 0.1 },
      { x: 0.9, y: 0.2 },
      { x: 0.8, y: 0.9 },
      { x: 0.1, y: 0.8 },
    ];
    const to = homographyTo(corners);
    const picture = drawn(200, 200, () => [0, 0, 0]);
    for (let v = 0.005; v < 1; v += 0.0025)
      for (let u = 0.005; u < 1; u += 0.0025) {
        const { x, y } = applyHomography(to, { x: u, y: v });
        const at = (Math.floor(y * 200) * 200 + Math.floor(x * 200)) * 4;
        picture.data.set([u < 0.5 ? 255 : 0, v < 0.5 ? 255 : 0, 200], at);
      }
    const page = straighten(picture, corners, 400);
    const seen = [0.25, 0.75].flatMap((v) =>
      [0.25, 0.75].map((u) => pixel(page, Math.floor(u * page.width), Math.floor(v * page.height))),
    );
    expect(seen).toEqual([
      [255, 255, 200],
      [0, 255, 200],
      [255, 0, 200],
      [0, 0, 200],
    ]);
  });

  it('keeps a whole picture as it is, and holds to the longest side', () => {
    const picture = drawn(40, 20, (x, y) => [x * 6, y * 12, 9]);
    expect(straighten(picture, WHOLE, 100).data).toEqual(picture.data);
    expect(straighten(picture, WHOLE, 10)).toMatchObject({ width: 10, height: 5 });
  });

  it('takes the whole picture where the corners cross', () => {
    const crossed: Corners = [WHOLE[1], WHOLE[0], WHOLE[2], WHOLE[3]];
    expect(
      straighten(
        drawn(8, 4, () => [1, 2, 3]),
        crossed,
        100,
      ),
    ).toMatchObject({ width: 8, height: 4 });
  });
});

describe('a quarter turn', () => {
  it('puts the left side up, and four of them change nothing', () => {
    const picture = drawn(3, 2, (x, y) => [x, y, 0]);
    const once = turned(picture, 1);
    expect([once.width, once.height, pixel(once, 1, 0)]).toEqual([2, 3, [0, 0, 0]]);
    expect(pixel(once, 0, 0)).toEqual([0, 1, 0]);
    expect(turned(picture, 4).data).toEqual(picture.data);
    expect(turned(once, -1).data).toEqual(picture.data);
  });
});

describe('the corners of a page', () => {
  it('are found on a darker table, within a hundredth or so', () => {
    fc.assert(
      fc.property(held, (corners) => {
        const picture = drawn(120, 90, (x, y) =>
          isInside(corners, (x + 0.5) / 120, (y + 0.5) / 90) ? [225, 222, 210] : [90, 80, 70],
        );
        findCorners(picture).forEach(({ x, y }, i) => {
          expect(Math.abs(x - (corners[i]?.x ?? NaN))).toBeLessThan(0.04);
          expect(Math.abs(y - (corners[i]?.y ?? NaN))).toBeLessThan(0.04);
        });
      }),
      { numRuns: 10 },
    );
  });

  it.each([
    ['an even grey', () => [120, 120, 120] as const],
    [
      'a little bright spot',
      (x: number, y: number) =>
        (x < 20 && y < 20 ? [250, 250, 250] : [40, 40, 40]) as readonly [number, number, number],
    ],
    [
      'a disc',
      (x: number, y: number) =>
        (Math.hypot(x - 80, y - 60) < 50 ? [250, 250, 250] : [40, 40, 40]) as readonly [
          number,
          number,
          number,
        ],
    ],
  ])('are those of the whole picture for %s', (_, colourAt) => {
    expect(findCorners(drawn(160, 120, colourAt))).toEqual(WHOLE);
  });
});

describe('enhancing', () => {
  it('makes ink black and paper white under a shadow that is darker than ink in the light', () => {
    const ink = (x: number, y: number) => x % 12 < 3 && y % 16 < 10;
    const light = (x: number) => 1 - 0.65 * (x / 160);
    const page = enhancePaper(
      drawn(160, 120, (x, y) => {
        const shade = (ink(x, y) ? 110 : 235) * light(x);
        return [shade, shade, shade];
      }),
    );
    expect([pixel(page, 1, 50)[0], pixel(page, 145, 50)[0]].map((value) => (value ?? 0) < 60)).toEqual([
      true,
      true,
    ]);
    expect([pixel(page, 7, 60)[0], pixel(page, 150, 60)[0]]).toEqual([255, 255]);
  });

  it('takes the yellow of a lamp out of a photo without making a red wound grey', () => {
    const photo = enhancePhoto(
      drawn(40, 40, (x, y) => (Math.hypot(x - 20, y - 20) < 8 ? [190, 40, 25] : [200, 180, 120])),
    );
    const [red = 0, , blue = 0] = pixel(photo, 2, 2);
    expect(red - blue).toBeLessThan(80);
    const [woundRed = 0, woundGreen = 0] = pixel(photo, 20, 20);
    expect(woundRed - woundGreen).toBeGreaterThan(100);
  });

  it('leaves the original alone', () => {
    const picture = drawn(20, 10, (x, y) => [x * 10, y * 20, 60]);
    expect(develop(picture, { corners: WHOLE, mode: 'original', turns: 0 }).data).toEqual(picture.data);
  });
});
