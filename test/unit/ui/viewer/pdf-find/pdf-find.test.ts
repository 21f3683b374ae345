import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findIn } from '#ui/viewer/pdf-find/find-in.ts';
import { createPdfFind, type PdfHit } from '#ui/viewer/pdf-find/find-state.svelte.ts';
import { boxesOf, pageText, type TextRun } from '#ui/viewer/pdf-find/page-text.ts';

const found = (text: string, wanted: string) =>
  findIn(text, wanted).map(({ start, end }) => text.slice(start, end));

describe('what is looked for in a page', () => {
  it.each([
    ['Hémoglobine basse', 'hemoglobine', ['Hémoglobine']],
    ['HÉMO hémo Hemo', 'hémo', ['HÉMO', 'hémo', 'Hemo']],
    ['compte\nrendu, compte   rendu', 'compte rendu', ['compte\nrendu', 'compte   rendu']],
    ['cœur et coeur', 'coeur', ['cœur', 'coeur']],
    ['5,2 g/l', '5.2 g', ['5,2 g']],
    ['aaaa', 'aa', ['aa', 'aa']],
    ['rien', ' ,;', []],
    ['', 'x', []],
  ])('%j: %j', (text, wanted, hits) => {
    expect(found(text, wanted)).toEqual(hits);
  });

  it('stands inside the text, in order and apart', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.string({ maxLength: 3 }),
        (text, wanted) => {
          let last = 0;
          for (const { start, end } of findIn(text, wanted)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            last = start + 1;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** A page of 100 × 200, its origin at the lower left as PDF has it. */
const frame = {
  width: 100,
  height: 200,
  convertToViewportPoint: (x: number, y: number): number[] => [x, 200 - y],
};
const run = (str: string, x: number, y: number, changes: Partial<TextRun> = {}): TextRun => ({
  str,
  hasEOL: false,
  transform: [10, 0, 0, 10, x, y],
  width: 50,
  height: 10,
  ...changes,
});

describe('where it stands', () => {
  const page = pageText([run('abcdefghij', 20, 100, { hasEOL: true }), run('klmnopqrst', 0, 80)], frame);

  it('is the share of a run that its characters are', () => {
    expect(page.text).toBe('abcdefghij\nklmnopqrst');
    const [box] = boxesOf(page, 2, 4);
    expect(box?.left).toBeCloseTo(0.3);
    expect(box?.width).toBeCloseTo(0.1);
    expect(box?.top).toBeCloseTo((200 - 109) / 200);
    expect(box?.height).toBeCloseTo(11.5 / 200);
  });

  it('is in each of the runs that it goes over', () => {
    expect(boxesOf(page, 8, 13)).toHaveLength(2);
  });

  it('is the whole run where it is written upwards', () => {
    const upwards = pageText([run('abcdefghij', 50, 20, { transform: [0, 10, -10, 0, 50, 20] })], frame);
    const [box] = boxesOf(upwards, 0, 1);
    expect(box?.height).toBeCloseTo(0.25);
    expect(box?.top).toBeCloseTo((200 - 70) / 200);
  });

  it('never leaves the page', () => {
    const far = pageText([run('abc', -500, 9000, { transform: [1, Number.NaN, 0, 1, -500, 9000] })], frame);
    for (const value of Object.values(boxesOf(far, 0, 3)[0] ?? {})) expect(value).toBeLessThanOrEqual(1);
  });
});

describe('the search inside a PDF', () => {
  const texts = ['un deux', '', 'Deux trois deux'];
  const pdf = {
    pages: texts.length,
    words: (number: number) => Promise.resolve(pageText([run(texts[number - 1] ?? '', 0, 0)], frame)),
  };

  it('counts hits over all pages, reaches the first, and goes round', async () => {
    const reached: PdfHit[] = [];
    const find = createPdfFind(pdf, (hit) => reached.push(hit));
    await find.ask('deux');
    expect([find.at, find.count, find.reading]).toEqual([0, 3, false]);
    find.previous();
    expect(find.at).toBe(2);
    find.next();
    expect(reached.map(({ page }) => page)).toEqual([1, 3, 1]);
    expect(find.marks(3).map(({ current }) => current)).toEqual([false, false]);
    expect(find.marks(1).map(({ current }) => current)).toEqual([true]);
  });

  it('forgets what was asked before', async () => {
    const find = createPdfFind(pdf, () => {});
    const before = find.ask('un');
    await find.ask('trois');
    await before;
    expect(find.count).toBe(1);
    await find.ask('  ');
    expect([find.count, find.reading]).toEqual([0, false]);
  });

  it('knows a PDF of pictures, and outlives a page that cannot be read', async () => {
    const broken = createPdfFind({ pages: 2, words: () => Promise.reject(new Error('broken')) }, () => {});
    await broken.ask('un');
    expect([broken.count, broken.hasText, broken.reading]).toEqual([0, false, false]);
  });
});
