import type { Sheet } from '#documents/sheet/sheet.ts';

/** What nobody has a letter for: a place without a character in Unicode, and the last of those for private use. */
const NOBODYS = ['\u0378', '\u{10fffd}'];

/** Marks, joiners and selectors belong to what they stand with; ASCII is everywhere. */
const LOOKED_AT = /[^\p{M}\p{Cf}\p{Z}\p{Cc}\x20-\x7e]/gu;

/**
 * The characters of a text that come out as the box for what a device has no letter for, each once. `picture`: the same
 * for characters that look the same. Browsers that draw a box of its own for each character hide them from this.
 */
export function missingLetters(text: string, picture: (character: string) => string): string[] {
  const characters = [...new Set(text.match(LOOKED_AT) ?? [])];
  if (characters.length === 0) return [];
  const boxes = new Set(NOBODYS.map(picture));
  return characters.filter((character) => boxes.has(picture(character)));
}

/** What the names of a sheet would be drawn without, with the fonts of this device. */
export function missingFrom({ blocks }: Sheet): string[] {
  const values = blocks.flatMap((block) =>
    block.kind === 'facts' ? block.rows.map(({ value }) => value) : [],
  );
  return missingLetters(values.join(' '), picturesHere());
}

const SIDE = 48;

function picturesHere(): (character: string) => string {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return (character) => character;
  context.font = `${SIDE / 2}px ${getComputedStyle(document.body).fontFamily}`;
  return (character) => {
    context.clearRect(0, 0, SIDE, SIDE);
    context.fillText(character, 4, SIDE * 0.7);
    return canvas.toDataURL();
  };
}
