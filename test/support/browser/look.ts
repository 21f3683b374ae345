import type { Page } from 'playwright-core';
import { violations, widerThanPage } from './axe.ts';
import { picture } from './chromium.ts';
import { smallTargets } from './targets.ts';

const PHONE = { width: 360, height: 740 };
const TABLET = { width: 820, height: 1180 };
export const DESK = { width: 1440, height: 900 };
export const VIEWPORTS = [PHONE, TABLET, DESK] as const;
export const THEMES = ['light', 'dark'] as const;
/** 1280 px at 400 % (WCAG 2.2, 1.4.10). */
const NARROWEST = { width: 320, height: 640 };

/**
 * Looks at one screen on a phone and at a desk, in light and dark, at the narrowest width and with its text twice as
 * large: what is wrong with it, one line each. With `RELAIS_PICTURES` set it also leaves pictures, for people.
 * @param emergency its main acts are pressed in a hurry, with gloves
 */
export async function look(page: Page, name: string, emergency = false): Promise<string[]> {
  const found: string[] = [];
  const before = page.viewportSize() ?? DESK;
  // what has slid under the banner is not hidden by it
  await page.evaluate(() => scrollTo(0, 0));
  for (const viewport of [PHONE, DESK]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // the theme changes colours and nothing else
      const broken = await violations(page, colorScheme === 'light' ? 'all' : 'colours');
      found.push(...broken.map((line) => `${name}, ${viewport.width} px, ${colorScheme}: ${line}`));
    }
  }
  found.push(...(await sizes(page, name, emergency)));
  if (process.env.RELAIS_PICTURES) await pictures(page, name);
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  return found;
}

/** What a finger, a narrow window and larger letters make of it. */
async function sizes(page: Page, name: string, emergency: boolean): Promise<string[]> {
  await page.setViewportSize(PHONE);
  const found = (await smallTargets(page, emergency)).map((line) => `${name}: ${line}`);
  await enlargeText(page, '200%');
  await drawn(page);
  const large = await widerThanPage(page);
  if (large !== undefined) found.push(`${name}, text at 200 %: ${large}`);
  await enlargeText(page, '');
  await page.setViewportSize(NARROWEST);
  await drawn(page);
  const narrow = await widerThanPage(page);
  if (narrow !== undefined) found.push(`${name}, ${NARROWEST.width} px: ${narrow}`);
  return found;
}

/** What measures itself has drawn itself anew. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );

/** As the reader's own setting of the browser does (WCAG 2.2, 1.4.4). */
const enlargeText = (page: Page, size: string): Promise<void> =>
  page.evaluate((wanted) => void (document.documentElement.style.fontSize = wanted), size);

async function pictures(page: Page, name: string): Promise<void> {
  await eachLook(page, (look) => picture(page, `${name}-${look}`, false));
}

/** In every width and theme, one after the other. */
export async function eachLook(page: Page, act: (look: string) => Promise<void>): Promise<void> {
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(150);
      await act(`${viewport.width}-${colorScheme}`);
    }
  }
}
