import { enter, insertCard, unlock } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import {
  addNote,
  allSent,
  controlled,
  documentIds,
  documentLink,
  openKept,
  readCardAgain,
} from '#test/support/browser/dossier-acts.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/** A nurse prepares her round, works at bedsides without a network, and all that she did arrives. */
describe.skipIf(!hasChromium())('a visit round', () => {
  let demo: DemoProcess;
  let nurse: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    nurse = await browserDevice({ width: 820, height: 1180 });
    await enter(nurse.page(), demo.origin, 'Solène RIVOIRE', '1234');
    await controlled(nurse.page());
  });
  afterAll(async () => {
    await nurse?.remove();
    await demo?.remove();
  });
  const step = steps('round', () => ({ nurse }));
  const main = (page: Page) => page.getByRole('main');

  step('two dossiers are chosen, put in order, and fetched whole', async () => {
    const page = nurse.page();
    await page.getByRole('link', { name: 'Préparer ma tournée' }).click();
    const found = await lookAt(page, 'round-empty', 'Aucun dossier choisi');
    await main(page)
      .getByRole('button', { name: /TCHITCHI/ })
      .click();
    await main(page)
      .getByRole('button', { name: /PAT-TROIS/ })
      .click();
    await main(page).getByRole('button', { name: 'Monter PAT-TROIS DOMINIQUE' }).click();
    await page.getByRole('button', { name: 'Préparer la tournée' }).click();
    found.push(...(await lookAt(page, 'round-ready', 'Prêt pour la route')));
    expect(found).toEqual([]);
  });

  step('without the server, after a restart, every document of the round opens', async () => {
    await demo.kill();
    await nurse.restart();
    const page = nurse.page();
    await page.goto(`${demo.origin}/tournee`);
    await main(page).getByRole('link', { name: 'Déverrouiller' }).click();
    await unlock(page);
    await main(page).getByText('Prêt pour la route').waitFor();
    for (const holder of ['PAT-TROIS', 'TCHITCHI']) {
      await openKept(page, holder);
      const ids = await documentIds(page);
      expect(ids.length).toBeGreaterThan(0);
      for (const id of ids) {
        // the row of the list, or the way to the next one of the document before
        await main(page).locator(`a[href$="/document/${id}"]`).first().click();
        // what may be saved was opened whole
        await main(page).locator('button:enabled', { hasText: 'Enregistrer le fichier' }).first().waitFor();
        await page.goBack();
      }
    }
  });

  step('a DMP is created at the bedside for a holder who has none, and for one who has one', async () => {
    const page = nurse.page();
    await createOffline(page, 'DESMAUX Nathalie');
    await addNote(page, 'Chez madame DESMAUX', 'Vue à domicile.');
    expect(await lookAt(page, 'dossier-to-be', 'DMP à créer')).toEqual([]);
    await createOffline(page, 'PAT-TROIS Dominique');
    await addNote(page, 'Chez madame PAT-TROIS', 'Vue à domicile.');
    await page.getByRole('link', { name: 'Dossiers', exact: true }).first().click();
    expect(await lookAt(page, 'home-dossiers-to-be', 'Créés sans réseau')).toEqual([]);
  });

  step('the server is back: both arrive, once, and the existing one is named', async () => {
    const page = nurse.page();
    await demo.start();
    await allSent(page, 90_000);
    await openKept(page, 'DESMAUX');
    await documentLink(page, 'Chez madame DESMAUX').waitFor();
    await openKept(page, 'PAT-TROIS');
    await documentLink(page, 'Chez madame PAT-TROIS').waitFor();
    expect(await documentLink(page, 'Chez madame PAT-TROIS').count()).toBe(1);
    await page.getByRole('link', { name: 'Envois' }).first().click();
    await main(page)
      .getByText(/Ce DMP existait déjà/)
      .first()
      .waitFor();
    expect(nurse.complaints).toEqual([]);
  });
});

async function lookAt(page: Page, name: string, sign: string): Promise<string[]> {
  await page.getByRole('main').getByText(sign).first().waitFor();
  return look(page, name);
}

/** Card, three steps, authorisation; ends on the page that writes the first document. */
async function createOffline(page: Page, card: string): Promise<void> {
  await page.getByRole('link', { name: 'Dossiers', exact: true }).first().click();
  await page.getByRole('link', { name: 'Lire la carte Vitale' }).first().click();
  await insertCard(page, card);
  await page.getByRole('button', { name: 'Préparer la création sans réseau' }).click();
  await page.getByRole('button', { name: 'Informée, brochure remise' }).click();
  await page.getByRole('checkbox', { name: /La personne consent à la création/ }).check();
  await page.getByRole('button', { name: 'Enregistrer le consentement' }).click();
  await readCardAgain(page);
  await page.getByRole('button', { name: /C’est bien cette personne/ }).click();
  await page.getByRole('button', { name: 'M’autoriser', exact: true }).click();
  await page.getByText('Votre autorisation attend derrière la création').first().waitFor();
  await page.getByRole('link', { name: 'Voir le dossier à créer' }).click();
  await page.getByLabel('Titulaire du dossier').waitFor();
}
