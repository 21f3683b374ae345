import { enter } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/** The code of the demonstration's Catarina, as a hand scanner types it: GS as Control and «]», Enter at its end. */
const FIELDS = [
  'IS010000000000000000000000S1236066322083656S21.2.250.1.213.1.4.10',
  'S3CATARINA',
  'S4TCHITCHI',
  'S5FS621-06-1936S763220',
];

async function scan(page: Page, fields: readonly string[]): Promise<void> {
  for (const [at, field] of fields.entries()) {
    if (at > 0) await page.keyboard.press('Control+]');
    await page.keyboard.type(field);
  }
  await page.keyboard.press('Enter');
}

async function toCards(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Dossiers', exact: true }).first().click();
  await page.getByRole('link', { name: 'Lire la carte Vitale' }).click();
}

/** A wristband finds a dossier; it proves nothing, and nothing is typed. */
describe.skipIf(!hasChromium())('codes that are scanned', () => {
  let demo: DemoProcess;
  let nurse: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    nurse = await browserDevice({ width: 820, height: 1180 });
    await enter(nurse.page(), demo.origin, 'Solène RIVOIRE', '1234');
  });
  afterAll(async () => {
    await nurse?.remove();
    await demo?.remove();
  });
  const step = steps('scan', () => ({ nurse }));

  step(
    'a hand scanner opens the dossier from the page that reads cards, with no field and no click',
    async () => {
      const page = nurse.page();
      await toCards(page);
      await page.getByRole('button', { name: 'Lire un code INS' }).waitFor();
      expect(await look(page, 'scan-vitale')).toEqual([]);
      await scan(page, FIELDS);
      await page.getByLabel('Titulaire du dossier').getByText('TCHITCHI').waitFor();
    },
  );

  step('a code that is cut off opens nothing, and says so', async () => {
    const page = nurse.page();
    await toCards(page);
    await page.getByRole('button', { name: 'Lire un code INS' }).waitFor();
    await scan(page, FIELDS.slice(0, 2));
    await page.getByText('Ce code n’est pas un code INS lisible').waitFor();
  });

  step('the QR code of a bridge is read on the page that pairs it', async () => {
    const page = nurse.page();
    await page.goto(`${demo.origin}/pair`);
    await page.getByRole('button', { name: 'Lire le QR code du poste' }).click();
    await page.getByLabel('Lien du poste').fill(`https://ailleurs.invalid/pair#secret\n`);
    await page.getByText('Ce code n’est pas celui d’un poste de ce serveur').waitFor();
    expect(await look(page, 'scan-pair')).toEqual([]);
    await page.getByLabel('Lien du poste').fill(`${demo.origin}/pair#secret\n`);
    await page.getByRole('button', { name: 'Associer ce poste' }).waitFor();
    expect(page.url()).not.toContain('secret');
  });
});
