import type { Page } from 'playwright-core';

/** Goes to an address inside the app, as one of its own links does: nothing is loaded anew, the vault stays open. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = document.createElement('a');
    link.href = href;
    document.body.firstElementChild?.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL((url) => url.pathname + url.search === path);
}

/** Changes the language in place, whatever lies over the page. */
export async function speak(page: Page, language: 'fr' | 'en'): Promise<void> {
  if ((await page.evaluate(() => document.documentElement.lang)) === language) return;
  await page.evaluate(() => document.querySelector<HTMLElement>('[popover] button[lang]')?.click());
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}
