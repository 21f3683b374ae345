import { enter, unlock } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { allSent, controlled, documentLink, openFromServer } from '#test/support/browser/dossier-acts.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/** What documents say is on the screen before any of them is opened, and without a network. */
describe.skipIf(!hasChromium())('documents that read themselves', () => {
  let demo: DemoProcess;
  let nurse: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    nurse = await browserDevice({ width: 360, height: 740 });
    await enter(nurse.page(), demo.origin, 'Solène RIVOIRE', '1234');
    await controlled(nurse.page());
  });
  afterAll(async () => {
    await nurse?.remove();
    await demo?.remove();
  });
  const step = steps('clinical', () => ({ nurse }));
  const main = (page: Page) => page.getByRole('main');
  const show = (page: Page, view: RegExp) =>
    page.getByRole('navigation', { name: 'Vues du dossier' }).getByRole('link', { name: view }).click();
  const search = (page: Page) => main(page).getByRole('searchbox', { name: 'Chercher dans les documents' });

  step('a dossier opens on what is dangerous, on one screen of a phone', async () => {
    const page = nurse.page();
    await openFromServer(page, 'TCHITCHI');
    await show(page, /^Synthèse/);
    for (const danger of ['Pénicilline', 'Apixaban 2,5 mg']) {
      const item = main(page).getByRole('button', { name: new RegExp(danger) });
      await item.waitFor();
      const box = await item.boundingBox();
      expect((box?.y ?? 740) + (box?.height ?? 0)).toBeLessThan(640);
    }
    expect(await look(page, 'clinical-summary')).toEqual([]);
  });

  step('what was measured is drawn over time, and read by keyboard and as a table', async () => {
    const page = nurse.page();
    await show(page, /^Résultats/);
    const plot = main(page).getByRole('slider', { name: /Poids/ });
    await plot.focus();
    await plot.press('Home');
    expect(await plot.getAttribute('aria-valuetext')).toContain('57,4');
    await plot.press('End');
    expect(await plot.getAttribute('aria-valuetext')).toContain('58,6');
    expect(await look(page, 'clinical-results')).toEqual([]);
    await main(page).getByRole('button', { name: 'Tableau' }).click();
    await main(page).getByRole('cell', { name: /118/ }).first().waitFor();
    expect(await look(page, 'clinical-table')).toEqual([]);
  });

  step('words are found inside documents, accents, plurals and a typing error apart', async () => {
    const page = nurse.page();
    await show(page, /^Documents/);
    for (const typed of ['decompensation', 'diurétique', 'furosemdie']) {
      await search(page).fill(typed);
      await documentLink(page, 'Lettre de sortie').first().waitFor();
    }
    expect(await main(page).locator('mark').count()).toBeGreaterThan(0);
    expect(await look(page, 'clinical-search')).toEqual([]);
    await search(page).fill('');
  });

  step('a structured document shows its words', async () => {
    const page = nurse.page();
    await documentLink(page, 'Synthèse médicale').first().click();
    await main(page).getByRole('heading', { name: 'Allergies et intolérances' }).waitFor();
    await main(page).getByText('Pénicilline : urticaire').waitFor();
    expect(await look(page, 'clinical-narrative')).toEqual([]);
  });

  step('without the server and after a restart the same is on the screens', async () => {
    await allSent(nurse.page());
    await demo.kill();
    await nurse.restart();
    const page = nurse.page();
    await page.goto(`${demo.origin}/coffre`);
    await unlock(page);
    await main(page)
      .getByRole('link', { name: /TCHITCHI/ })
      .first()
      .click();
    await main(page)
      .getByRole('button', { name: /Pénicilline/ })
      .waitFor();
    await show(page, /^Documents/);
    await search(page).fill('decompensation');
    await documentLink(page, 'Lettre de sortie').first().waitFor();
  });

  step('all dossiers of the device are searched at once, and a hit says whose it is', async () => {
    const page = nurse.page();
    await page.getByRole('link', { name: 'Dossiers', exact: true }).first().click();
    await main(page).getByRole('link', { name: 'Chercher dans les documents' }).click();
    await search(page).fill('urticaire');
    await main(page)
      .getByRole('link', { name: /TCHITCHI CATARINA/ })
      .first()
      .waitFor();
    expect(await look(page, 'clinical-everywhere')).toEqual([]);
    await main(page)
      .getByRole('link', { name: /TCHITCHI CATARINA/ })
      .first()
      .click();
    await page.getByLabel('Titulaire du dossier').getByText('TCHITCHI').waitFor();
  });
});
