import type * as PdfJs from 'pdfjs-dist';

/** pdf.js ready to parse: on this thread, or in the worker that is named. */
export type PdfEngine = { readonly pdfjs: typeof PdfJs; readonly worker?: PdfJs.PDFWorker };

/**
 * pdf.js that parses on the thread that asks, in Node and in a browser's worker: for a thread of its own, which may be
 * busy. Loaded with the first PDF. The legacy build, since Node 20 and older browsers lack what the other needs.
 */
export async function pdfEngineHere(): Promise<PdfEngine> {
  supplyMatrix();
  const [pdfjs] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    withWindow(() => import('pdfjs-dist/legacy/build/pdf.worker.mjs')),
  ]);
  return { pdfjs };
}

/**
 * pdf.js makes a matrix while it loads, and draws with it later. Node has none and we draw nothing here: an empty one
 * spares the native canvas package, which may be absent.
 */
function supplyMatrix(): void {
  if (!('DOMMatrix' in globalThis)) Object.defineProperty(globalThis, 'DOMMatrix', { value: class {} });
}

/**
 * In a worker its parser would take over our messages, unless it sees a window while it loads. It leaves itself as
 * `globalThis.pdfjsWorker`, where the other half of pdf.js looks for it.
 */
async function withWindow(load: () => Promise<unknown>): Promise<void> {
  if ('window' in globalThis) {
    await load();
    return;
  }
  Object.defineProperty(globalThis, 'window', { value: globalThis, configurable: true });
  try {
    await load();
  } finally {
    Reflect.deleteProperty(globalThis, 'window');
  }
}
