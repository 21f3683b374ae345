import type { Mark, Row } from './rows.ts';

/** A row at its place: `top` in points from the upper margin. */
export type PlacedRow = { readonly top: number; readonly marks: readonly Mark[] };

/**
 * Rows on pages of `height` points. Rows that keep their next one move to a new page with it, as long as they fit on one;
 * no page begins with an empty space.
 */
export function pagesOf(rows: readonly Row[], height: number): PlacedRow[][] {
  const pages: PlacedRow[][] = [[]];
  let top = 0;
  for (const group of groupsOf(rows)) {
    const tall = group.reduce((sum, row) => sum + row.height, 0);
    if (top > 0 && top + tall > height && group.some(({ marks }) => marks.length > 0)) {
      pages.push([]);
      top = 0;
    }
    for (const row of group) {
      // a group taller than a page, cut where it must be
      if (top > 0 && row.marks.length > 0 && top + row.height > height) {
        pages.push([]);
        top = 0;
      }
      if (top === 0 && row.marks.length === 0) continue;
      pages.at(-1)?.push({ top, marks: row.marks });
      top += row.height;
    }
  }
  return pages;
}

function groupsOf(rows: readonly Row[]): Row[][] {
  const groups: Row[][] = [];
  let open = false;
  for (const row of rows) {
    if (open) groups.at(-1)?.push(row);
    else groups.push([row]);
    open = row.keepsNext;
  }
  return groups;
}
