import type { Bytes } from '#base/bytes.ts';
import { trustedScriptUrl } from '#app/trusted-types.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { ContentBytes } from '../content-bytes.ts';
import { paint, type ImageError } from '../draw-image.ts';
import { readTiff, type TiffPage } from './read-tiff.ts';
import workerUrl from './tiff-worker.ts?worker&url';

export interface OpenTiff {
  readonly pages: number;
  /** Draws a page, from 1. */
  draw(number: number, canvas: HTMLCanvasElement): Promise<Result<void, ImageError>>;
}

/** A page that takes longer is given up. */
const LONGEST_MS = 20_000;

export async function openTiff(source: ContentBytes): Promise<Result<OpenTiff, ImageError>> {
  const bytes = await source.whole();
  if (!bytes.ok) return err({ type: 'Unreadable', because: bytes.error });
  const pages = readTiff(bytes.value);
  if (!pages.ok) return err({ type: 'Broken' });
  return ok({
    pages: pages.value.length,
    async draw(number, canvas) {
      const page = pages.value[number - 1];
      if (!page?.ok) return err({ type: page?.error.type === 'TooLarge' ? 'TooLarge' : 'Broken' });
      const pixels = await decoded(bytes.value, page.value);
      if (!pixels) return err({ type: 'Broken' });
      const { width, height } = page.value;
      const picture = await createImageBitmap(new ImageData(new Uint8ClampedArray(pixels), width, height));
      paint(picture, canvas);
      picture.close();
      return ok(undefined);
    },
  });
}

/** In a thread of its own, which ends with the page: what the decoder makes of a hostile file stays there. */
const decoded = (file: Bytes, page: TiffPage): Promise<Uint8Array<ArrayBuffer> | undefined> =>
  new Promise((resolve) => {
    const thread = new Worker(trustedScriptUrl(workerUrl), { type: 'module', name: 'tiff' });
    const settle = (pixels: Uint8Array<ArrayBuffer> | undefined): void => {
      clearTimeout(late);
      thread.terminate();
      resolve(pixels);
    };
    const late = setTimeout(() => settle(undefined), LONGEST_MS);
    thread.addEventListener('message', ({ data }: MessageEvent<Uint8Array<ArrayBuffer> | undefined>) =>
      settle(data),
    );
    thread.addEventListener('error', () => settle(undefined));
    thread.postMessage({ file, page });
  });
