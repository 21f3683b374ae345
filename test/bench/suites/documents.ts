import { browserReading } from '../documents/browser-reading.ts';
import { clinicalReading } from '../documents/clinical-reading.ts';
import { onScreen } from '../documents/on-screen.ts';
import { scrollList } from '../documents/scroll-list.ts';
import { searchFigures } from '../documents/search.ts';
import type { Figure } from '../figure.ts';
import { ensureDemo } from '../support/builds.ts';
import type { Suite } from '../suite.ts';

const PARTS: readonly (readonly [doing: string, measure: () => Promise<Figure[]>])[] = [
  ['reading clinical documents', clinicalReading],
  ["reading the largest in the browser's worker", browserReading],
  ['searching as one types', searchFigures],
  ['showing the summary and a plot', onScreen],
  ['scrolling through a large dossier', scrollList],
];

/** Documents that read themselves: what it takes to understand them, to find them, and to show what they say. */
export const measure: Suite = async ({ progress }) => {
  ensureDemo();
  const figures: Figure[] = [];
  for (const [doing, part] of PARTS) {
    progress(doing);
    figures.push(...(await part()));
  }
  return figures;
};
