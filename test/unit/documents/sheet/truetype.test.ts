import { describe, expect, it } from 'vitest';
import { openFace } from '#documents/sheet/truetype.ts';
import { sheetDeps } from '#test/support/documents/sheet-deps.ts';

const { fonts } = sheetDeps();
const FRENCH = 'abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿ';
const MARKS = '0123456789.,;:!?’\'"«»“”()[]/-–—…·•%€°@&+=×\u00a0';
const NEIGHBOURS = 'ąćęłńóśźżčďěňřšťůžőűșțğışåøäößñãõ';

describe.each(['regular', 'bold'] as const)('the %s font for paper', (weight) => {
  const face = openFace(fonts[weight]);
  const missing = (text: string): string[] =>
    [...text].filter((character) => face.glyphOf(character.codePointAt(0) ?? 0) === undefined);

  it('has the letters of French, of its marks and of the neighbours, small and capital', () => {
    for (const text of [FRENCH, FRENCH.toUpperCase(), MARKS, NEIGHBOURS, NEIGHBOURS.toUpperCase()])
      expect(missing(text)).toEqual([]);
  });

  it('knows what it has not', () => {
    expect(missing('Αא你🌻')).toEqual(['Α', 'א', '你', '🌻']);
  });

  it('says how tall and wide its letters are', () => {
    const width = (character: string): number => face.advanceOf(face.glyphOf(character.charCodeAt(0)) ?? 0);
    expect([face.ascent, face.descent, face.capHeight]).toEqual([984, -316, 668]);
    expect(width('i')).toBeLessThan(width('m'));
    expect(width('é')).toBe(width('e'));
  });
});

describe('the two weights', () => {
  it('differ', () => {
    expect(fonts.regular).not.toEqual(fonts.bold);
  });

  it('are refused where they are no fonts', () => {
    expect(() => openFace(new Uint8Array(64))).toThrow('no table');
  });
});
