import { readdirSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { demoProcess } from '#test/support/http/processes.ts';
import { sharedFolder } from '#test/support/shared.ts';
import type { Page } from 'playwright-core';
import { figure, type Figure } from '../figure.ts';
import { launchChromium } from '../support/browser.ts';

const RUNS = 7;
/** The throttle of the browser does not reach a worker: its time is multiplied. */
const SLOWDOWN = 4;
const WORKERS = 'build-demo/client/_app/immutable/workers';
/** The page fetches the document from here; no server has it. */
const DOCUMENT = '/document-to-read.xml';

/**
 * The largest of the official documents from its bytes to its facts and words in the browser's own worker, which is
 * loaded and started each time, as it is for each file that is added.
 */
export async function browserReading(): Promise<Figure[]> {
  const path = largestDocument();
  const demo = await demoProcess();
  const browser = await launchChromium();
  try {
    await demo.start();
    // the page that starts the worker is not that of the app, whose policy lets none but its own scripts do so
    const context = await browser.newContext({ bypassCSP: true, serviceWorkers: 'block' });
    await context.route(`**${DOCUMENT}`, (route) => route.fulfill({ path, contentType: 'text/xml' }));
    const page = await context.newPage();
    await page.goto(`${demo.origin}/api/health`);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) times.push(SLOWDOWN * (await timeOf(page, readingWorker())));
    const what = `the largest of them in the browser's worker, from its start, × ${SLOWDOWN}`;
    return [figure(what, 'ms', times, { atMost: 1200 })];
  } finally {
    await browser.close();
    await demo.remove();
  }
}

function largestDocument(): string {
  const folder = sharedFolder('documents', 'cda');
  if (!folder) throw new Error('the official documents are not here (../shared/documents/cda)');
  const paths = readdirSync(folder)
    .filter((file) => file.endsWith('.xml'))
    .map((file) => `${folder}/${file}`)
    .sort((a, b) => statSync(b).size - statSync(a).size);
  return paths[0] ?? '';
}

/** Its address, which the build chose. */
function readingWorker(): string {
  const [file] = readdirSync(WORKERS).filter((name) => /^reading-worker.*\.js$/.test(name));
  if (!file) throw new Error(`no worker that reads in ${WORKERS}`);
  return `/_app/immutable/workers/${basename(file)}`;
}

const timeOf = (page: Page, worker: string): Promise<number> =>
  page.evaluate(
    async ([document, address]) => {
      const bytes = new Uint8Array(await (await fetch(document)).arrayBuffer());
      const from = performance.now();
      const thread = new Worker(address, { type: 'module' });
      const read = await new Promise<unknown>((resolve, reject) => {
        thread.addEventListener('message', ({ data }) => resolve(data));
        thread.addEventListener('error', () => reject(new Error('the worker failed')));
        thread.postMessage({ bytes, mediaType: 'text/xml' });
      });
      const took = performance.now() - from;
      thread.terminate();
      // a reader that finds nothing is not fast
      if (!JSON.stringify(read).includes('"facts":[{')) throw new Error('nothing was read');
      return took;
    },
    [DOCUMENT, worker] as const,
  );
