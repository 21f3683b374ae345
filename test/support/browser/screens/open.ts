import { createVault, insertCard, removeCard } from '../acts.ts';
import { readCardAgain } from '../dossier-acts.ts';
import { at, next, type Screen } from './screen.ts';

/** A nurse whose vault is open. */
export const OPEN: readonly Screen[] = [
  next('home', async ({ page, main }) => {
    await createVault(page);
    await main.getByRole('button', { name: /TCHITCHI/ }).waitFor();
  }),
  next('account', ({ page }) => page.getByRole('button', { name: 'Compte' }).first().click()),
  at('round-empty', '/tournee', 'Aucun dossier choisi'),
  at('outbox-empty', '/envois', 'Envois'),
  at('notices', '/avis', /avis/i),
  at('passkeys', '/cles', /clé/i),
  at('devices', '/appareils', /Cet appareil|cet appareil/),
  at('vault-ways', '/coffre', 'Façons d’ouvrir'),
  next('vault-change', async ({ main }) => {
    await main.getByRole('button', { name: 'Changer', exact: true }).click();
    await main.getByLabel('Nouvelle phrase secrète').waitFor();
  }),
  next('search-holder', async ({ visit, main }) => {
    await visit('/recherche');
    await main.getByRole('searchbox').first().waitFor();
  }),
  next('vitale-empty', async ({ page, visit }) => {
    await removeCard(page);
    await visit('/vitale');
    await page.getByText('Insérez la carte Vitale').waitFor();
  }),
  next('vitale-family', async ({ page }) => {
    await insertCard(page, 'MARCHAND Clotilde');
    await page.getByText('3 personnes sur cette carte').waitFor();
  }),
  next('vitale-chosen', async ({ page, main }) => {
    await main.getByRole('button', { name: /MARCHAND Inès/i }).click();
    await page.getByRole('button', { name: 'Créer son DMP' }).waitFor();
  }),
  next('creation-inform', async ({ page }) => {
    await page.getByRole('button', { name: 'Créer son DMP' }).click();
    await page.getByRole('button', { name: 'Informée, brochure remise' }).waitFor();
  }),
  next('creation-consent', async ({ page }) => {
    await page.getByRole('button', { name: 'Informée, brochure remise' }).click();
    await page.getByRole('button', { name: 'Enregistrer le consentement' }).click();
  }),
  next('creation-identify', async ({ page }) => {
    // a minor: who consents for her is named first
    await page.getByLabel('Lien avec le titulaire').selectOption('mother');
    await page.getByLabel('Nom', { exact: true }).fill('MARCHAND');
    await page.getByLabel('Prénom', { exact: true }).fill('Clotilde');
    await page.getByRole('button', { name: 'Enregistrer ce représentant' }).click();
    await page.getByRole('checkbox', { name: /La personne consent à la création/ }).check();
    await page.getByRole('button', { name: 'Enregistrer le consentement' }).click();
    await readCardAgain(page);
    await page.getByRole('button', { name: /C’est bien cette personne/ }).waitFor();
  }),
  next('creation-result', async ({ page }) => {
    await page.getByRole('button', { name: /C’est bien cette personne/ }).click();
    await page.getByText('Le DMP est créé').first().waitFor();
  }),
];
