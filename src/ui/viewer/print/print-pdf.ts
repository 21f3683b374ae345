import type { AppError } from '#app/port.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { ContentBytes } from '../content-bytes.ts';
import { openPdf, type OpenPdf } from '../pdf-document.ts';
import { picturesOf, type PaperPicture } from './paper-picture.ts';
import type { PrintError, PrintWork } from './print-work.ts';

/** Pixels across a page: 200 dots per inch over the 8.27 inches of A4. */
const PAPER_WIDTH = 1654;

/** The pages of a PDF as pictures for paper. It is opened anew: what is on the screen goes on as it was. */
export async function printPdf(
  source: ContentBytes,
  work: PrintWork,
): Promise<Result<PaperPicture[], PrintError>> {
  let lost: AppError | undefined;
  const opened = await openPdf(source, (because) => (lost = because));
  if (!opened.ok) return err(opened.error.type === 'Unreadable' ? opened.error : { type: 'Unprintable' });
  const stopped = new Promise<false>((resolve) =>
    work.signal.addEventListener('abort', () => resolve(false), { once: true }),
  );
  const pictures = await picturesOf(opened.value.pages, work, (page, canvas) =>
    drawn(opened.value, page, canvas, stopped),
  );
  opened.value.close();
  return !pictures.ok && lost ? err({ type: 'Unreadable', because: lost }) : pictures;
}

async function drawn(
  pdf: OpenPdf,
  page: number,
  canvas: HTMLCanvasElement,
  stopped: Promise<false>,
): Promise<Result<void, { type: 'Broken' }>> {
  const drawing = pdf.drawOnPaper(page, canvas, PAPER_WIDTH);
  const done = await Promise.race([drawing.done, stopped]);
  if (!done) drawing.stop();
  return done ? ok(undefined) : err({ type: 'Broken' });
}
