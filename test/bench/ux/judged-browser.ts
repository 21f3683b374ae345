import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { freePort } from '#test/support/http/processes.ts';
import { CHROMIUM } from '../machine.ts';

/** One browser that two programs drive: Playwright does what a person does, Lighthouse judges the pages. */
export type JudgedBrowser = { readonly port: number; readonly page: Page; close(): Promise<void> };

export async function judgedBrowser(): Promise<JudgedBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'relais-judged-'));
  const port = await freePort();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      `--remote-debugging-port=${port}`,
    ],
    // a phone, which Lighthouse takes too
    viewport: { width: 412, height: 823 },
    locale: 'fr-FR',
  });
  return {
    port,
    page: context.pages()[0] ?? (await context.newPage()),
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
