import type { PDFPageProxy } from 'pdfjs-dist';

/** Largest canvas drawn, in pixels. */
const MAX_CANVAS_PIXELS = 12 * 1024 * 1024;

export type Drawing = { done: Promise<boolean>; stop: () => void };

/** For the screen in use; `paper` draws at once, in the background too, and what is meant for print. */
export type Medium = 'screen' | 'paper';

/** Draws a page `width` pixels wide: of CSS on the screen, its own on paper; within what a canvas may hold. */
export function drawPage(
  page: Promise<PDFPageProxy>,
  canvas: HTMLCanvasElement,
  width: number,
  medium: Medium,
): Drawing {
  let stopped = false;
  let cancel: (() => void) | undefined;
  async function draw(): Promise<boolean> {
    const found = await page;
    if (stopped) return false;
    const sharp = medium === 'screen' ? width * Math.min(devicePixelRatio, 3) : width;
    const viewport = found.getViewport({ scale: scaleFor(found, sharp) });
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    const task = found.render({ canvas, viewport, intent: medium === 'screen' ? 'display' : 'print' });
    cancel = () => task.cancel();
    await task.promise;
    return true;
  }
  return {
    done: draw().catch(() => false),
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}

function scaleFor(page: PDFPageProxy, pixels: number): number {
  const natural = page.getViewport({ scale: 1 });
  return Math.min(pixels / natural.width, Math.sqrt(MAX_CANVAS_PIXELS / (natural.width * natural.height)));
}
