import { enter, unlockHere } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import {
  addNote,
  allSent,
  chooseFile,
  chooseType,
  documentLink,
  openFromServer,
} from '#test/support/browser/dossier-acts.ts';
import { slowUploads } from '#test/support/browser/network.ts';
import { steps } from '#test/support/browser/steps.ts';
import { samplePdf } from '#test/support/documents/samples.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

const MEGABYTE = 1024 * 1024;

/** Two tabs share one profile, one outbox and one session with the server; a doctor elsewhere sees what arrived. */
describe.skipIf(!hasChromium())('two tabs of one device', () => {
  let demo: DemoProcess;
  let nurse: BrowserDevice;
  let doctor: BrowserDevice;
  let first: Page;
  let second: Page;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    [nurse, doctor] = await Promise.all([browserDevice(), browserDevice()]);
    await enter(nurse.page(), demo.origin, 'Solène RIVOIRE', '1234');
    await enter(doctor.page(), demo.origin, 'Maëlle KERMADEC', '3456');
    await openFromServer(doctor.page(), 'TCHITCHI');
  });
  afterAll(async () => {
    await Promise.all([nurse?.remove(), doctor?.remove()]);
    await demo?.remove();
  });
  const step = steps('tabs', () => ({ nurse, doctor }));

  /** How many documents of this title there are, on a screen that has them all. */
  const howMany = (page: Page, title: string): Promise<number> => documentLink(page, title).count();

  step('each tab is opened by its own unlocking', async () => {
    first = nurse.page();
    await openFromServer(first, 'TCHITCHI');
    second = await nurse.tab();
    await second.goto(first.url());
    await unlockHere(second);
    await documentLink(second, 'Passage du matin').waitFor();
  });

  step('a note written in one appears in the other, and once on another device', async () => {
    await addNote(first, 'Depuis le premier onglet', 'Écrite ici.');
    await documentLink(second, 'Depuis le premier onglet').waitFor();
    await addNote(second, 'Depuis le second onglet', 'Écrite là.');
    await documentLink(first, 'Depuis le second onglet').waitFor();
    for (const tab of [first, second]) await allSent(tab);
    await documentLink(doctor.page(), 'Depuis le second onglet').waitFor();
    for (const title of ['Depuis le premier onglet', 'Depuis le second onglet'])
      for (const page of [first, second, doctor.page()]) expect(await howMany(page, title)).toBe(1);
  });

  step(
    'when the tab that sends is closed in the middle, the other finishes, and sends nothing twice',
    async () => {
      for (const tab of [first, second]) await slowUploads(tab, MEGABYTE);
      const content = Buffer.concat([Buffer.from(samplePdf()), Buffer.alloc(8 * MEGABYTE, '%'), PDF_END]);
      await chooseFile(first, { name: 'irm.pdf', mimeType: 'application/pdf', buffer: content });
      await first.getByLabel('Titre', { exact: true }).fill('IRM du genou');
      await chooseType(first);
      await first.getByRole('button', { name: 'Ajouter au dossier' }).click();
      const progress = (tab: Page) => tab.getByRole('progressbar', { name: 'Envoi : IRM du genou' });
      // whichever leads shows the progress: that one goes
      await Promise.any([progress(first).waitFor(), progress(second).waitFor()]);
      const leads = (await progress(first).count()) > 0 ? first : second;
      const stays = leads === first ? second : first;
      await slowUploads(stays, -1);
      await leads.close();
      await documentLink(stays, 'IRM du genou').waitFor();
      await allSent(stays);
      await documentLink(doctor.page(), 'IRM du genou').waitFor();
      expect(await howMany(doctor.page(), 'IRM du genou')).toBe(1);
      await documentLink(doctor.page(), 'IRM du genou').click();
      await doctor.page().locator('canvas').first().waitFor();
      await doctor.page().goBack();
    },
  );

  step('no script failed in any tab', () => {
    expect(nurse.complaints).toEqual([]);
    expect(doctor.complaints).toEqual([]);
  });
});

/** A device put back from a backup writes under numbers that it has used: what it writes first is refused. */
describe.skipIf(!hasChromium())('what the server refuses', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice();
    await enter(device.page(), demo.origin, 'Solène RIVOIRE', '1234');
    await openFromServer(device.page(), 'TCHITCHI');
    await allSent(device.page());
  });
  afterAll(async () => {
    await device?.remove();
    await demo?.remove();
  });
  const step = steps('refused', () => ({ device }));

  async function openAgain(): Promise<Page> {
    const page = device.page();
    await page.goto(demo.origin);
    await unlockHere(page);
    await page
      .getByRole('main')
      .getByRole('link', { name: /TCHITCHI/ })
      .first()
      .click();
    await documentLink(page, 'Passage du matin').waitFor();
    return page;
  }

  step('stays on the device, with its reason', async () => {
    await device.backUp();
    const before = await openAgain();
    await addNote(before, 'Écrite avant la restauration', 'Reçue.');
    // the number must have been used before the device goes back to where it was free
    await allSent(before, 90_000);
    await device.restore();
    const page = await openAgain();
    await addNote(page, 'Écrite après la restauration', 'À ne pas perdre.');
    await page
      .getByText(/envoi refusé/)
      .first()
      .waitFor();
    await page
      .getByRole('link', { name: /Envois/ })
      .first()
      .click();
    await page.getByText('Refusés par le serveur').waitFor();
    await page.getByText('Le numéro de cet envoi a déjà servi').waitFor();
  });

  step('can be exported, and given up', async () => {
    const page = device.page();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Exporter' }).click();
    const saved = await (await download).path();
    expect(readFileSync(saved, 'utf8')).toBe('À ne pas perdre.');
    await page.getByRole('button', { name: 'Abandonner' }).click();
    await page.getByRole('button', { name: 'Effacer de cet appareil' }).click();
    await page.getByText('Envoi abandonné').waitFor();
    await page.getByText('Refusés par le serveur').waitFor({ state: 'detached' });
    await allSent(page);
  });

  step('does not stand in the way of what is written next', async () => {
    const page = await openAgain();
    await addNote(page, 'La suivante', 'Reçue.');
    await allSent(page);
    await documentLink(page, 'La suivante').waitFor();
    expect(device.complaints).toEqual([]);
  });
});

const PDF_END = Buffer.from('\n%%EOF\n');
