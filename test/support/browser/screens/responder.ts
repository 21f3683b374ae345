import { enter, insertCard } from '../acts.ts';
import { allSent, documentLink, networkIsBack, showDocuments } from '../dossier-acts.ts';
import { next, type Screen, type Stage } from './screen.ts';

const signOut = async ({ page }: Stage): Promise<void> => {
  await page.getByRole('button', { name: 'Compte' }).filter({ visible: true }).first().click();
  await page.getByRole('button', { name: 'Se déconnecter' }).first().click();
  await page
    .getByLabel('Phrase secrète', { exact: true })
    .or(page.getByText('Se connecter avec la CPS'))
    .first()
    .waitFor();
};

/** A responder whose vault is locked, and who is signed in. */
export const RESPONDER: readonly Screen[] = [
  next('emergency-lock-screen', async (at) => {
    await at.demo.start();
    await networkIsBack(at.page);
    await allSent(at.page, 60_000);
    await signOut(at);
    await enter(at.page, at.demo.origin, 'Idriss BELCASTEL', '2345');
    await at.page.getByRole('button', { name: 'Verrouiller' }).filter({ visible: true }).first().click();
    await at.main.getByRole('link', { name: 'Urgence' }).waitFor();
  }),
  next(
    'emergency-form',
    async ({ main, page }) => {
      await main.getByRole('link', { name: 'Urgence' }).click();
      await page.getByRole('button', { name: 'Détresse vitale' }).waitFor();
    },
    true,
  ),
  next(
    'emergency-nobody',
    async (at) => {
      await ask(at, ['Personne', 'Nulle', '1950-01-01']);
      await at.page.getByText('Aucun dossier à ouvrir').waitFor();
    },
    true,
  ),
  next('emergency-summary', async (at) => {
    await ask(at, ['Pat-Trois', 'Dominique', '1979-03-28']);
    await at.page.getByRole('region', { name: 'Accès d’urgence en cours' }).waitFor();
    await at.page.getByLabel('Titulaire du dossier').getByText('PAT-TROIS').waitFor();
  }),
  next('emergency-documents', async ({ page }) => {
    await showDocuments(page);
    await documentLink(page, 'Surveillance de la thyroïde').waitFor();
  }),
  next('emergency-document', async ({ page, main }) => {
    await documentLink(page, 'Surveillance de la thyroïde').first().click();
    await main.locator('canvas, pre, article').first().waitFor();
  }),
  next(
    'emergency-ended',
    async ({ page }) => {
      await page.getByRole('button', { name: 'Terminer' }).click();
      await page.getByText('L’accès d’urgence est terminé').first().waitFor();
    },
    true,
  ),
];

async function ask({ page }: Stage, [family, first, birth]: [string, string, string]): Promise<void> {
  await page.getByRole('button', { name: 'Détresse vitale' }).click();
  await page.getByLabel('Nom de naissance ou d’usage').fill(family);
  await page.getByLabel('Prénom').fill(first);
  await page.getByLabel('Date de naissance').fill(birth);
  await page.getByLabel('Code de votre carte CPS').fill('2345');
  await page.getByRole('button', { name: 'Ouvrir le dossier' }).click();
}

/** A doctor who practises in two places, and prints the letters to holders. */
export const DOCTOR: readonly Screen[] = [
  next('practice', async (at) => {
    await signOut(at);
    await at.visit('/connexion');
    await insertCard(at.page, 'Maëlle KERMADEC');
    await at.page.getByLabel('Code de la carte CPS').fill('3456');
    await at.page.getByRole('button', { name: 'Se connecter', exact: true }).last().click();
    await at.page.getByRole('heading', { level: 1, name: 'Votre lieu d’exercice aujourd’hui' }).waitFor();
  }),
  next('shared-workstation', async ({ page }) => {
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByLabel('Poste partagé : ne rien garder').check();
  }),
  next('letters', async ({ page, visit, main }) => {
    await page.getByRole('button', { name: 'Continuer sans rien garder' }).click();
    await page.getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
    await visit('/lettres');
    await main.getByRole('button', { name: 'Ouvrir la lettre' }).first().waitFor();
  }),
  next('letter', async ({ main }) => {
    await main.getByRole('button', { name: 'Ouvrir la lettre' }).first().click();
    await main.locator('article').first().waitFor();
  }),
];
