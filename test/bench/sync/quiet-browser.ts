import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM } from '../machine.ts';
import { devToolsPipe, type DevTools } from './devtools-pipe.ts';

/** A page in which nothing listens: it is told what to run, and answers. */
export type QuietPage = {
  /** The function travels as its text: it names nothing but its argument and what the page has. */
  evaluate<Given, Answer>(run: (given: Given) => Answer | Promise<Answer>, given?: Given): Promise<Answer>;
  /** Runs in the page as one of its own scripts. */
  addScript(text: string): Promise<void>;
};

export type QuietBrowser = {
  /** Opens a page, uses it, and closes it. */
  onPage<T>(url: string, use: (page: QuietPage) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * A Chromium with a profile on disk, as a device has. Playwright would listen to the network of every page, which copies
 * the body of each request into the process that asks: a tenth of a second for ten megabytes, and nobody's own.
 */
export async function quietBrowser(): Promise<QuietBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'relais-profile-'));
  const child = spawn(
    CHROMIUM,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      '--lang=fr-FR',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const tools = devToolsPipe(child);
  return {
    onPage: (url, use) => onPage(tools, url, use),
    async close() {
      await end(child, tools);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function end(child: ChildProcess, tools: DevTools): Promise<void> {
  const ended = once(child, 'exit');
  await tools.send('Browser.close').catch(() => child.kill('SIGKILL'));
  await ended;
}

async function onPage<T>(tools: DevTools, url: string, use: (page: QuietPage) => Promise<T>): Promise<T> {
  const { targetId } = await tools.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await tools.send('Target.attachToTarget', { targetId, flatten: true });
  try {
    await tools.send('Page.enable', {}, sessionId);
    // the measuring script is not part of the app, whose policy would refuse it
    await tools.send('Page.setBypassCSP', { enabled: true }, sessionId);
    const loaded = tools.event('Page.loadEventFired', sessionId);
    await tools.send('Page.navigate', { url }, sessionId);
    await loaded;
    return await use(pageOf(tools, sessionId));
  } finally {
    await tools.send('Target.closeTarget', { targetId });
  }
}

function pageOf(tools: DevTools, sessionId: string | undefined): QuietPage {
  const run = async (expression: string): Promise<unknown> => {
    const asked = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await tools.send('Runtime.evaluate', asked, sessionId);
    if (exceptionDetails)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text ?? 'the page threw');
    return result?.value;
  };
  return {
    evaluate: async (work, given) => (await run(`(${work.toString()})(${JSON.stringify(given)})`)) as never,
    addScript: async (text) => void (await run(`${text}\n;undefined`)),
  };
}
