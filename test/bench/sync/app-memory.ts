import { vault } from '#ui/messages/fr/vault.ts';
import type { BrowserContext, Page } from 'playwright-core';
import { figure, type Figure } from '../figure.ts';
import type { SyncBench } from '../suites/sync.ts';
import { DOSSIERS } from './filled-demo.ts';
import { measuringBrowser, onRelais } from './measuring-browser.ts';
import { largestPageProcess, type ProcessMemory } from './process-memory.ts';

const RUNS = 3;
const PASSPHRASE = 'quatre mots sans aucun lien';
const MB = 1000 * 1000;

/**
 * The app itself, unlocked, its list of dossiers on the screen, with all of the sample on the device: what the process of
 * its page has for itself. That is what Chromium's own task manager calls memory footprint (anonymous memory, swapped
 * out or not: docs/memory in its sources), engine and screens included; the program's files, which processes share, are not.
 */
export async function appMemory(bench: SyncBench): Promise<Figure[]> {
  const browser = await measuringBrowser();
  try {
    await onRelais(browser, bench, (page) =>
      page.evaluate(([ids, passphrase]) => window.relaisBench.keepForApp(ids, passphrase), [
        bench.demo.dossiers,
        PASSPHRASE,
      ] as const),
    );
    const runs: Memory[] = [];
    for (let run = 0; run < RUNS; run++)
      runs.push(await browser.onPage(bench.demo.origin, (page) => unlockedMemory(browser.context, page)));
    const name = `memory of the app, ${DOSSIERS} dossiers on the device and listed`;
    return [
      figure(
        `${name}: its process alone`,
        'MB',
        runs.map(({ footprint }) => footprint / MB),
        { atMost: 150 },
      ),
      figure(
        `${name}: the same with files shared with others (RSS)`,
        'MB',
        runs.map(({ resident }) => resident / MB),
      ),
      figure(
        `${name}: JavaScript heap after collection`,
        'MB',
        runs.map(({ heap }) => heap / MB),
      ),
    ];
  } finally {
    await browser.close();
  }
}

/** `heap`: bytes. */
type Memory = ProcessMemory & { heap: number };

async function unlockedMemory(context: BrowserContext, page: Page): Promise<Memory> {
  const main = page.getByRole('main');
  await main.getByLabel(vault.passphrase).fill(PASSPHRASE);
  await main.getByRole('button', { name: vault.unlock }).click();
  const lines = main.locator('li a[href^="/dossier/"]');
  await lines.nth(DOSSIERS - 1).waitFor();
  const cdp = await context.newCDPSession(page);
  // what waits to be collected is not what the app needs
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN;
  return { heap, ...(await largestPageProcess(context)) };
}
