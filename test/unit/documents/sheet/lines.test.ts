import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf, type TextLine, type Typesetter } from '#documents/sheet/lines.ts';
import { pagesOf } from '#documents/sheet/pages.ts';
import type { Row } from '#documents/sheet/rows.ts';
import { openFace } from '#documents/sheet/truetype.ts';
import { inVisualOrder } from '#documents/sheet/text-painter.ts';
import { STYLES } from '#documents/sheet/type-style.ts';
import { sheetDeps } from '#test/support/documents/sheet-deps.ts';

const { fonts, painter } = sheetDeps();
const setter: Typesetter = {
  faces: { regular: openFace(fonts.regular), bold: openFace(fonts.bold) },
  painter,
};
const style = STYLES.normal.body;
const set = (text: string, width = 200): TextLine[] => linesOf(setter, text, style, width);
const textOf = (line: TextLine): string => line.map(({ text }) => text).join('');
const widthOf = (line: TextLine): number => line.reduce((sum, { width }) => sum + width, 0);

describe('the lines of a text', () => {
  it('break at spaces and where the text does', () => {
    expect(set('un deux\ntrois').map(textOf)).toEqual(['un deux', 'trois']);
    expect(set('Une phrase qui ne tient pas sur une ligne', 100).map(textOf)).toEqual([
      'Une phrase qui ne',
      'tient pas sur une',
      'ligne',
    ]);
  });

  it('never break at a hard space', () => {
    expect(set('avant le «\u00a0bris\u00a0de\u00a0glace\u00a0»', 90).map(textOf)).toEqual([
      'avant le',
      '«\u00a0bris\u00a0de\u00a0glace\u00a0»',
    ]);
  });

  it('keep words that the font lacks together, as one picture', () => {
    const kinds = set('Titulaire כהן שלום ici')[0]?.map(({ kind, text }) => [kind, text]);
    expect(kinds).toEqual([
      ['letters', 'Titulaire'],
      ['letters', ' '],
      ['picture', 'כהן שלום'],
      ['letters', ' '],
      ['letters', 'ici'],
    ]);
  });

  it('keep marks of direction off the paper, where each run has its place', () => {
    expect(set('par \u2068BENALI محمد\u2069 (mère)').map(textOf)).toEqual(['par BENALI محمد (mère)']);
  });

  it('hold every character in order, and none is wider than the page, whatever the words', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 120 });
    fc.assert(
      fc.property(text, (typed) => {
        const lines = set(typed);
        const bare = (words: string): string =>
          words.normalize('NFC').replace(/[ \t\n]|[\u202f\u2066-\u2069]/g, '');
        expect(bare(lines.map(textOf).join('')).replaceAll('\u00a0', '')).toBe(
          bare(typed).replaceAll('\u00a0', ''),
        );
        const wide = lines.filter((line) => widthOf(line) > 200.01 && line.length > 1);
        expect(wide).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('pages', () => {
  const row = (height: number, keepsNext = false): Row => ({
    height,
    keepsNext,
    marks: [{ kind: 'rule', x: 0, y: 0, width: 1, colour: [0, 0, 0] }],
  });
  const space = (height: number): Row => ({ height, keepsNext: false, marks: [] });

  it('take a heading along with what it heads', () => {
    const pages = pagesOf([row(60), row(20, true), row(30)], 100);
    expect(pages.map((rows) => rows.length)).toEqual([1, 2]);
  });

  it('begin with no empty space, and lose nothing that is taller than a page', () => {
    expect(pagesOf([row(100), space(10), row(20)], 100)[1]?.[0]?.top).toBe(0);
    expect(pagesOf([row(70, true), row(70, true), row(70)], 100).map((rows) => rows.length)).toEqual([
      1, 1, 1,
    ]);
  });
});

describe('the characters of a line as they are seen', () => {
  it.each([
    ['שלום כהן', 'ןהכ םולש'],
    ['BENALI محمد', 'BENALI دمحم'],
    ['AL-الشريف-IBN', 'AL-فيرشلا-IBN'],
    ['נועה BENALI', 'BENALI העונ'],
    ['DURAND 🌻', 'DURAND 🌻'],
  ])('turn round what runs from the right, and nothing else: %s', (written, seen) => {
    expect(inVisualOrder(written)).toBe(seen);
  });
});
