import { launchChromium } from '../support/browser.ts';
import { newInstance, removeInstance, startInstance } from '../support/production.ts';
import { figure, type Figure } from '../figure.ts';
import { demoProcess } from '#test/support/http/processes.ts';
import { home } from '#ui/messages/fr/home.ts';
import type { Browser, CDPSession } from 'playwright-core';

const RUNS = 3;
/** A kilobyte of 1000 bytes: the stricter reading of the goal. */
const KB = 1000;

/**
 * What Chromium transfers as JavaScript for `/` with nothing in its caches: every script that the page asks for until
 * the network is quiet. What the service worker fetches for later is not the page's.
 */
export async function firstLoad(): Promise<Figure[]> {
  const browser = await launchChromium();
  try {
    const production = await ofProduction(browser);
    const demo = await ofDemo(browser);
    const kB = (rows: readonly Script[], part: keyof Script) => rows.map((row) => row[part] / KB);
    return [
      figure('first load of /, compressed JavaScript', 'kB', kB(production, 'compressed'), { atMost: 120 }),
      figure('first load of /, the same with answer headers', 'kB', kB(production, 'withHeaders')),
      figure('first load of /, the same unpacked', 'kB', kB(production, 'unpacked')),
      figure(
        'first load of /, compressed JavaScript of the demonstration, simulated cards included',
        'kB',
        kB(demo, 'compressed'),
      ),
    ];
  } finally {
    await browser.close();
  }
}

async function ofProduction(browser: Browser): Promise<Script[]> {
  const instance = await newInstance();
  const server = await startInstance(instance);
  try {
    return await loads(browser, instance.env.ORIGIN ?? '');
  } finally {
    await server.stop();
    removeInstance(instance);
  }
}

async function ofDemo(browser: Browser): Promise<Script[]> {
  const demo = await demoProcess();
  try {
    await demo.start();
    return await loads(browser, demo.origin);
  } finally {
    await demo.remove();
  }
}

/** One script as it came. */
type Script = {
  /** Bytes of the body as transferred: compressed. */
  compressed: number;
  /** And of the answer's headers with it. */
  withHeaders: number;
  unpacked: number;
};

async function loads(browser: Browser, origin: string): Promise<Script[]> {
  const all: Script[] = [];
  for (let run = 0; run < RUNS; run++) all.push(total(await load(browser, origin)));
  return all;
}

const total = (scripts: ReadonlyMap<string, Script>): Script =>
  [...scripts.values()].reduce((sum, one) => ({
    compressed: sum.compressed + one.compressed,
    withHeaders: sum.withHeaders + one.withHeaders,
    unpacked: sum.unpacked + one.unpacked,
  }));

/** The scripts of one first load, by address: a module that is preloaded and then imported is transferred once. */
async function load(browser: Browser, origin: string): Promise<ReadonlyMap<string, Script>> {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  const scripts = await collectScripts(await context.newCDPSession(page));
  await page.goto(origin, { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: home.signIn }).waitFor();
  await context.close();
  return scripts;
}

async function collectScripts(cdp: CDPSession): Promise<ReadonlyMap<string, Script>> {
  const scripts = new Map<string, Script>();
  const requests = new Map<string, Script>();
  cdp.on('Network.responseReceived', ({ requestId, response: { url, mimeType, headers } }) => {
    if (!/javascript|wasm/.test(mimeType) || scripts.has(url)) return;
    const script = { compressed: Number(headerOf(headers, 'content-length')), withHeaders: 0, unpacked: 0 };
    scripts.set(url, script);
    requests.set(requestId, script);
  });
  cdp.on('Network.dataReceived', ({ requestId, dataLength }) => {
    const script = requests.get(requestId);
    if (script) script.unpacked += dataLength;
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const script = requests.get(requestId);
    if (script) script.withHeaders = encodedDataLength;
  });
  await cdp.send('Network.enable');
  return scripts;
}

/** Names of headers are written as the server likes. */
const headerOf = (headers: Readonly<Record<string, string>>, wanted: string): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
