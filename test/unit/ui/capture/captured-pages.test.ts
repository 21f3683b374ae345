import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WHOLE } from '#documents/picture/picture.ts';
import {
  addPage,
  changePage,
  isOnePhoto,
  MAX_PAGES,
  moveCorner,
  movePage,
  removePage,
  type CapturedPage,
} from '#ui/capture/captured-pages.ts';

const added = { source: new Uint8Array(1), corners: WHOLE, mode: 'paper' } as const;
const three = [1, 2, 3].reduce<readonly CapturedPage[]>((pages) => addPage(pages, added), []);
const ids = (pages: readonly CapturedPage[]): number[] => pages.map(({ id }) => id);

describe('photographed pages', () => {
  it('keep their own id through moves and removals', () => {
    expect(ids(three)).toEqual([1, 2, 3]);
    expect(ids(movePage(three, 3, -1))).toEqual([1, 3, 2]);
    expect(ids(movePage(movePage(three, 1, -1), 3, 1))).toEqual([1, 2, 3]);
    expect(ids(addPage(removePage(three, 2), added))).toEqual([1, 3, 4]);
  });

  it('are no more than one document takes', () => {
    const full = Array.from({ length: MAX_PAGES + 5 }).reduce<readonly CapturedPage[]>(
      (pages) => addPage(pages, added),
      [],
    );
    expect(full).toHaveLength(MAX_PAGES);
  });

  it('are a picture where there is one of a wound, else a document of pages', () => {
    const [first] = three;
    const wound = first ? changePage([first], first.id, { mode: 'photo' }) : [];
    expect([isOnePhoto(wound), isOnePhoto(three), isOnePhoto(three.slice(0, 1))]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

it('a corner moves alone, and never out of the picture', () => {
  const anywhere = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 }), anywhere, anywhere, (which, x, y) => {
      const moved = moveCorner(WHOLE, which, { x, y });
      moved.forEach((corner, i) => {
        if (i !== which) expect(corner).toBe(WHOLE[i]);
        for (const part of [corner.x, corner.y]) expect(part >= 0 && part <= 1).toBe(true);
      });
    }),
    { numRuns: 50 },
  );
});
