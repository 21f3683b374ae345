import type { Bytes } from '#base/bytes.ts';
import type { Development, PictureMode } from '#documents/picture/develop.ts';
import type { Corners } from '#documents/picture/picture.ts';

/** A picture as it was taken or chosen, in memory alone, and what is to be done with it. */
export type CapturedPage = Development & { readonly id: number; readonly source: Bytes };

/** Most pages of one document. */
export const MAX_PAGES = 30;

export const addPage = (
  pages: readonly CapturedPage[],
  added: { readonly source: Bytes; readonly corners: Corners; readonly mode: PictureMode },
): readonly CapturedPage[] =>
  pages.length >= MAX_PAGES
    ? pages
    : [...pages, { id: Math.max(0, ...pages.map(({ id }) => id)) + 1, turns: 0, ...added }];

export const changePage = (
  pages: readonly CapturedPage[],
  id: number,
  change: Partial<Omit<CapturedPage, 'id'>>,
): readonly CapturedPage[] => pages.map((page) => (page.id === id ? { ...page, ...change } : page));

export const removePage = (pages: readonly CapturedPage[], id: number): readonly CapturedPage[] =>
  pages.filter((page) => page.id !== id);

/** One place up (-1) or down (1); at the ends it stays. */
export function movePage(pages: readonly CapturedPage[], id: number, by: -1 | 1): readonly CapturedPage[] {
  const from = pages.findIndex((page) => page.id === id);
  const [page, other] = [pages[from], pages[from + by]];
  if (!page || !other) return pages;
  return pages.map((one) => (one === page ? other : one === other ? page : one));
}

/** A wound is one picture; everything else becomes a PDF of its pages. */
export const isOnePhoto = (pages: readonly CapturedPage[]): boolean =>
  pages.length === 1 && pages[0]?.mode === 'photo';

/** A corner moved by a part of the width and height, inside the picture. */
export function moveCorner(corners: Corners, which: number, to: { x: number; y: number }): Corners {
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  const moved = { x: within(to.x), y: within(to.y) };
  const [a, b, c, d] = corners.map((corner, i) => (i === which ? moved : corner));
  return a && b && c && d ? [a, b, c, d] : corners;
}
