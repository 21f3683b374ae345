import type { TypeStyle } from './type-style.ts';

/**
 * Draws what the embedded font has no letters for (a name in Greek, in Hebrew, an emoji) with the fonts of the device, so
 * that a name stands on paper as it is written. The picture is as wide as `width` says and PICTURE.height times the type
 * size high; the line of writing lies PICTURE.baseline times the size below its top.
 */
export interface TextPainter {
  /** In points. */
  width(text: string, style: TypeStyle): number;
  /** A PNG with a clear ground. */
  paint(text: string, style: TypeStyle): Promise<Uint8Array<ArrayBuffer>>;
}

export const PICTURE = { height: 1.7, baseline: 1.2 };

/** Hebrew, Arabic and their neighbours: written from the right. */
export const isRightToLeft = (text: string): boolean =>
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text);
