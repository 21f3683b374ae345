import { enter } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { documentLink, openFromServer } from '#test/support/browser/dossier-acts.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { speak } from '#test/support/browser/visit.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/** What screens do beside being looked at one by one (screens.test.ts). */
describe.skipIf(!hasChromium())('a dossier that is open', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice({ width: 1440, height: 900 });
    await enter(device.page(), demo.origin, 'Solène RIVOIRE', '1234');
    await openFromServer(device.page(), 'PAT-TROIS');
    await documentLink(device.page(), 'Compte rendu d').waitFor();
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });
  const step = steps('accessibility', () => ({ device }));

  step('keeps whose it is in sight, however far the page is scrolled', async () => {
    const page = device.page();
    // a message stands over the page for some seconds
    await page.getByText('Cet appareil est protégé').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Ajouter un document' }).first().click();
    await page.getByRole('button', { name: /Écrire une note/ }).click();
    const banner = page.getByLabel('Titulaire du dossier');
    for (const height of [400, 260]) {
      await page.setViewportSize({ width: 1440, height });
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      expect(await banner.evaluate(wholly)).toBe(true);
    }
    await page.setViewportSize({ width: 360, height: 400 });
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    expect(await banner.evaluate(wholly)).toBe(true);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('link', { name: 'Documents', exact: true }).click();
    await documentLink(page, 'Compte rendu d').waitFor();
  });

  step('says the same in English', async () => {
    const page = device.page();
    await speak(page, 'en');
    await page.getByRole('link', { name: 'Add a document' }).filter({ visible: true }).first().waitFor();
    expect(await look(page, 'english-dossier')).toEqual([]);
  });

  step('failed no script', () => expect(device.complaints).toEqual([]));
});

/** Whether nothing lies over an element: runs in the page. */
function wholly(element: Element): boolean {
  const { left, top, bottom } = element.getBoundingClientRect();
  return [top + 3, (top + bottom) / 2, bottom - 3].every((y) =>
    element.contains(document.elementFromPoint(Math.max(left, 0) + 20, y)),
  );
}
