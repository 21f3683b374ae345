import { applyHomography, homographyTo, isConvex } from './homography.ts';
import { newPicture, WHOLE, type Corners, type Picture, type Point } from './picture.ts';

type Size = { readonly width: number; readonly height: number };

/**
 * The page inside its corners as a rectangle, each side as long as the longer of the two that it comes from, none over
 * `longest` pixels. Corners that cross each other are not followed: then it is the whole picture.
 */
export function straighten(picture: Picture, corners: Corners, longest: number): Picture {
  const quad = inPixels(isConvex(corners) ? corners : WHOLE, picture);
  const { width, height } = fitted(rectangleOf(quad), longest);
  const made = newPicture(width, height);
  const map = homographyTo(quad);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = applyHomography(map, { x: (x + 0.5) / width, y: (y + 0.5) / height });
      sample(picture, from, made.data, (y * width + x) * 4);
    }
  return made;
}

const inPixels = ([a, b, c, d]: Corners, { width, height }: Size): Corners => {
  const scaled = ({ x, y }: Point): Point => ({ x: x * width, y: y * height });
  return [scaled(a), scaled(b), scaled(c), scaled(d)];
};

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

const rectangleOf = ([a, b, c, d]: Corners): Size => ({
  width: Math.max(distance(a, b), distance(d, c)),
  height: Math.max(distance(a, d), distance(b, c)),
});

function fitted({ width, height }: Size, longest: number): Size {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Bilinear; what lies outside is the nearest pixel inside. `x` and `y` name corners of pixels, so half a pixel is off. */
function sample(
  { width, height, data }: Picture,
  { x, y }: Point,
  into: Uint8ClampedArray,
  at: number,
): void {
  const [px, py] = [clamp(x - 0.5, width - 1), clamp(y - 0.5, height - 1)];
  const [left, top] = [Math.floor(px), Math.floor(py)];
  const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
  const [fx, fy] = [px - left, py - top];
  const [nw, ne] = [(top * width + left) * 4, (top * width + right) * 4];
  const [sw, se] = [(bottom * width + left) * 4, (bottom * width + right) * 4];
  for (let channel = 0; channel < 3; channel++) {
    const above = (data[nw + channel] ?? 0) * (1 - fx) + (data[ne + channel] ?? 0) * fx;
    const below = (data[sw + channel] ?? 0) * (1 - fx) + (data[se + channel] ?? 0) * fx;
    into[at + channel] = above * (1 - fy) + below * fy;
  }
  into[at + 3] = 255;
}

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** A quarter turn clockwise, `turns` times. */
export function turned(picture: Picture, turns: number): Picture {
  let made = picture;
  for (let i = 0; i < ((turns % 4) + 4) % 4; i++) made = quarterTurn(made);
  return made;
}

function quarterTurn({ width, height, data }: Picture): Picture {
  const made = newPicture(height, width);
  const [from, to] = [new Uint32Array(data.buffer), new Uint32Array(made.data.buffer)];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) to[x * height + (height - 1 - y)] = from[y * width + x] ?? 0;
  return made;
}
