import { areaOf, isConvex } from './homography.ts';
import { lumaAt, WHOLE, type Corners, type Picture, type Point } from './picture.ts';

/** Enough to see a sheet of paper, little enough to look at in a moment. */
const LOOKED_AT = 200;
/** A page fills this much of the picture at least. */
const LEAST_AREA = 0.15;
/** The bright patch is as large as its quadrilateral: what is no sheet (a lamp, a plate, a sleeve) is not. */
const FILLED = { least: 0.85, most: 1.1 };
/** Difference of the mean luma of page and table. */
const LEAST_CONTRAST = 40;

/**
 * The corners of a bright sheet on something darker: the largest bright patch (threshold of Otsu) and its farthest points
 * along the diagonals. The whole picture wherever that is not plain: the person corrects it by hand.
 */
export function findCorners(picture: Picture): Corners {
  const small = reduced(picture);
  const { threshold, contrast } = otsu(small.luma);
  if (contrast < LEAST_CONTRAST) return WHOLE;
  const patch = largestPatch(small, threshold);
  const corners = cornersOf(patch, small.width);
  const area = Math.abs(areaOf(corners));
  if (!isConvex(inParts(corners, small)) || area < LEAST_AREA * small.luma.length) return WHOLE;
  const filled = patch.length / area;
  return filled < FILLED.least || filled > FILLED.most ? WHOLE : inParts(corners, small);
}

type Luma = { readonly width: number; readonly height: number; readonly luma: Uint8Array };

/** Nearest pixels: noise does not matter to a threshold. */
function reduced(picture: Picture): Luma {
  const scale = Math.min(1, LOOKED_AT / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const luma = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = [
        Math.floor(((x + 0.5) * picture.width) / width),
        Math.floor(((y + 0.5) * picture.height) / height),
      ];
      luma[y * width + x] = lumaAt(picture, fromY * picture.width + fromX);
    }
  return { width, height, luma };
}

/** N. Otsu, 1979: the threshold that parts the values best; `contrast`: between the means of the two parts. */
export function otsu(values: Uint8Array): { threshold: number; contrast: number } {
  const counts = new Float64Array(256);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  const sum = counts.reduce((total, count, value) => total + count * value, 0);
  let [below, sumBelow, best] = [0, 0, -1];
  let found = { threshold: 255, contrast: 0 };
  for (let value = 0; value < 255; value++) {
    below += counts[value] ?? 0;
    sumBelow += value * (counts[value] ?? 0);
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const contrast = (sum - sumBelow) / above - sumBelow / below;
    const between = below * above * contrast * contrast;
    if (between > best) [best, found] = [between, { threshold: value, contrast }];
  }
  return found;
}

/** Pixels over the threshold that hang together by their sides. */
function largestPatch({ width, luma }: Luma, threshold: number): readonly number[] {
  const seen = new Uint8Array(luma.length);
  let largest: number[] = [];
  for (let start = 0; start < luma.length; start++) {
    if (seen[start] || (luma[start] ?? 0) <= threshold) continue;
    const patch = [start];
    seen[start] = 1;
    for (let i = 0; i < patch.length; i++)
      for (const next of neighbours(patch[i] ?? 0, width, luma.length))
        if (!seen[next] && (luma[next] ?? 0) > threshold) {
          seen[next] = 1;
          patch.push(next);
        }
    if (patch.length > largest.length) largest = patch;
  }
  return largest;
}

function neighbours(at: number, width: number, length: number): number[] {
  const x = at % width;
  return [
    ...(x > 0 ? [at - 1] : []),
    ...(x < width - 1 ? [at + 1] : []),
    ...(at >= width ? [at - width] : []),
    ...(at + width < length ? [at + width] : []),
  ];
}

/** Outer corners of the pixels that lie farthest towards each corner of the picture. */
function cornersOf(patch: readonly number[], width: number): Corners {
  const farthest = (dx: 0 | 1, dy: 0 | 1): Point => {
    let best: Point = { x: dx, y: dy };
    let most = -Infinity;
    for (const at of patch) {
      const [x, y] = [(at % width) + dx, Math.floor(at / width) + dy];
      const reach = (dx ? x : -x) + (dy ? y : -y);
      if (reach > most) [most, best] = [reach, { x, y }];
    }
    return best;
  };
  return [farthest(0, 0), farthest(1, 0), farthest(1, 1), farthest(0, 1)];
}

const inParts = ([a, b, c, d]: Corners, { width, height }: Luma): Corners => {
  const part = ({ x, y }: Point): Point => ({ x: x / width, y: y / height });
  return [part(a), part(b), part(c), part(d)];
};
