import type { Bytes } from '#base/bytes.ts';
import { fitJpeg } from '#documents/picture/fit-jpeg.ts';
import { stripJpegMetadata } from '#documents/picture/jpeg-metadata.ts';
import type { Picture } from '#documents/picture/picture.ts';
import { pictureIn } from '../scan/pictures.ts';

/** The pixels of a photo, upright; undefined where this browser knows no such picture. */
export const openPhoto = (source: Bytes): Promise<ImageData | undefined> => pictureIn(new Blob([source]));

/** What the camera shows, at nearly no loss: it is developed from that, and can be developed anew. */
export async function takePicture(video: HTMLVideoElement): Promise<Bytes | undefined> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  if (canvas.width === 0 || canvas.height === 0) return undefined;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return jpegOf(canvas, 0.95);
}

/** A JPEG within the limit of a page that says nothing but its pixels; undefined where the browser cannot write one. */
export async function pageJpeg(picture: Picture): Promise<Bytes | undefined> {
  const whole = canvasOf(picture);
  try {
    const bytes = await fitJpeg(async (scale, quality) => {
      const found = await jpegOf(scale === 1 ? whole : scaled(whole, scale), quality);
      if (!found) throw new NoEncoder();
      return found;
    });
    return stripJpegMetadata(bytes);
  } catch (thrown) {
    if (thrown instanceof NoEncoder) return undefined;
    throw thrown;
  }
}

class NoEncoder extends Error {}

export function canvasOf({ width, height, data }: Picture): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas;
}

function scaled(from: HTMLCanvasElement, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(from.width * scale));
  canvas.height = Math.max(1, Math.round(from.height * scale));
  canvas.getContext('2d')?.drawImage(from, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function jpegOf(canvas: HTMLCanvasElement, quality: number): Promise<Bytes | undefined> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  return blob?.type === 'image/jpeg' ? new Uint8Array(await blob.arrayBuffer()) : undefined;
}
