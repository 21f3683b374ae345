import type { PDFDocumentProxy } from 'pdfjs-dist';
import { systemClock, type Clock } from '#base/clock.ts';
import { err, ok, type Result } from '#base/result.ts';
import { MAX_READ_TEXT } from '#domain/clinical/reading.ts';
import { MAX_DOCUMENT_BYTES } from '#domain/dossier/document-entry.ts';
import { keptText } from './kept-text.ts';
import { pdfEngineHere, type PdfEngine } from './pdf-engine.ts';

export type PdfTextLimits = {
  readonly bytes: number;
  /** Pages read; those beyond are left out. */
  readonly pages: number;
  /** Looked at between two pages: whoever must stop inside one ends the thread. */
  readonly timeMs: number;
  /** UTF-16 units. */
  readonly length: number;
};
export const PDF_TEXT_LIMITS: PdfTextLimits = {
  bytes: MAX_DOCUMENT_BYTES,
  pages: 300,
  timeMs: 20_000,
  length: MAX_READ_TEXT,
};

export type PdfText = {
  /** Pages apart by an empty line. */
  readonly text: string;
  /** Pages without a letter or digit of text: pictures of paper. */
  readonly scannedPages: number;
  readonly pages: number;
  /** A limit was reached or a page is damaged: some of the text is missing. */
  readonly cut: boolean;
};
export type PdfTextError = { type: 'Protected' } | { type: 'Broken' } | { type: 'TooLarge' };

type Deps = { readonly openEngine?: () => Promise<PdfEngine>; readonly clock?: Clock };

/**
 * The text layer of a PDF, page by page in reading order. Nothing is drawn, run or fetched: no scripts, no forms, no
 * fonts from elsewhere. A PDF whose pages are all scanned gives an empty text.
 */
export async function pdfText(
  bytes: Uint8Array,
  limits: PdfTextLimits = PDF_TEXT_LIMITS,
  { openEngine = pdfEngineHere, clock = systemClock }: Deps = {},
): Promise<Result<PdfText, PdfTextError>> {
  if (bytes.length > limits.bytes) return err({ type: 'TooLarge' });
  const task = openTask(await openEngine(), bytes);
  try {
    return ok(await readPages(await task.promise, limits, clock));
  } catch (error) {
    // whatever pdf.js throws of a file is the file's fault
    return err({ type: isPasswordAsked(error) ? 'Protected' : 'Broken' });
  } finally {
    await task.destroy();
  }
}

function openTask({ pdfjs, worker }: PdfEngine, bytes: Uint8Array) {
  return pdfjs.getDocument({
    // a copy: pdf.js keeps what it is given
    data: bytes.slice(),
    ...(worker && { worker }),
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    useWasm: false,
    stopAtErrors: false,
    BinaryDataFactory: NoFiles,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
}

/** Fonts and decoders are for drawing: the text does without. */
class NoFiles {
  async fetch(): Promise<Uint8Array> {
    throw new Error('no files here');
  }
}

const isPasswordAsked = (error: unknown): boolean =>
  error instanceof Error && error.name === 'PasswordException';

async function readPages(pdf: PDFDocumentProxy, limits: PdfTextLimits, clock: Clock): Promise<PdfText> {
  const until = clock.monotonic() + limits.timeMs;
  const texts: string[] = [];
  let length = 0;
  let seen = 0;
  while (seen < Math.min(pdf.numPages, limits.pages)) {
    if (length > limits.length || clock.monotonic() > until) break;
    const text = await pageText(pdf, ++seen);
    if (text === undefined) continue;
    texts.push(text);
    length += text.length + PAGE_BREAK.length;
  }
  // a file of which no page can be read is broken, not scanned
  if (texts.length === 0 && seen > 0) throw new Error('no page can be read');
  const kept = keptText(texts.filter(hasText).join(PAGE_BREAK), limits.length);
  return {
    text: kept.text,
    scannedPages: texts.filter((text) => !hasText(text)).length,
    pages: pdf.numPages,
    cut: kept.cut || texts.length < pdf.numPages,
  };
}

const PAGE_BREAK = '\n\n';
const hasText = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Undefined where the page is damaged: the others count. */
async function pageText(pdf: PDFDocumentProxy, number: number): Promise<string | undefined> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    return text.replaceAll('\0', '').trim();
  } catch {
    return undefined;
  }
}
