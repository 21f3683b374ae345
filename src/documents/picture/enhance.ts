import { lumaAt, newPicture, type Picture } from './picture.ts';

/** Part of the pixels at each end that may become quite black or quite white. */
const CLIPPED = 0.01;

/**
 * For a wound: the colours of a grey world (the mean of each channel becomes that of all), no more than a third up or
 * down, so that a red wound on a sheet stays red; then the contrast stretched by the luma alone, which keeps hues.
 */
export function enhancePhoto(picture: Picture): Picture {
  const gains = greyWorldGains(picture);
  const { low, high } = lumaRange(picture);
  const scale = 255 / Math.max(64, high - low);
  const made = newPicture(picture.width, picture.height);
  for (let at = 0; at < picture.data.length; at += 4) {
    for (let channel = 0; channel < 3; channel++)
      made.data[at + channel] = ((picture.data[at + channel] ?? 0) * (gains[channel] ?? 1) - low) * scale;
    made.data[at + 3] = 255;
  }
  return made;
}

const MOST_GAIN = 4 / 3;

function greyWorldGains({ data }: Picture): readonly number[] {
  const sums = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4)
    for (let channel = 0; channel < 3; channel++)
      sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0);
  const mean = (sums.reduce((total, sum) => total + sum, 0) || 1) / 3;
  return sums.map((sum) => Math.min(MOST_GAIN, Math.max(1 / MOST_GAIN, mean / Math.max(sum, 1))));
}

function lumaRange(picture: Picture): { low: number; high: number } {
  const pixels = picture.width * picture.height;
  const counts = new Float64Array(256);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const luma = Math.round(lumaAt(picture, pixel));
    counts[luma] = (counts[luma] ?? 0) + 1;
  }
  const reach = (from: number, step: 1 | -1): number => {
    let [seen, luma] = [0, from];
    while (luma > 0 - step && luma < 256 - step && seen + (counts[luma] ?? 0) <= pixels * CLIPPED) {
      seen += counts[luma] ?? 0;
      luma += step;
    }
    return Math.min(255, Math.max(0, luma));
  };
  return { low: reach(0, 1), high: reach(255, -1) };
}

/** Darker than so much of its surroundings is ink. */
const INK = 0.86;

/**
 * For paper: ink on white whatever the shadow over it. Each pixel is held against the mean of a square around it, an
 * eighth of the page wide (D. Bradley and G. Roth, «Adaptive thresholding using the integral image», 2007). Edges keep a
 * few greys, which read better and pack smaller than steps.
 */
export function enhancePaper(picture: Picture): Picture {
  const { width, height } = picture;
  const sums = integral(picture);
  const reach = Math.max(4, Math.round(Math.max(width, height) / 16));
  const made = newPicture(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const mean = meanAround(sums, picture, { x, y, reach });
      const shade = inkShade(lumaAt(picture, pixel), mean * INK);
      made.data.fill(shade, pixel * 4, pixel * 4 + 3);
      made.data[pixel * 4 + 3] = 255;
    }
  return made;
}

/** Steep around the threshold, black well below it, white above. */
const inkShade = (luma: number, threshold: number): number =>
  Math.min(255, Math.max(0, 128 + ((luma - threshold) * 255) / Math.max(24, threshold * 0.25)));

/** Sum of the lumas above and left of each corner of a pixel, one row and column wider than the picture. */
function integral(picture: Picture): Float64Array {
  const { width, height } = picture;
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += lumaAt(picture, y * width + x);
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  return sums;
}

function meanAround(
  sums: Float64Array,
  { width, height }: Picture,
  { x, y, reach }: { x: number; y: number; reach: number },
): number {
  const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
  const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)];
  const at = (px: number, py: number): number => sums[py * (width + 1) + px] ?? 0;
  const sum = at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top);
  return sum / ((right - left) * (bottom - top));
}
