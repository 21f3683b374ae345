import { readFile } from 'node:fs/promises';
import { pdfText } from '#documents/text/pdf-text.ts';
import { samplePdf } from '#test/support/documents/samples.ts';
import {
  createVault,
  enter,
  insertCard,
  PASSPHRASE,
  signIn,
  unlock,
  unlockHere,
} from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import {
  addFile,
  addNote,
  allSent,
  controlled,
  documentLink,
  readCardAgain,
  showDocuments,
} from '#test/support/browser/dossier-acts.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/** What the PDF holds that the only such button of the page saves, its lines as one. */
async function savedPdf(page: Page): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Enregistrer en PDF' }).click();
  const read = await pdfText(Uint8Array.from(await readFile(await (await download).path())));
  if (!read.ok) throw new Error(`the PDF is ${read.error.type}`);
  return read.value.text.replace(/\s+/gu, ' ');
}

/**
 * The main job, as its users live it: a nurse on a tablet and a doctor at a browser, each with a profile of their own,
 * one real server that is killed and comes back.
 */
describe.skipIf(!hasChromium())('from a card to a dossier that opens without a network', () => {
  const HOLDER = 'ADRTROIS DOMINIQUE';
  const CARD = 'ADRTROIS Dominique';
  let demo: DemoProcess;
  let tablet: BrowserDevice;
  let desk: BrowserDevice;

  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    tablet = await browserDevice({ width: 820, height: 1180 });
    desk = await browserDevice({ width: 1440, height: 900 });
  });
  afterAll(async () => {
    await Promise.all([tablet?.remove(), desk?.remove()]);
    await demo?.remove();
  });

  const step = steps('story', () => ({ tablet, desk }));

  step('a wrong code says how many tries are left, and is not tried again by itself', async () => {
    const page = tablet.page();
    await signIn(page, demo.origin, 'Solène RIVOIRE', '9999');
    await page
      .getByText(/2 essais restants/)
      .first()
      .waitFor();
  });

  step('a nurse signs in with her CPS and protects the tablet', async () => {
    const page = tablet.page();
    await page.getByLabel('Code de la carte CPS').fill('1234');
    await page.getByRole('button', { name: 'Se connecter', exact: true }).last().click();
    await createVault(page);
  });

  step('she reads a carte Vitale and creates the DMP in its three steps', async () => {
    const page = tablet.page();
    await page.getByRole('link', { name: 'Lire la carte Vitale' }).click();
    await page.getByRole('heading', { name: 'Carte Vitale' }).waitFor();
    await insertCard(page, CARD);
    await page.getByRole('button', { name: 'Créer son DMP' }).click();
    await page.getByRole('button', { name: 'Informée, brochure remise' }).click();
    const consent = page.getByRole('checkbox', { name: /La personne consent à la création/ });
    expect(await consent.isChecked()).toBe(false);
    expect(await page.getByRole('checkbox', { name: /bris de glace/ }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: /centre 15/ }).isChecked()).toBe(true);
    await consent.check();
    const form = await savedPdf(page);
    for (const words of ['ADRTROIS DOMINIQUE', 'Solène RIVOIRE', 'version 2026-11', 'médical partagé Oui'])
      expect(form).toContain(words);
    await page.getByRole('button', { name: 'Enregistrer le consentement' }).click();
    await readCardAgain(page);
    await page.getByRole('button', { name: /C’est bien cette personne/ }).click();
    await page.getByText('Le DMP est créé').first().waitFor();
    expect(await savedPdf(page)).toContain('Accusé de création du dossier médical partagé');
  });

  step('she is authorised by an act of its own, then opens the dossier', async () => {
    const page = tablet.page();
    await page.getByRole('button', { name: 'M’autoriser à consulter ce dossier' }).click();
    const open = page
      .getByRole('link', { name: 'Ouvrir le dossier' })
      .or(page.getByRole('button', { name: 'Ouvrir le dossier' }));
    const banner = page.getByLabel('Titulaire du dossier');
    await open.or(banner).first().waitFor();
    if (await open.isVisible()) await open.click();
    await banner.getByText(HOLDER).waitFor();
  });

  step('she adds a PDF and a note, and keeps the dossier on the tablet', async () => {
    const page = tablet.page();
    await addFile(
      page,
      { name: 'compte-rendu.pdf', mimeType: 'application/pdf', buffer: Buffer.from(samplePdf()) },
      'Compte rendu de visite',
    );
    await addNote(page, 'Pansement refait', 'Plaie propre, pas de signe d’infection.');
    await documentLink(page, 'Pansement refait').waitFor();
    await page
      .getByRole('button', { name: /Garder sur cet appareil/ })
      .or(page.getByRole('switch', { name: /Garder sur cet appareil/ }))
      .or(page.getByRole('checkbox', { name: /Garder sur cet appareil/ }))
      .first()
      .click();
    await allSent(page);
  });

  step('a doctor finds the dossier by the same card and opens it with the holder’s agreement', async () => {
    const page = desk.page();
    await enter(page, demo.origin, 'Maëlle KERMADEC', '3456');
    await page.getByRole('link', { name: 'Lire la carte Vitale' }).click();
    // a card that comes before the page waits for a press
    await page.getByRole('heading', { level: 1, name: 'Carte Vitale' }).waitFor();
    await insertCard(page, CARD);
    await page.getByRole('button', { name: 'L’ouvrir avec l’accord du titulaire' }).click();
    await documentLink(page, 'Compte rendu de visite').waitFor();
    await documentLink(page, 'Pansement refait').waitFor();
  });

  step('what the nurse adds appears on the doctor’s screen by itself', async () => {
    await addNote(tablet.page(), 'Tension 12/8', 'Prise au repos, bras gauche.');
    await documentLink(desk.page(), 'Tension 12/8').waitFor();
  });

  step('the server is killed, the browser restarted: the tablet opens, unlocks and reads', async () => {
    await allSent(tablet.page());
    await controlled(tablet.page());
    await demo.kill();
    const page = await tablet.restart();
    await page.goto(demo.origin);
    await unlock(page, PASSPHRASE);
    await page
      .getByRole('link', { name: new RegExp(HOLDER) })
      .first()
      .click();
    await showDocuments(page);
    await documentLink(page, 'Compte rendu de visite').click();
    await page.locator('canvas').first().waitFor();
  });

  step('what she writes without a network waits, and says so', async () => {
    const page = tablet.page();
    await page.goBack();
    await addNote(page, 'Écrite sans réseau', 'À lire demain.');
    await addNote(page, 'La suivante, dans l’ordre', 'Deuxième note hors ligne.');
    await page.getByText('En attente d’envoi').first().waitFor();
    await page
      .getByText(/2 à envoyer/)
      .filter({ visible: true })
      .first()
      .waitFor();
  });

  step(
    'without a network she shows the easy brochure and hands it over as a PDF made on the tablet',
    async () => {
      const page = tablet.page();
      const here = page.url();
      await page.goto(`${demo.origin}/brochure`);
      await page.getByRole('button', { name: 'Facile à lire' }).click();
      await page.getByRole('heading', { name: 'Le dossier, c’est quoi ?' }).waitFor();
      const brochure = await savedPdf(page);
      expect(brochure).toContain(
        'Vous pouvez lire ce texte avec quelqu’un. Vous pouvez poser des questions.',
      );
      expect(brochure).toContain('Version 2026-11, facile à lire page 1 sur 5');
      await page.goto(here);
      await unlockHere(page);
    },
  );

  step('the server is back: all arrives by itself, once, in order, on both screens', async () => {
    await demo.start();
    for (const page of [tablet.page(), desk.page()]) {
      await documentLink(page, 'Écrite sans réseau').waitFor({ timeout: 90_000 });
      await documentLink(page, 'La suivante, dans l’ordre').waitFor();
    }
    await allSent(tablet.page(), 90_000);
    for (const page of [tablet.page(), desk.page()]) {
      expect(await documentLink(page, 'Écrite sans réseau').count()).toBe(1);
      expect(await documentLink(page, 'La suivante, dans l’ordre').count()).toBe(1);
    }
  });

  step('the traces tell who did what', async () => {
    const page = desk.page();
    await page.getByRole('link', { name: 'Qui a vu quoi' }).click();
    for (const name of [/RIVOIRE/, /KERMADEC/])
      await page.getByRole('listitem').filter({ hasText: name }).first().waitFor();
  });

  step('nothing was refused by the content security policy, and no script failed', async () => {
    expect(tablet.complaints).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });
});
