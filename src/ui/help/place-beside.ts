/** Css lengths for something fixed; `auto` where the other side holds it. */
export type Place = { left: string; top: string; bottom: string };

const EDGE = 8;

/**
 * Where an explanation of this width opens: under its word, or over it in the lower half of the window, so that it grows
 * away from the word whatever its height; never beyond the edges. All in CSS pixels of the window.
 */
export function placeBeside(
  word: Pick<DOMRect, 'left' | 'top' | 'bottom'>,
  window: { width: number; height: number },
  width: number,
): Place {
  const left = `${Math.max(EDGE, Math.min(word.left, window.width - width - EDGE))}px`;
  const below = (word.top + word.bottom) / 2 < window.height / 2;
  return below
    ? { left, top: `${Math.max(EDGE, word.bottom + EDGE / 2)}px`, bottom: 'auto' }
    : { left, top: 'auto', bottom: `${Math.max(EDGE, window.height - word.top + EDGE / 2)}px` };
}
