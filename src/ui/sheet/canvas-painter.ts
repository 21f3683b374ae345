import { isRightToLeft, PICTURE, type TextPainter } from '#documents/sheet/text-painter.ts';
import type { TypeStyle } from '#documents/sheet/type-style.ts';

/** Pixels for a point: 288 to the inch, fine enough for paper. */
const SCALE = 4;

/** Draws with the fonts of this device, those of the page first. */
export const canvasPainter: TextPainter = {
  width: (text, style) => contextFor(text, style, 1).measureText(text).width / SCALE,
  paint: async (text, style) => {
    const { width } = contextFor(text, style, 1).measureText(text);
    const context = contextFor(text, style, width);
    context.fillStyle = `rgb(${style.colour.map((part) => Math.round(part * 255)).join(' ')})`;
    context.fillText(text, isRightToLeft(text) ? width : 0, PICTURE.baseline * style.size * SCALE);
    return pngOf(context.canvas);
  },
};

function contextFor(text: string, { size, weight }: TypeStyle, width: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.ceil(width));
  canvas.height = Math.ceil(PICTURE.height * size * SCALE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const family = getComputedStyle(document.body).fontFamily;
  context.font = `${weight === 'bold' ? 700 : 400} ${size * SCALE}px ${family}`;
  context.direction = isRightToLeft(text) ? 'rtl' : 'ltr';
  return context;
}

async function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('no picture');
  return new Uint8Array(await blob.arrayBuffer());
}
