import { enter } from '#test/support/browser/acts.ts';
import { violations } from '#test/support/browser/axe.ts';
import { browserDevice, hasChromium, picture, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { controlled, documentLink } from '#test/support/browser/dossier-acts.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';

/** A clinician at a desk: several dossiers in one window, everything by the keyboard, a file let go on a page. */
describe.skipIf(!hasChromium())('a desk', () => {
  let demo: DemoProcess;
  let desk: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    desk = await browserDevice({ width: 1440, height: 900 });
    await enter(desk.page(), demo.origin, 'Solène RIVOIRE', '1234');
    await controlled(desk.page());
  });
  afterAll(async () => {
    await desk?.remove();
    await demo?.remove();
  });
  const step = steps('desk', () => ({ desk }));
  const main = (page: Page): Locator => page.getByRole('main');
  const banner = (page: Page): Locator => page.getByLabel('Titulaire du dossier');
  const strip = (page: Page): Locator => page.getByRole('navigation', { name: 'Dossiers ouverts' });
  const palette = (page: Page): Locator =>
    page.getByRole('dialog', { name: 'Chercher un dossier ou une commande' });

  /** Opens the list, types, and takes the first proposition that has these words. */
  /** Pressed again where the page was still busy with what stood there before. */
  async function openPalette(page: Page): Promise<void> {
    const field = palette(page).getByRole('combobox');
    await vi.waitFor(
      async () => {
        await page.keyboard.press('Control+K');
        await field.waitFor({ timeout: 3_000 });
      },
      { timeout: 20_000 },
    );
  }

  async function command(page: Page, typed: string, option: RegExp): Promise<void> {
    await openPalette(page);
    await page.keyboard.type(typed);
    await palette(page).getByRole('option', { name: option, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await palette(page).waitFor({ state: 'detached' });
  }

  /** What is wrong with the screen in both themes; pictures of it are left for people. */
  async function seen(page: Page, name: string): Promise<string[]> {
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      found.push(...(await violations(page, colorScheme === 'light' ? 'all' : 'colours')));
      if (process.env.RELAIS_PICTURES) await picture(page, `desk-${name}-${colorScheme}`, false);
    }
    return found;
  }

  step('a holder is found by name among those of the server, and opened without a pointer', async () => {
    const page = desk.page();
    await page.getByRole('button', { name: /Chercher ou agir/ }).waitFor();
    await command(page, 'tchi cat', /TCHITCHI CATARINA/);
    await banner(page).getByText('TCHITCHI').waitFor();
    // what must never be given to her is said on every page of hers
    await banner(page).getByText('Pénicilline').waitFor();
  });

  step('from one document to the next, and both panes stay', async () => {
    const page = desk.page();
    await command(page, 'documents du', /Documents du dossier/);
    await documentLink(page, 'Lettre de sortie').first().focus();
    await page.keyboard.press('Enter');
    await main(page)
      .getByRole('heading', { name: /Lettre de sortie/ })
      .waitFor();
    const before = page.url();
    await page.keyboard.press('Alt+PageDown');
    await page.waitForURL((url) => url.href !== before);
    await page.keyboard.press('Alt+PageUp');
    await page.waitForURL(before);
    expect(await documentLink(page, 'Synthèse médicale').first().isVisible()).toBe(true);
    expect(await seen(page, 'document')).toEqual([]);
  });

  step('a second dossier opens beside the first, and neither can be taken for the other', async () => {
    const page = desk.page();
    const left = page.url();
    await openPalette(page);
    expect(await seen(page, 'palette')).toEqual([]);
    await page.keyboard.press('Escape');
    await palette(page).waitFor({ state: 'detached' });
    const other = await otherHolder(page);
    await command(page, other, new RegExp(other));
    await banner(page).getByText(other).first().waitFor();
    const tabs = strip(page).getByRole('link');
    expect(await tabs.count()).toBe(2);
    for (const tab of await tabs.all()) expect(await tab.innerText()).toMatch(/(ans|mois) · INS-C …\d{4}/);
    expect(await strip(page).locator('[aria-current]').innerText()).toContain(other);
    expect(await seen(page, 'two')).toEqual([]);

    await page.keyboard.press('Alt+Shift+PageUp');
    await banner(page).getByText('TCHITCHI').waitFor();
    // back where one was in it
    expect(page.url()).toBe(left);
  });

  step('a file let go on a page is added to the dossier whose name is said', async () => {
    const page = desk.page();
    const files = await page.evaluateHandle(() => {
      const carried = new DataTransfer();
      carried.items.add(
        new File(['Pansement refait, plaie propre.'], 'pansement.txt', { type: 'text/plain' }),
      );
      return carried;
    });
    await page.dispatchEvent('main', 'dragover', { dataTransfer: files });
    await page.getByText('Déposez le fichier pour l’ajouter au dossier de').waitFor();
    expect(await seen(page, 'drop')).toEqual([]);
    await page.dispatchEvent('main', 'drop', { dataTransfer: files });
    await page.waitForURL(/\/ajouter$/);
    await main(page).getByLabel('Titre', { exact: true }).waitFor();
    expect(await main(page).getByLabel('Titre', { exact: true }).inputValue()).toContain('pansement');
  });

  step('a dossier is closed and taken back, and all are forgotten with the lock', async () => {
    const page = desk.page();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.keyboard.press('Alt+Shift+PageDown');
    await strip(page).locator('[aria-current]').waitFor();
    await command(page, 'fermer ce', /Fermer ce dossier/);
    await page.getByRole('status').getByRole('button', { name: 'Annuler' }).waitFor();
    await page.keyboard.press('Control+Z');
    expect(await strip(page).getByRole('link').count()).toBe(2);
    await page.keyboard.press('Shift+F8');
    await page.getByLabel('Phrase secrète', { exact: true }).waitFor();
    expect(await strip(page).count()).toBe(0);
    expect(desk.complaints).toEqual([]);
  });

  /** Somebody else whom the server lets this professional consult, by the first word of the name. */
  async function otherHolder(page: Page): Promise<string> {
    await openPalette(page);
    await page.keyboard.type('19');
    const option = palette(page)
      .getByRole('option')
      .filter({ hasText: /INS-C/, hasNotText: 'TCHITCHI' })
      .first();
    const name = (await option.locator('bdi').innerText()).split(' ')[0] ?? '';
    await page.keyboard.press('Escape');
    await palette(page).waitFor({ state: 'detached' });
    return name;
  }
});
