import { enter, insertCard } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, picture, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { addNote, allSent, documentLink, openFromServer } from '#test/support/browser/dossier-acts.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/** Each act of the screen «Droits et accès», and of one document, as a doctor does them with a minor and her mother. */
describe.skipIf(!hasChromium())('what a doctor does at the wish of a holder', () => {
  const CHILD = 'FAUVEL';
  let demo: DemoProcess;
  let desk: BrowserDevice;

  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    desk = await browserDevice({ width: 1440, height: 900 });
  });
  afterAll(async () => {
    await desk?.remove();
    await demo?.remove();
  });
  const step = steps('rights-acts', () => ({ desk }));
  const main = (page: Page) => page.getByRole('main');
  const dialog = (page: Page) => page.getByRole('dialog').filter({ visible: true });
  const panel = (page: Page, name: string) => main(page).getByRole('region', { name, exact: true });
  const done = (page: Page) => page.getByText('C’est noté.').first().waitFor();

  step('another professional is found by name and authorised, the Vitale being elsewhere', async () => {
    const page = desk.page();
    await enter(page, demo.origin, 'Maëlle KERMADEC', '3456');
    await openFromServer(page, CHILD);
    await main(page).getByRole('link', { name: 'Droits et accès' }).click();
    await panel(page, 'Professionnels autorisés')
      .getByRole('button', { name: 'Autoriser un professionnel' })
      .click();
    await dialog(page).getByLabel('Nom ou numéro du professionnel').fill('rivoire');
    await dialog(page).getByRole('button', { name: 'Chercher' }).click();
    const found = await look(page, 'find-professional');
    await dialog(page)
      .getByRole('button', { name: /Solène RIVOIRE/ })
      .click();
    await dialog(page).getByRole('button', { name: 'Autoriser un professionnel' }).click();
    await dialog(page).getByText('Lisez la carte ou écrivez une raison.').waitFor();
    found.push(...(await look(page, 'presence')));
    await dialog(page).getByLabel('Raison, sans carte Vitale').fill('Présente, a oublié sa carte');
    await dialog(page).getByRole('button', { name: 'Autoriser un professionnel' }).click();
    await panel(page, 'Professionnels autorisés').getByText('Solène RIVOIRE').waitFor();
    expect(found).toEqual([]);
  });

  step('a blocked professional is shown as such, and is unblocked', async () => {
    const page = desk.page();
    const line = panel(page, 'Professionnels autorisés')
      .getByRole('listitem')
      .filter({ hasText: 'Solène RIVOIRE' });
    await line.getByRole('button', { name: 'Bloquer' }).click();
    await dialog(page).getByRole('button', { name: 'Bloquer' }).click();
    await line.getByText('Bloqué', { exact: true }).waitFor();
    await line.getByRole('button', { name: 'Débloquer' }).click();
    await dialog(page).getByRole('button', { name: 'Débloquer' }).click();
    await line.getByText('Autorisé', { exact: true }).waitFor();
  });

  step('a care team is authorised with the mother’s card in the reader', async () => {
    const page = desk.page();
    await insertCard(page, 'FAUVEL');
    await panel(page, 'Équipes de soins').getByRole('button', { name: 'Autoriser une équipe' }).click();
    await dialog(page).getByLabel('Nom de l’équipe').fill('Équipe de l’adolescence');
    await dialog(page).getByRole('button', { name: 'Ajouter un membre' }).click();
    await dialog(page).getByLabel('Nom ou numéro du professionnel').fill('belcastel');
    await dialog(page).getByRole('button', { name: 'Chercher' }).click();
    await dialog(page)
      .getByRole('button', { name: /Idriss BELCASTEL/ })
      .click();
    await dialog(page).getByRole('button', { name: 'Lire la carte Vitale' }).click();
    await dialog(page).getByText('La carte Vitale du titulaire est dans le lecteur').waitFor();
    await dialog(page).getByRole('button', { name: 'Autoriser l’équipe pour un an' }).click();
    await panel(page, 'Équipes de soins').getByText('Équipe de l’adolescence').waitFor();
    await panel(page, 'Équipes de soins').getByText('Idriss BELCASTEL').waitFor();
  });

  step('contact details and a second representative are recorded', async () => {
    const page = desk.page();
    await panel(page, 'Coordonnées').getByRole('button', { name: 'Modifier les coordonnées' }).click();
    await dialog(page).getByLabel('Téléphone').first().fill('pas un numéro');
    await dialog(page).getByRole('button', { name: 'Enregistrer' }).click();
    await dialog(page).getByText('Écrivez un numéro, avec des chiffres.').waitFor();
    if (process.env.RELAIS_PICTURES) await picture(page, 'holder-form');
    await dialog(page).getByLabel('Téléphone').first().fill('06 39 98 50 61');
    await dialog(page).getByRole('button', { name: 'Enregistrer' }).click();
    await panel(page, 'Coordonnées').getByText('06 39 98 50 61').waitFor();
    await panel(page, 'Représentants légaux')
      .getByRole('button', { name: 'Enregistrer un représentant' })
      .click();
    await dialog(page).getByLabel('Lien avec le titulaire').selectOption('father');
    await dialog(page).getByLabel('Nom', { exact: true }).fill('FAUVEL');
    await dialog(page).getByLabel('Prénom', { exact: true }).fill('Basile (fictif)');
    await dialog(page).getByRole('button', { name: 'Enregistrer un représentant' }).click();
    await panel(page, 'Représentants légaux').getByText('Basile (fictif) FAUVEL').waitFor();
  });

  step('in a confidential session what is added stays hidden from the representatives', async () => {
    const page = desk.page();
    await panel(page, 'Session confidentielle')
      .getByRole('button', { name: 'Commencer une session confidentielle' })
      .click();
    await main(page).getByRole('link', { name: 'Documents' }).first().click();
    await page
      .getByText(/^Session confidentielle\s: ce qui s’ajoute/)
      .first()
      .waitFor();
    await addNote(page, 'Entretien confidentiel', 'Dit en confiance.');
    await allSent(page);
    await documentLink(page, 'Entretien confidentiel')
      .getByText('Non visible des représentants légaux')
      .waitFor();
  });

  step('an own document is archived, found again, and deleted after a question', async () => {
    const page = desk.page();
    await documentLink(page, 'Entretien confidentiel').click();
    await main(page).getByText('Agir sur ce document').click();
    await main(page).getByRole('button', { name: 'Archiver' }).click();
    await dialog(page).getByRole('button', { name: 'Archiver' }).click();
    await done(page);
    await main(page).getByRole('button', { name: 'Sortir des archives' }).waitFor();
    await main(page).getByRole('button', { name: 'Supprimer' }).click();
    await dialog(page).getByRole('button', { name: 'Supprimer' }).click();
    await main(page)
      .getByText(/Ce document n’est pas|introuvable/i)
      .first()
      .waitFor();
  });

  step('the mother’s copy leaves out what her daughter said alone', async () => {
    const page = desk.page();
    await main(page).getByRole('link', { name: 'Droits et accès' }).click();
    await page.getByLabel('La copie est pour').selectOption('representative');
    // without a screen nobody can name a file: the door of browsers that have no such window
    await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    const download = page.waitForEvent('download');
    await main(page).getByRole('button', { name: 'Remettre une copie complète' }).click();
    const file = await (await download).path();
    const names = Object.keys(unzipSync(new Uint8Array(readFileSync(file))));
    expect(names).toEqual(expect.arrayContaining(['index.html', 'fhir/bundle.json']));
    expect(names.some((name) => /vaccination/i.test(name))).toBe(true);
    expect(names.some((name) => /patiente-seule|confidentiel/i.test(name))).toBe(false);
  });

  step('the dossier is closed, leaves the device, and is reopened with a renewed consent', async () => {
    const page = desk.page();
    await panel(page, 'Le dossier lui-même').getByRole('button', { name: 'Clôturer le dossier' }).click();
    await dialog(page).getByRole('button', { name: 'Clôturer le dossier' }).click();
    await dialog(page).getByText('Écrivez la raison.').waitFor();
    const found = await look(page, 'close');
    await dialog(page).getByLabel('Raison donnée').fill('La famille le demande');
    await dialog(page).getByRole('button', { name: 'Clôturer le dossier' }).click();
    await page.getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
    expect(
      await main(page)
        .getByRole('link', { name: new RegExp(CHILD) })
        .count(),
    ).toBe(0);
    await main(page).getByRole('link', { name: 'Lire la carte Vitale' }).click();
    await page
      .getByRole('button', { name: /Lire|Relire/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Rouvrir ce DMP avec un nouveau consentement' }).click();
    await page.getByRole('button', { name: 'Informée, brochure remise' }).click();
    await page.getByRole('checkbox', { name: /La personne consent à la création/ }).check();
    await page.getByRole('button', { name: 'Enregistrer le consentement' }).click();
    await page.getByRole('button', { name: 'C’est bien cette personne : rouvrir son DMP' }).click();
    await page.getByText('Le DMP est rouvert').first().waitFor();
    found.push(...(await look(page, 'reopened')));
    await page.getByRole('button', { name: 'M’autoriser à consulter ce dossier' }).click();
    await page.getByLabel('Titulaire du dossier').getByText(CHILD).waitFor();
    await documentLink(page, 'Rappel de vaccination').waitFor();
    expect(found).toEqual([]);
  });

  step('no script failed and nothing was refused by the content security policy', () => {
    expect(desk.complaints).toEqual([]);
  });
});
