import { sampleCdaN3, samplePdf } from '#test/support/documents/samples.ts';
import { createVault, insertCard, removeCard, signIn, unlock } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import {
  chooseFile,
  chosenFile,
  documentLink,
  openFromServer,
  readCardAgain,
} from '#test/support/browser/dossier-acts.ts';
import { look } from '#test/support/browser/look.ts';
import { steps } from '#test/support/browser/steps.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/**
 * Every screen held against WCAG 2.2 AA by axe-core, on a phone and at a desk, in light and dark, and against the
 * narrowest width (1.4.10). What axe cannot see stands in the keyboard's own test.
 */
describe.skipIf(!hasChromium())('every screen is fit for everybody', () => {
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
  const step = steps('accessibility', () => ({ device }));
  const main = (page: Page) => page.getByRole('main');

  step('the welcome, the brochure, what Relais is, and an address that leads nowhere', async () => {
    const page = device.page();
    const found: string[] = [];
    for (const [name, path, sign] of [
      ['welcome', '/', 'Se connecter avec la CPS'],
      ['brochure', '/brochure', 'C’est vous qui décidez'],
      ['holder-rights', '/droits-du-titulaire', 'Vous plaindre'],
      ['about', '/a-propos', 'EUPL 1.2'],
      ['not-found', '/nulle-part', 'Revenir à l’accueil'],
      ['creation-nobody', '/creation', 'Commencez par lire la carte Vitale'],
      ['vitale-no-session', '/vitale', 'Connectez-vous pour chercher un DMP'],
    ] as const) {
      await page.goto(demo.origin + path);
      await main(page).getByText(sign).first().waitFor();
      found.push(...(await look(page, name)));
    }
    expect(found).toEqual([]);
  });

  step('signing in: without a card, with one, after a wrong code', async () => {
    const page = device.page();
    await page.goto(`${demo.origin}/connexion`);
    await page.getByText('Insérez votre carte CPS dans le lecteur').waitFor();
    const found = await look(page, 'sign-in-no-card');
    await page.getByRole('button', { name: /Lecteur de démonstration/ }).click();
    found.push(...(await look(page, 'reader-panel')));
    await insertCard(page, 'Solène RIVOIRE');
    found.push(...(await look(page, 'sign-in-card')));
    await signIn(page, demo.origin, 'Solène RIVOIRE', '9999');
    await page.getByText('Code refusé par la carte').first().waitFor();
    found.push(...(await look(page, 'sign-in-wrong-code')));
    expect(found).toEqual([]);
  });

  step('the vault: created, locked, unlocked; the list of dossiers and the account', async () => {
    const page = device.page();
    await signIn(page, demo.origin, 'Solène RIVOIRE', '1234');
    await page.getByLabel('Nouvelle phrase secrète').waitFor();
    const found = await look(page, 'vault-creation');
    await createVault(page);
    await main(page)
      .getByRole('button', { name: /TCHITCHI/ })
      .waitFor();
    found.push(...(await look(page, 'home')));
    await page.getByRole('button', { name: 'Compte' }).first().click();
    found.push(...(await look(page, 'account')));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Verrouiller' }).first().click();
    await page.getByLabel('Phrase secrète', { exact: true }).waitFor();
    found.push(...(await look(page, 'unlock')));
    await unlock(page, 'pas la bonne phrase');
    await page.getByText('Ce n’est pas la bonne phrase secrète').first().waitFor();
    found.push(...(await look(page, 'unlock-wrong')));
    await unlock(page);
    await page.getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
    expect(found).toEqual([]);
  });

  step('a family card, and the three steps of a creation', async () => {
    const page = device.page();
    await removeCard(page);
    await page.getByRole('link', { name: 'Lire la carte Vitale' }).click();
    await page.getByText('Insérez la carte Vitale').waitFor();
    const found = await look(page, 'vitale-empty');
    await insertCard(page, 'MARCHAND Clotilde');
    await page.getByText('3 personnes sur cette carte').waitFor();
    found.push(...(await look(page, 'vitale-family')));
    await main(page)
      .getByRole('button', { name: /MARCHAND Inès/i })
      .click();
    await page.getByRole('button', { name: 'Créer son DMP' }).waitFor();
    found.push(...(await look(page, 'vitale-chosen')));
    await page.getByRole('button', { name: 'Créer son DMP' }).click();
    await page.getByRole('button', { name: 'Informée, brochure remise' }).waitFor();
    found.push(...(await look(page, 'creation-inform')));
    await page.getByRole('button', { name: 'Informée, brochure remise' }).click();
    const consent = page.getByRole('checkbox', { name: /La personne consent à la création/ });
    await page.getByRole('button', { name: 'Enregistrer le consentement' }).click();
    found.push(...(await look(page, 'creation-consent')));
    // a minor: who consents for her is named first
    await page.getByLabel('Lien avec le titulaire').selectOption('mother');
    await page.getByLabel('Nom', { exact: true }).fill('MARCHAND');
    await page.getByLabel('Prénom', { exact: true }).fill('Clotilde');
    await page.getByRole('button', { name: 'Enregistrer ce représentant' }).click();
    await consent.check();
    await page.getByRole('button', { name: 'Enregistrer le consentement' }).click();
    await readCardAgain(page);
    await page.getByRole('button', { name: /C’est bien cette personne/ }).waitFor();
    found.push(...(await look(page, 'creation-identify')));
    await page.getByRole('button', { name: /C’est bien cette personne/ }).click();
    await page.getByText('Le DMP est créé').first().waitFor();
    found.push(...(await look(page, 'creation-result')));
    expect(found).toEqual([]);
  });

  step('a dossier and each kind of document', async () => {
    const page = device.page();
    await page.goto(demo.origin);
    await unlock(page);
    await openFromServer(page, 'TCHITCHI');
    await documentLink(page, 'Passage du matin').waitFor();
    const found = await look(page, 'dossier');
    for (const [name, title, sign] of [
      ['document-pdf', 'Lettre de sortie', 'canvas'],
      ['document-image', 'Photo de la plaie', 'article [role=img] canvas'],
      ['document-text', 'Passage du matin', 'article pre'],
      ['document-cda-n3', 'Synthèse médicale', 'text=Problèmes actifs'],
    ] as const) {
      await documentLink(page, title).click();
      await page.locator(sign).first().waitFor();
      found.push(...(await look(page, name)));
    }
    await page.goto(demo.origin);
    await unlock(page);
    await openFromServer(page, 'PAT-TROIS');
    await documentLink(page, 'Compte rendu d').click();
    await page.locator('canvas').first().waitFor();
    found.push(...(await look(page, 'document-cda-n1')));
    await page.getByRole('button', { name: 'Lire en texte' }).click();
    await page.locator('article pre').first().waitFor();
    found.push(...(await look(page, 'document-as-text')));
    expect(found).toEqual([]);
  });

  step('adding a document, with all that can be wrong shown', async () => {
    const page = device.page();
    await chooseFile(page, chosenFile('vide.pdf', 'application/pdf', ''));
    await page.getByText('Ce fichier est vide').first().waitFor();
    const found = await look(page, 'add-refused');
    await page.getByRole('button', { name: /Écrire une note/ }).click();
    await page.getByRole('button', { name: 'Continuer' }).click();
    found.push(...(await look(page, 'add-note')));
    await page.getByRole('button', { name: 'Annuler' }).click();
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(chosenFile('autre.xml', 'text/xml', sampleCdaN3()));
    await page.getByText('Ce document semble être celui d’une autre personne').waitFor();
    await page.getByRole('button', { name: 'Ajouter au dossier' }).click();
    await page.getByText(/Dites pourquoi ce document/).waitFor();
    found.push(...(await look(page, 'add-mismatch')));
    await page.getByRole('button', { name: 'Choisir un autre document' }).click();
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(chosenFile('compte-rendu.pdf', 'application/pdf', samplePdf()));
    await page.getByRole('button', { name: 'Ajouter au dossier' }).click();
    await page.getByText('Choisissez le type du document.').waitFor();
    found.push(...(await look(page, 'add-prepared')));
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('link', { name: 'Documents', exact: true }).click();
    await documentLink(page, 'Compte rendu d').waitFor();
    expect(found).toEqual([]);
  });

  step('whose dossier it is stays in sight, however far the page is scrolled', async () => {
    const page = device.page();
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

  step('who has seen what, and what was sent', async () => {
    const page = device.page();
    await page.getByRole('link', { name: 'Qui a vu quoi' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: /KERMADEC/ })
      .first()
      .waitFor();
    const found = await look(page, 'traces');
    await page
      .getByRole('link', { name: /Envois/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Envois' }).waitFor();
    found.push(...(await look(page, 'outbox')));
    expect(found).toEqual([]);
  });

  step('the same in English', async () => {
    const page = device.page();
    await page.getByRole('button', { name: 'Compte' }).first().click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.keyboard.press('Escape');
    const found = await look(page, 'english-outbox');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.goto(demo.origin);
    found.push(...(await look(page, 'english-unlock')));
    await page.getByLabel('Passphrase', { exact: true }).fill('quatre mots sans lien');
    await page.getByRole('button', { name: 'Unlock', exact: true }).last().click();
    await main(page)
      .getByRole('link', { name: /PAT-TROIS/ })
      .first()
      .click();
    await documentLink(page, 'Compte rendu d').waitFor();
    found.push(...(await look(page, 'english-dossier')));
    expect(found).toEqual([]);
  });

  step('no script failed and nothing was refused by the content security policy', () => {
    // the router's own note of the address that leads nowhere
    expect(device.complaints.filter((line) => !line.includes('Not found: /nulle-part'))).toEqual([]);
  });
});

/** Whether nothing lies over an element: runs in the page. */
function wholly(element: Element): boolean {
  const { left, top, bottom } = element.getBoundingClientRect();
  return [top + 3, (top + bottom) / 2, bottom - 3].every((y) =>
    element.contains(document.elementFromPoint(Math.max(left, 0) + 20, y)),
  );
}
