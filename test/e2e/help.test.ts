import { readFileSync } from 'node:fs';
import { insertCard } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { speak, visit } from '#test/support/browser/visit.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/** The help, on every page and without a network; what it says of this instance; the file for whoever helps. */
describe.skipIf(!hasChromium())('help is at hand', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice({ width: 1440, height: 900 });
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });
  const step = steps('help', () => ({ device }));
  const main = (page: Page) => page.getByRole('main');

  step(
    'the first page of the help, its search, a section and the glossary are fit for everybody',
    async () => {
      const page = device.page();
      await page.goto(`${demo.origin}/aide`);
      await main(page)
        .getByRole('link', { name: /Glossaire/ })
        .waitFor();
      const found = await look(page, 'help');
      await page.getByLabel('Chercher dans l’aide').fill('masquer');
      await main(page)
        .getByText(/\d+ réponses?/)
        .waitFor();
      found.push(...(await look(page, 'help-search')));
      await visit(page, '/aide/droits');
      await page.getByRole('heading', { name: 'Droits et accès', level: 1 }).waitFor();
      found.push(...(await look(page, 'help-section')));
      await page.goto(`${demo.origin}/aide/glossaire#nir`);
      const term = page.locator('#nir');
      await expect.poll(() => term.evaluate((one) => one.getBoundingClientRect().top)).toBeLessThan(900);
      found.push(...(await look(page, 'help-glossary')));
      expect(found).toEqual([]);
    },
  );

  step('a word explains itself to a keyboard at 320 px, and gives the focus back', async () => {
    const page = device.page();
    await page.setViewportSize({ width: 320, height: 640 });
    await visit(page, '/aide/vitale');
    const word = page.getByRole('button', { name: /INS-C.*qu’est-ce que c’est/ });
    await word.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'INS-C' });
    await panel.getByText('22 chiffres').waitFor();
    expect(await panel.evaluate((one) => one === document.activeElement)).toBe(true);
    const box = await panel.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 320).toBe(true);
    await page.setViewportSize({ width: 1440, height: 900 });
    const found = await look(page, 'help-word');
    await page.keyboard.press('Escape');
    expect(await word.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(found).toEqual([]);
  });

  step('the help of a screen opens over it, and what was typed stays', async () => {
    const page = device.page();
    await visit(page, '/connexion');
    await insertCard(page, 'Solène RIVOIRE');
    await page.getByLabel(/Code de la carte/).fill('12');
    await page.getByRole('button', { name: 'Aide', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Aide' });
    await dialog.getByRole('heading', { name: 'Se connecter' }).waitFor();
    expect(await look(page, 'help-dialog')).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.getByLabel(/Code de la carte/).inputValue()).toBe('12');
  });

  step('whom to call is there with and without the network, and the file names nobody', async () => {
    const page = device.page();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await visit(page, '/aide/assistance');
    await main(page).getByRole('link', { name: '01 99 00 15 10' }).waitFor();
    await page.getByRole('button', { name: 'Préparer le fichier' }).click();
    const shown = await page.locator('pre').textContent();
    expect(shown).toContain('"relais-diagnostic"');
    const found = await look(page, 'help-support');
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Enregistrer le fichier' }).click();
    expect(readFileSync(await (await saving).path(), 'utf8').trim()).toBe(shown);
    await page.context().setOffline(true);
    await page.reload();
    await page.getByText('Le serveur n’a pas répondu').waitFor();
    await main(page).getByRole('link', { name: '01 99 00 15 10' }).waitFor();
    await speak(page, 'en');
    await page.getByRole('heading', { name: 'Compatible software' }).waitFor();
    found.push(...(await look(page, 'help-support-offline-en')));
    await page.context().setOffline(false);
    expect(found).toEqual([]);
  });
});
