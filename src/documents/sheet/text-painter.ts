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

/** Hebrew, Arabic and their neighbours: what readers of PDFs know to run from the right. */
const FROM_RIGHT = '\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}';

/** Written from the right: the first letter says so (UAX 9, P2 and P3). */
export const isRightToLeft = (text: string): boolean =>
  new RegExp(`^[^\\p{L}]*[${FROM_RIGHT}]`, 'u').test(text);

/** Letters from the right, with what stands between them and is neither another letter nor a digit. */
const RUNS_FROM_RIGHT = new RegExp(`[${FROM_RIGHT}](?:[^\\p{L}\\p{N}]*[${FROM_RIGHT}])*\\p{M}*`, 'gu');

/** The characters of a line from left to right, as they are seen: what runs from the right turned round, nothing else. */
export function inVisualOrder(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: run, index } of text.matchAll(RUNS_FROM_RIGHT)) {
    parts.push(...edges(text.slice(from, index)), turned(run));
    from = index + run.length;
  }
  parts.push(...edges(text.slice(from)));
  return (isRightToLeft(text) ? parts.reverse() : parts).join('');
}

/** Blanks and signs at the edges of a run stand between it and its neighbours, whichever way those are ordered. */
const edges = (run: string): string[] =>
  run.split(/(?<=^[^\p{L}\p{N}]+)(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])(?=[^\p{L}\p{N}]+$)/u);

const turned = (text: string): string => [...text].reverse().join('');
