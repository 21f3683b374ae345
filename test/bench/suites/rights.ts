import type { Figure } from '../figure.ts';
import { auditSpeed } from '../rights/audit-speed.ts';
import { filteredList } from '../rights/filtered-list.ts';
import { tracedReads } from '../rights/traced-reads.ts';
import { verdicts } from '../rights/verdicts.ts';
import type { Suite } from '../suite.ts';

const PARTS: readonly (readonly [doing: string, measure: () => Promise<Figure[]>])[] = [
  ['verdicts', verdicts],
  ['a list filtered', filteredList],
  ['traced reads', tracedReads],
  ['audit: writes the traces first', auditSpeed],
];

/** What the rights of a dossier cost: deciding, filtering, tracing, and checking the traces. */
export const measure: Suite = async ({ progress }) => {
  const figures: Figure[] = [];
  for (const [doing, part] of PARTS) {
    progress(doing);
    figures.push(...(await part()));
  }
  return figures;
};
