import type { AppError } from '#app/port.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { ContentBytes } from './content-bytes.ts';
import { announcedPixels, MAX_PICTURE_PIXELS } from './picture/picture-size.ts';

/** `TooLarge`: more pixels than are drawn here. */
export type ImageError =
  { type: 'Broken' } | { type: 'TooLarge' } | { type: 'Unreadable'; because: AppError };

type ImageType = 'image/jpeg' | 'image/png';
type Picture = VideoFrame | ImageBitmap;

/** Largest canvas drawn, in pixels: a larger picture is drawn smaller, which no screen shows. */
const MAX_CANVAS_PIXELS = 32 * 1024 * 1024;

/**
 * Draws a picture, upright, at its own size. Its bytes go to the browser's decoder as they are opened, and no address
 * ever leads to them. Nothing counts as drawn before all of it was held against its hash.
 */
export async function drawImage(
  source: ContentBytes,
  mediaType: ImageType,
  canvas: HTMLCanvasElement,
): Promise<Result<void, ImageError>> {
  const pixels = await announcedPixels(source.slice, mediaType);
  if (!pixels.ok) return err({ type: 'Unreadable', because: pixels.error });
  if (pixels.value > MAX_PICTURE_PIXELS) return err({ type: 'TooLarge' });
  const picture = await ('ImageDecoder' in globalThis ? decoded : decodedWhole)(source, mediaType);
  if (!picture.ok) return picture;
  paint(picture.value, canvas);
  picture.value.close();
  return ok(undefined);
}

/** Puts a picture on a canvas, smaller where it is larger than a canvas may be. */
export function paint(picture: Picture, canvas: HTMLCanvasElement): void {
  const width = 'displayWidth' in picture ? picture.displayWidth : picture.width;
  const height = 'displayHeight' in picture ? picture.displayHeight : picture.height;
  const scale = Math.min(1, Math.sqrt(MAX_CANVAS_PIXELS / (width * height)));
  canvas.width = Math.max(1, Math.floor(width * scale));
  canvas.height = Math.max(1, Math.floor(height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
}

/** The frame knows how the camera was held, and is drawn accordingly. */
async function decoded(source: ContentBytes, type: ImageType): Promise<Result<VideoFrame, ImageError>> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const reading = pour(source, writable);
  const decoder = new ImageDecoder({ data: readable, type });
  try {
    const { image } = await decoder.decode();
    const read = await reading;
    if (read.ok) return ok(image);
    image.close();
    return err({ type: 'Unreadable', because: read.error });
  } catch {
    decoder.close(); // nobody takes more bytes: what still pours ends
    const read = await reading;
    return err(read.ok ? { type: 'Broken' } : { type: 'Unreadable', because: read.error });
  } finally {
    decoder.close();
  }
}

async function pour(
  source: ContentBytes,
  writable: WritableStream<Uint8Array>,
): Promise<Result<void, AppError>> {
  const writer = writable.getWriter();
  // a decoder that has seen enough, or can make nothing of it, refuses the rest: all of it is read all the same
  const read = await source.readAll((bytes) => writer.write(bytes).catch(() => undefined));
  await (read.ok ? writer.close() : writer.abort()).catch(() => undefined);
  return read;
}

/** Where the browser has no decoder for streams: from a Blob that lives for this moment. */
async function decodedWhole(source: ContentBytes, type: ImageType): Promise<Result<ImageBitmap, ImageError>> {
  let blob = new Blob([], { type });
  const read = await source.readAll((bytes) => void (blob = new Blob([blob, bytes], { type })));
  if (!read.ok) return err({ type: 'Unreadable', because: read.error });
  try {
    return ok(await createImageBitmap(blob, { imageOrientation: 'from-image' }));
  } catch {
    return err({ type: 'Broken' });
  }
}
