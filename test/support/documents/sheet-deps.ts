import { readFileSync } from 'node:fs';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Bytes } from '#base/bytes.ts';
import type { SheetPdfDeps } from '#documents/sheet/sheet-pdf.ts';
import { PICTURE, type TextPainter } from '#documents/sheet/text-painter.ts';
import type { TypeStyle } from '#documents/sheet/type-style.ts';

const font = (name: string): Bytes =>
  Uint8Array.from(readFileSync(`src/documents/sheet/fonts/atkinson-${name}.ttf`));

const contextFor = (width: number, { size, weight }: TypeStyle): SKRSContext2D => {
  const context = createCanvas(Math.ceil(width), Math.ceil(PICTURE.height * size)).getContext('2d');
  context.font = `${weight === 'bold' ? 700 : 400} ${size}px sans-serif`;
  return context;
};

/** With the fonts of this machine. */
const painter: TextPainter = {
  width: (text, style) => contextFor(1, style).measureText(text).width,
  paint: async (text, style) => {
    const width = contextFor(1, style).measureText(text).width;
    const context = contextFor(width, style);
    context.fillText(text, 0, PICTURE.baseline * style.size);
    return Uint8Array.from(context.canvas.toBuffer('image/png'));
  },
};

export const sheetDeps = (): SheetPdfDeps => ({
  fonts: { regular: font('regular'), bold: font('bold') },
  painter,
  at: Date.UTC(2026, 10, 23, 12),
});
