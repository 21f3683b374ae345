import type { Page } from 'playwright-core';
import { scrollsSideways, violations } from './axe.ts';
import { picture } from './chromium.ts';

const PHONE = { width: 360, height: 740 };
const TABLET = { width: 820, height: 1180 };
const DESK = { width: 1440, height: 900 };
/** 1280 px at 400 % (WCAG 2.2, 1.4.10). */
const NARROWEST = { width: 320, height: 640 };

/**
 * Looks at one screen on a phone and at a desk, in light and dark, and at the narrowest width: what is wrong with it,
 * one line each. With `RELAIS_PICTURES` set it also leaves pictures, for people.
 */
export async function look(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  const before = page.viewportSize() ?? DESK;
  for (const viewport of [PHONE, DESK]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // the theme changes colours and nothing else
      const broken = await violations(page, colorScheme === 'light' ? 'all' : 'colours');
      found.push(...broken.map((line) => `${name}, ${viewport.width} px, ${colorScheme}: ${line}`));
    }
  }
  await page.setViewportSize(NARROWEST);
  if (await scrollsSideways(page)) found.push(`${name}: scrolls sideways at ${NARROWEST.width} px`);
  if (process.env.RELAIS_PICTURES) await pictures(page, name);
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  return found;
}

async function pictures(page: Page, name: string): Promise<void> {
  for (const viewport of [PHONE, TABLET, DESK]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(150);
      await picture(page, `${name}-${viewport.width}-${colorScheme}`, false);
    }
  }
}
