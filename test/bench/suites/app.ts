import { firstLoad } from '../app/first-load.ts';
import { offlineReload } from '../app/offline-reload.ts';
import { serverStart } from '../app/server-start.ts';
import { tracedWrites } from '../app/traced-writes.ts';
import type { Figure } from '../figure.ts';
import type { Suite } from '../suite.ts';
import { ensureDemo, ensureProduction } from '../support/builds.ts';

/** One thing at a time: two cores are soon busy. */
const PARTS: readonly (readonly [doing: string, measure: () => Promise<Figure[]>])[] = [
  ['first load', firstLoad],
  ['offline reload', offlineReload],
  ['server start', serverStart],
  ['traced writes', tracedWrites],
];

/** Speed and size of the whole: what a person waits for, and what one server takes. */
export const measure: Suite = async ({ progress }) => {
  progress('builds');
  ensureProduction();
  ensureDemo();
  const figures: Figure[] = [];
  for (const [doing, part] of PARTS) {
    progress(doing);
    figures.push(...(await part()));
  }
  return figures;
};
