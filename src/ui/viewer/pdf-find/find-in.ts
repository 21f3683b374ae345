import { foldUnit } from '#documents/search/fold.ts';

/** A stretch of a text, UTF-16 units. */
export type Stretch = { readonly start: number; readonly end: number };

/** Most hits of a page: beyond, the word tells nothing. */
const MAX_HITS = 1000;

/**
 * Where the words of `wanted` stand in a text, one after the other and without overlap: accents and case ignored, and
 * any white space or punctuation taken for any other.
 */
export function findIn(text: string, wanted: string): Stretch[] {
  const word = folded(wanted).plain.trim();
  if (word === '') return [];
  const { plain, from } = folded(text);
  const found: Stretch[] = [];
  for (let at = plain.indexOf(word); at >= 0 && found.length < MAX_HITS;) {
    found.push({ start: from[at] ?? 0, end: (from[at + word.length - 1] ?? 0) + 1 });
    at = plain.indexOf(word, at + word.length);
  }
  return found;
}

/** Its plain form; `from[i]`: which unit of the text gave unit `i` of it. */
function folded(text: string): { plain: string; from: readonly number[] } {
  let plain = '';
  const from: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const letters = foldUnit(text.charCodeAt(at)) ?? (plain.endsWith(' ') ? '' : ' ');
    plain += letters;
    for (let i = 0; i < letters.length; i++) from.push(at);
  }
  return { plain, from };
}
