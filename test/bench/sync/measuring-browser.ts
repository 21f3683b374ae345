import { build } from 'esbuild';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM } from '../machine.ts';
import type { SyncBench } from '../suites/sync.ts';

/** A Chromium with a profile on disk, as a device has: a private window would keep its databases in memory. */
export type MeasuringBrowser = {
  readonly context: BrowserContext;
  /** Opens a page, uses it, and closes it. */
  onPage<T>(url: string, use: (page: Page) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export async function measuringBrowser(): Promise<MeasuringBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'relais-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    locale: 'fr-FR',
    // the measuring script is not part of the app, whose policy would refuse it
    bypassCSP: true,
  });
  return {
    context,
    async onPage(url, use) {
      const page = await context.newPage();
      try {
        await page.goto(url);
        return await use(page);
      } finally {
        await page.close();
      }
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** On a bare page of the demonstration's origin, with the measuring script in it. */
export const onRelais = <T>(
  browser: MeasuringBrowser,
  { demo, script }: SyncBench,
  use: (page: Page) => Promise<T>,
): Promise<T> =>
  browser.onPage(`${demo.origin}/api/health`, async (page) => {
    await page.addScriptTag({ content: script });
    return use(page);
  });

/** The measuring script with all that it imports of the app, in one text. */
export async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['test/bench/sync/page.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    minify: true,
    define: { __DEMO__: 'true' },
  });
  const [file] = outputFiles;
  if (!file) throw new Error('no bundle');
  return file.text;
}
