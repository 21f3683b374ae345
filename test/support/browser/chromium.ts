import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
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
  /** What the pages complained of: script errors, refused resources, answers of a server that failed. */
  readonly complaints: string[];
  /** Ends the browser process and starts it again over the same profile. */
  restart(): Promise<Page>;
  /** SIGKILL to the browser process: nothing is flushed, nothing is said; then as `restart`. */
  killAndRestart(): Promise<Page>;
  /** Ends the browser; the profile stays, to be looked at. */
  close(): Promise<void>;
  /** Ends the browser and keeps a copy of the profile, as a backup of the device would. */
  backUp(): Promise<void>;
  /** Ends the browser, puts the copy back in place of the profile, and starts over it. */
  restore(): Promise<Page>;
  /** Ends the browser and removes the profile. */
  remove(): Promise<void>;
};

/** @param proxy `http://host:port` that all goes through, requests to this machine too */
export async function browserDevice(
  viewport = { width: 1280, height: 900 },
  proxy?: string,
): Promise<BrowserDevice> {
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
      ...(proxy === undefined ? {} : { proxy: { server: proxy } }),
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
    first.on('response', (answer) => {
      // 503 is what a server says while it starts
      if (answer.status() >= 500 && answer.status() !== 503)
        complaints.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
    });
    first.setDefaultTimeout(20_000);
    return first;
  }

  const copy = `${profile}-copy`;
  async function relaunch(betweenRuns: () => void): Promise<Page> {
    await context.close();
    betweenRuns();
    context = await launch();
    page = await firstPage(context);
    return page;
  }

  return {
    profile,
    complaints,
    page: () => page,
    tab: async () => heard(await context.newPage()),
    restart: () => relaunch(() => undefined),
    async killAndRestart() {
      const gone = new Promise((resolve) => context.once('close', resolve));
      killBrowserOf(profile);
      await gone;
      context = await launch();
      page = await firstPage(context);
      return page;
    },
    close: () => context.close(),
    async backUp() {
      await relaunch(() => cpSync(profile, copy, { recursive: true }));
    },
    restore: () =>
      relaunch(() => {
        rmSync(profile, { recursive: true, force: true });
        cpSync(copy, profile, { recursive: true });
      }),
    async remove() {
      await context.close();
      for (const folder of [profile, copy]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The lock of a profile names the process that has it: `host-pid`. */
function killBrowserOf(profile: string): void {
  const pid = Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  if (!command.includes(profile)) throw new Error('not the browser of this profile');
  process.kill(pid, 'SIGKILL');
}

/** A picture of where a failing test stood, in an ignored folder. */
export async function picture(page: Page, name: string, fullPage = true): Promise<void> {
  mkdirSync('test-results', { recursive: true });
  await page.screenshot({ path: join('test-results', `${name}.png`), fullPage });
}
