import { clinicalReading } from '../documents/clinical-reading.ts';
import { scrollList } from '../documents/scroll-list.ts';
import type { Figure } from '../figure.ts';
import type { Suite } from '../suite.ts';

const PARTS: readonly (readonly [doing: string, measure: () => Promise<Figure[]>])[] = [
  ['reading clinical documents', clinicalReading],
  ['scrolling through a large dossier', scrollList],
];

/** Documents that read themselves: what it takes to understand them. */
export const measure: Suite = async ({ progress }) => {
  const figures: Figure[] = [];
  for (const [doing, part] of PARTS) {
    progress(doing);
    figures.push(...(await part()));
  }
  return figures;
};
