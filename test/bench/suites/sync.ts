import type { Figure } from '../figure.ts';
import type { Suite } from '../suite.ts';
import { ensureDemo } from '../support/builds.ts';
import { appMemory } from '../sync/app-memory.ts';
import { besidePeers } from '../sync/beside-peers.ts';
import { filledDemo, type FilledDemo } from '../sync/filled-demo.ts';
import { bundlePage } from '../sync/measuring-browser.ts';
import { ensurePeers } from '../sync/peers.ts';
import { pushedWrites } from '../sync/pushed-writes.ts';

/** `script`: what measures in the page. */
export type SyncBench = { readonly demo: FilledDemo; readonly script: string };

const PARTS: readonly (readonly [doing: string, measure: (bench: SyncBench) => Promise<Figure[]>])[] = [
  ['beside the peers, in turns', besidePeers],
  ['writes of several devices', pushedWrites],
  ['memory of the app', appMemory],
];

/**
 * Synchronisation beside what others ship, in the same Chromium: PouchDB, the algorithm of CHT 4.2, bare Dexie
 * (peers/README.md says what is compared, and what is not). Relais alone seals each row, checks rights, writes traces and
 * receipts, and verifies what came.
 */
export const measure: Suite = async ({ progress }) => {
  progress('builds');
  ensurePeers();
  ensureDemo();
  progress('sample');
  const script = await bundlePage();
  const demo = await filledDemo();
  const figures: Figure[] = [];
  try {
    for (const [doing, part] of PARTS) {
      progress(doing);
      figures.push(...(await part({ demo, script })));
    }
  } finally {
    await demo.process.remove();
  }
  return figures;
};
