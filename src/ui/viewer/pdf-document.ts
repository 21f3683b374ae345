import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { AppError } from '#app/port.ts';
import { err, ok, type Result } from '#base/result.ts';
import { PART_BYTES } from '#base/sealed-parts.ts';
import { trustedScriptUrl } from '#app/trusted-types.ts';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import type { ContentBytes } from './content-bytes.ts';
import { drawPage, type Drawing } from './pdf-draw.ts';
import { pageText, type PageText } from './pdf-find/page-text.ts';
import { PdfFiles } from './pdf-files.ts';
import { rangesOf } from './pdf-ranges.ts';

/** `Unreadable`: its bytes could not be had. */
export type PdfError = { type: 'Protected' } | { type: 'Broken' } | { type: 'Unreadable'; because: AppError };

export interface OpenPdf {
  readonly pages: number;
  /** Height over width of a page, from 1. */
  ratio(number: number): Promise<number>;
  /** Draws a page `width` CSS pixels wide. */
  draw(number: number, canvas: HTMLCanvasElement, width: number): Drawing;
  /** Draws a page for print, `width` pixels of the canvas wide. */
  drawOnPaper(number: number, canvas: HTMLCanvasElement, width: number): Drawing;
  /** The text of a page, line by line; empty where it is an image. */
  text(number: number): Promise<string>;
  /** The same, with where it stands. */
  words(number: number): Promise<PageText>;
  close(): void;
}

/** Largest picture inside a page, in pixels: beyond, it is left out rather than exhausting a phone. */
const MAX_IMAGE_PIXELS = 64 * 1024 * 1024;

/** Bytes that pdf.js asks for at a time: a whole part. */
const RANGE_BYTES = PART_BYTES;

/**
 * Opens a PDF in a worker of its own, without scripts, without links, and with no file from elsewhere. Of its bytes only
 * those are read that the pages on the screen need. pdf.js is loaded with the first PDF. `onFailure`: bytes could not be
 * had once it was open; it is closed then.
 */
export async function openPdf(
  source: ContentBytes,
  onFailure: (error: AppError) => void,
): Promise<Result<OpenPdf, PdfError>> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  let failed: (error: PdfError) => void = () => {};
  // pdf.js itself would wait for ever for bytes that do not come
  const failure = new Promise<Result<never, PdfError>>((resolve) => {
    failed = (error) => resolve(err(error));
  });
  const range = rangesOf(pdfjs.PDFDataRangeTransport, source, (because) => {
    close();
    failed({ type: 'Unreadable', because });
    onFailure(because);
  });
  const thread = new Worker(trustedScriptUrl(workerUrl), { type: 'module', name: 'pdf' });
  const worker = pdfjs.PDFWorker.create({ port: thread });
  const task = pdfjs.getDocument({
    range,
    rangeChunkSize: RANGE_BYTES,
    disableAutoFetch: true,
    disableStream: true,
    worker,
    isEvalSupported: false,
    enableXfa: false,
    maxImageSize: MAX_IMAGE_PIXELS,
    useWorkerFetch: false,
    BinaryDataFactory: PdfFiles,
    // names only: PdfFiles knows where they are
    standardFontDataUrl: '/',
    wasmUrl: '/',
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  const close = (): void => {
    range.abort();
    void task.destroy().finally(() => thread.terminate());
  };
  const opened = task.promise.then((pdf) => ok(wrap(pdf, close)), brokenBy);
  const first = await Promise.race([opened, failure]);
  if (!first.ok) close();
  return first;
}

const brokenBy = (error: unknown): Result<never, PdfError> =>
  err({ type: error instanceof Error && error.name === 'PasswordException' ? 'Protected' : 'Broken' });

function wrap(pdf: PDFDocumentProxy, close: () => void): OpenPdf {
  return {
    pages: pdf.numPages,
    async ratio(number) {
      const { width, height } = (await pdf.getPage(number)).getViewport({ scale: 1 });
      return height / width;
    },
    draw: (number, canvas, width) => drawPage(pdf.getPage(number), canvas, width, 'screen'),
    drawOnPaper: (number, canvas, width) => drawPage(pdf.getPage(number), canvas, width, 'paper'),
    async text(number) {
      return (await wordsOf(await pdf.getPage(number))).text.trim();
    },
    async words(number) {
      return wordsOf(await pdf.getPage(number));
    },
    close,
  };
}

async function wordsOf(page: PDFPageProxy): Promise<PageText> {
  const { items } = await page.getTextContent();
  return pageText(
    items.filter((item) => 'str' in item),
    page.getViewport({ scale: 1 }),
  );
}
