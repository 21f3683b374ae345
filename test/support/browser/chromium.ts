import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

/** Debian's Chromium; tests that need it are skipped, visibly, where it is absent. */
export const CHROMIUM = '/usr/bin/chromium';
export const hasChromium = (): boolean => existsSync(CHROMIUM);

const QUIET = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One device: a browser profile on disk, which survives a restart of the browser. */
export type BrowserDevice = {
  readonly profile: string;
  /** The running browser's only page. */
  page(): Page;
  /** One more tab of the same browser. */
  tab(): Promise<Page>;
  /** What the pages complained of: script errors, refused resources. */
  readonly complaints: string[];
  /** Ends the browser process and starts it again over the same profile. */
  restart(): Promise<Page>;
  /** Ends the browser and removes the profile. */
  remove(): Promise<void>;
};

export async function browserDevice(viewport = { width: 1280, height: 900 }): Promise<BrowserDevice> {
  const profile = mkdtempSync(join(tmpdir(), 'relais-browser-'));
  const complaints: string[] = [];
  let context = await launch();
  let page = await firstPage(context);

  async function launch(): Promise<BrowserContext> {
    const root = process.getuid?.() === 0;
    return chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      args: root ? ['--no-sandbox', ...QUIET] : QUIET,
      viewport,
      locale: 'fr-FR',
      acceptDownloads: true,
    });
  }

  async function firstPage(started: BrowserContext): Promise<Page> {
    return heard(started.pages()[0] ?? (await started.newPage()));
  }

  function heard(first: Page): Page {
    first.on('pageerror', (error) => complaints.push(error.message));
    first.on('console', (message) => {
      // a server that is out of reach is part of the story
      if (
        message.type() === 'error' &&
        !/ERR_CONNECTION|Failed to load resource|Failed to fetch/.test(message.text())
      )
        complaints.push(message.text());
    });
    first.setDefaultTimeout(20_000);
    return first;
  }

  return {
    profile,
    complaints,
    page: () => page,
    tab: async () => heard(await context.newPage()),
    async restart() {
      await context.close();
      context = await launch();
      page = await firstPage(context);
      return page;
    },
    async remove() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** A picture of where a failing test stood, in an ignored folder. */
export async function picture(page: Page, name: string, fullPage = true): Promise<void> {
  mkdirSync('test-results', { recursive: true });
  await page.screenshot({ path: join('test-results', `${name}.png`), fullPage });
}
