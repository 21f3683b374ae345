import { demoProcess } from '#test/support/http/processes.ts';
import { vault } from '#ui/messages/fr/vault.ts';
import type { Page } from 'playwright-core';
import { figure, type Figure } from '../figure.ts';
import { launchChromium } from '../support/browser.ts';
import { newDossiers, signedInDevice } from '../support/device.ts';
import { openAllDossiers, PASSPHRASE, programKept, signInAndProtect } from './demo-steps.ts';
import { timeWebAssembly, watchPage, type PageMarks } from './page-marks.ts';

const RUNS = 7;
/** Beside those that the demonstration starts with. */
const DOSSIERS = 10;
const SLOWDOWN = 4;

/**
 * A device whose server is gone: the page is loaded again from the service worker, the vault is unlocked, the dossiers
 * are listed. The page's processor is slowed down. Typing is not counted, and Argon2id, slow on purpose, stands alone.
 */
export async function offlineReload(): Promise<Figure[]> {
  const demo = await demoProcess();
  const browser = await launchChromium();
  try {
    await demo.start();
    await newDossiers(await signedInDevice(demo.origin, 'cps-infirmiere'), DOSSIERS);
    const page = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
    await signInAndProtect(page, demo.origin);
    const dossiers = await openAllDossiers(page);
    await programKept(page);
    await demo.kill();
    return figuresOf(dossiers, await reloads(page, dossiers));
  } finally {
    await browser.close();
    await demo.remove();
  }
}

/** The parts of one reload; ms. */
type Parts = { locked: number; list: number; argon2: number };

function figuresOf(dossiers: number, runs: readonly Parts[]): Figure[] {
  const part = (name: string, of: (parts: Parts) => number): Figure =>
    figure(`offline reload, ${name}`, 'ms', runs.map(of));
  const total = runs.map(({ locked, list }) => locked + list);
  const name = `offline reload to ${dossiers} dossiers, CPU ${SLOWDOWN}× slower, without Argon2id and typing`;
  return [
    figure(name, 'ms', total, { atMost: 1000 }),
    part('to the screen that offers to unlock', ({ locked }) => locked),
    part('passphrase handed in to the list, without Argon2id', ({ list }) => list),
    part('Argon2id alone', ({ argon2 }) => argon2),
  ];
}

async function reloads(page: Page, dossiers: number): Promise<Parts[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  // the loader that runs this file wraps functions in a helper which the page does not have
  await page.addInitScript('globalThis.__name = (named) => named;');
  await page.addInitScript(watchPage, dossiers);
  await page.addInitScript(timeWebAssembly);
  const all: Parts[] = [];
  for (let run = 0; run < RUNS; run++) all.push(await reload(page));
  return all;
}

async function reload(page: Page): Promise<Parts> {
  await page.reload({ waitUntil: 'commit' });
  const { locked = 0 } = await marked(page, 'locked');
  await page.getByRole('main').getByLabel(vault.passphrase).fill(PASSPHRASE);
  await page.getByRole('main').getByRole('button', { name: vault.unlock }).click();
  const { submitted = 0, list = 0, argon2 } = await marked(page, 'list');
  return { locked, list: list - submitted - argon2, argon2 };
}

async function marked(page: Page, name: 'locked' | 'list'): Promise<PageMarks> {
  await page.waitForFunction((wanted) => window.relaisMarks?.[wanted] !== undefined, name);
  const marks = await page.evaluate(() => window.relaisMarks);
  if (!marks) throw new Error('the page has no marks');
  return marks;
}
