import { err, ok, type Result } from '#base/result.ts';
import type { ImageError } from '../draw-image.ts';
import type { PrintError, PrintWork } from './print-work.ts';

/** A page as a picture, under an address of this page alone (`blob:`), until it is released. */
export type PaperPicture = { readonly url: string };

/** More would exhaust a phone. */
export const MAX_PAPER_PAGES = 60;

type Draw = (canvas: HTMLCanvasElement) => Promise<Result<void, ImageError>>;

/** What `draw` draws, as a picture. */
export async function pictureOf(draw: Draw): Promise<Result<PaperPicture, PrintError>> {
  const canvas = document.createElement('canvas');
  const drawn = await draw(canvas);
  const blob = drawn.ok ? await blobOf(canvas) : undefined;
  canvas.width = canvas.height = 0;
  if (blob) return ok({ url: URL.createObjectURL(blob) });
  return err(!drawn.ok && drawn.error.type === 'Unreadable' ? drawn.error : { type: 'Unprintable' });
}

/** All pages, one after the other, until all are there or the person stops it. */
export async function picturesOf(
  pages: number,
  { signal, onpage }: PrintWork,
  draw: (page: number, canvas: HTMLCanvasElement) => ReturnType<Draw>,
): Promise<Result<PaperPicture[], PrintError>> {
  if (pages > MAX_PAPER_PAGES) return err({ type: 'TooManyPages', pages });
  const pictures: PaperPicture[] = [];
  for (let page = 1; page <= pages; page++) {
    onpage(page, pages);
    const picture = await pictureOf((canvas) => draw(page, canvas));
    if (picture.ok) pictures.push(picture.value);
    if (picture.ok && !signal.aborted) continue;
    releasePictures(pictures);
    return picture.ok || signal.aborted ? err({ type: 'Stopped' }) : picture;
  }
  return ok(pictures);
}

export function releasePictures(pictures: readonly PaperPicture[]): void {
  for (const { url } of pictures) URL.revokeObjectURL(url);
}

const blobOf = (canvas: HTMLCanvasElement): Promise<Blob | undefined> =>
  new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png'));
