import { largeDossier, READER } from '#test/support/http/large-dossier.ts';
import { demoProcess } from '#test/support/http/processes.ts';
import { whileStopped } from '#test/support/http/stopped-demo.ts';
import type { Page } from 'playwright-core';
import { signInAndProtect } from '../app/demo-steps.ts';
import { figure, type Figure } from '../figure.ts';
import { launchChromium } from '../support/browser.ts';

const DOCUMENTS = 500;
const RUNS = 5;
const SLOWDOWN = 4;
/** A frame that took longer is seen to stutter; ms. */
const LONG_FRAME_MS = 50;
/** Of every frame: the list goes by in about seven seconds of a fast thumb. */
const STEP_PX = 120;

/** The list of a large dossier goes by under the thumb from its first document to its last, on a slowed-down tablet. */
export async function scrollList(): Promise<Figure[]> {
  const demo = await demoProcess();
  const browser = await launchChromium();
  try {
    await whileStopped(demo, async ({ deviceOf }) =>
      largeDossier(await deviceOf('cps-generaliste'), await deviceOf('cps-infirmiere'), DOCUMENTS),
    );
    await demo.start();
    const viewport = { width: 820, height: 1180 };
    const page = await (await browser.newContext({ locale: 'fr-FR', viewport })).newPage();
    // the loader that runs this file wraps functions in a helper which the page does not have
    await page.addInitScript('globalThis.__name = (named) => named;');
    await signInAndProtect(page, demo.origin);
    await openList(page);
    return await measured(page);
  } finally {
    await browser.close();
    await demo.remove();
  }
}

async function openList(page: Page): Promise<void> {
  const main = page.getByRole('main');
  await main
    .getByRole('button', { name: new RegExp(READER.familyName) })
    .first()
    .click();
  await page.getByRole('link', { name: /^Documents \(/ }).click();
  await main.locator('[data-document]').first().waitFor();
}

async function measured(page: Page): Promise<Figure[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  const shares: number[] = [];
  const longest: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const frames = await framesOfScroll(page);
    shares.push((100 * frames.filter((ms) => ms > LONG_FRAME_MS).length) / frames.length);
    longest.push(Math.max(...frames));
  }
  const what = `while ${DOCUMENTS} documents scroll by, CPU ${SLOWDOWN}× slower`;
  return [
    figure(`frames over ${LONG_FRAME_MS} ms ${what}`, '%', shares, { atMost: 5 }),
    figure(`longest frame ${what}`, 'ms', longest),
  ];
}

/** How long each frame took, ms, from the top of the page to its end. */
const framesOfScroll = (page: Page): Promise<number[]> =>
  page.evaluate(
    (step) =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = [];
        let last: number | undefined;
        scrollTo(0, 0);
        const next = (now: number): void => {
          if (last !== undefined) frames.push(now - last);
          last = now;
          const before = scrollY;
          scrollBy({ top: step, behavior: 'instant' });
          if (scrollY > before || frames.length < 3) requestAnimationFrame(next);
          else resolve(frames);
        };
        requestAnimationFrame(next);
      }),
    STEP_PX,
  );
