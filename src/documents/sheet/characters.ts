import type { Face } from './truetype.ts';

/** A character as the PDF counts it: its glyph (0 where the font has none) and width, in thousandths of the size. */
export type Used = { readonly character: string; readonly glyph: number; readonly width: number };

/** Width of a character that is there to be found and copied only, under its picture. */
export const UNSEEN_WIDTH = 500;

/**
 * The characters of one font that a document uses, each with a code of its own from 1 on, even where two share a glyph: what
 * is copied out of the file is what was written, to the character.
 */
export class UsedCharacters {
  readonly #codes = new Map<string, number>();
  readonly #used: Used[] = [];
  readonly #face: Face;

  constructor(face: Face) {
    this.#face = face;
  }

  /** Codes of a text as the hex digits of a PDF string, two bytes each. */
  encode(text: string): string {
    return [...text].map((character) => this.#codeOf(character).toString(16).padStart(4, '0')).join('');
  }

  /** In the order of their codes, the first of which is 1. */
  get all(): readonly Used[] {
    return this.#used;
  }

  #codeOf(character: string): number {
    const known = this.#codes.get(character);
    if (known !== undefined) return known;
    const glyph = this.#face.glyphOf(character.codePointAt(0) ?? 0);
    const width = glyph === undefined ? UNSEEN_WIDTH : this.#face.advanceOf(glyph);
    this.#used.push({ character, glyph: glyph ?? 0, width });
    this.#codes.set(character, this.#used.length);
    return this.#used.length;
  }
}
