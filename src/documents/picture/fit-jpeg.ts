import type { Bytes } from '#base/bytes.ts';

/** A page that is kept by default, bytes. */
export const MAX_PAGE_BYTES = 500 * 1024;

/** Below this a wound cannot be judged and print cannot be read: the page is made smaller instead. */
const QUALITIES = [0.85, 0.75, 0.65, 0.5] as const;
const SCALES = [1, 0.8, 0.64, 0.5, 0.4, 0.3, 0.2, 0.1] as const;

/**
 * The best JPEG of a page that fits: at full size by quality, then smaller. Where even the smallest does not fit, that one.
 * `encode` gets the scale of its sides and the quality from 0 to 1.
 */
export async function fitJpeg(
  encode: (scale: number, quality: number) => Promise<Bytes>,
  maximum = MAX_PAGE_BYTES,
): Promise<Bytes> {
  let last: Bytes | undefined;
  for (const scale of SCALES)
    for (const quality of QUALITIES) {
      // one step of quality saves about a quarter: what is far too large needs another scale
      if (last && scale === 1 && quality < 0.85 && last.length > 3 * maximum) break;
      last = await encode(scale, quality);
      if (last.length <= maximum) return last;
    }
  return last ?? encode(0.1, 0.5);
}
