import type { AppError } from '#app/port.ts';
import type { Bytes } from '#base/bytes.ts';
import { ok, type Result } from '#base/result.ts';

/** What is read of a picture: stretches of its bytes. */
type Slices = (start: number, end: number) => Promise<Result<Bytes, AppError>>;

/**
 * Most pixels handed to the browser's decoder, which takes four bytes for each: a few kilobytes may announce thousands
 * of millions of them. Cameras of telephones stay below.
 */
export const MAX_PICTURE_PIXELS = 128 * 1024 * 1024;

/** Pixels that a PNG or JPEG announces; 0 where it announces none, which its decoder then refuses. */
export const announcedPixels = (
  slice: Slices,
  mediaType: 'image/jpeg' | 'image/png',
): Promise<Result<number, AppError>> => (mediaType === 'image/png' ? pngPixels(slice) : jpegPixels(slice));

/** W3C PNG §11.2.1: IHDR comes first, width and height in its first eight bytes. */
async function pngPixels(slice: Slices): Promise<Result<number, AppError>> {
  const head = await slice(0, 24);
  return head.ok ? ok(uint(head.value, 16, 4) * uint(head.value, 20, 4)) : head;
}

/** Segments before the picture itself; more hide something. */
const MAX_SEGMENTS = 1000;

/** ITU-T T.81 §B.2.2: marker, length, precision, height, width. */
async function jpegPixels(slice: Slices): Promise<Result<number, AppError>> {
  let at = 2;
  for (let count = 0; count < MAX_SEGMENTS; count++) {
    const segment = await slice(at, at + 9);
    if (!segment.ok) return segment;
    const [mark, marker] = segment.value;
    if (mark !== 0xff || marker === undefined) return ok(0);
    if (isFrame(marker)) return ok(uint(segment.value, 5, 2) * uint(segment.value, 7, 2));
    // fill bytes and marks without length
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else at += 2 + uint(segment.value, 2, 2);
  }
  return ok(Number.POSITIVE_INFINITY);
}

/** SOF0 to SOF15, without DHT, JPG and DAC, which lie between. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const uint = (bytes: Bytes, at: number, size: number): number =>
  bytes.subarray(at, at + size).reduce((value, byte) => value * 256 + byte, 0);
