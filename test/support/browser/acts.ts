import type { Page } from 'playwright-core';

/** What a user does, in the words of the screen: the tests read as a story. */
export const PASSPHRASE = 'quatre mots sans lien';

/** Puts a simulated card into the demonstration reader; the panel closes by itself. */
export async function insertCard(page: Page, label: string): Promise<void> {
  const panel = page.getByRole('complementary', { name: 'Lecteur de démonstration' });
  const head = panel.getByRole('button', { name: /Lecteur de démonstration/ });
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
  await panel.getByRole('button', { name: `Insérer ${label}` }).click();
  await panel
    .getByRole('button', { name: `Retirer ${label}`, includeHidden: true })
    .waitFor({ state: 'attached' });
}

/** Takes out what is in the reader. */
export async function removeCard(page: Page): Promise<void> {
  const panel = page.getByRole('complementary', { name: 'Lecteur de démonstration' });
  const head = panel.getByRole('button', { name: /Lecteur de démonstration/ });
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
  await panel.getByRole('button', { name: /^Retirer/ }).click();
  await head.click();
}

export async function signIn(page: Page, origin: string, card: string, pin: string): Promise<void> {
  await page.goto(`${origin}/connexion`);
  await insertCard(page, card);
  await page.getByLabel('Code de la carte CPS').fill(pin);
  await page.getByRole('button', { name: 'Se connecter', exact: true }).last().click();
}

/** Signs in on a device that knows nobody yet, up to the list of dossiers. */
export async function enter(page: Page, origin: string, card: string, pin: string): Promise<void> {
  await signIn(page, origin, card, pin);
  await choosePractice(page);
  await createVault(page);
}

/** A card that names several places of practice is asked for one; the first is taken. */
export async function choosePractice(page: Page): Promise<void> {
  const ask = page.getByRole('heading', { level: 1, name: 'Votre lieu d’exercice aujourd’hui' });
  await ask.or(page.getByLabel('Nouvelle phrase secrète')).first().waitFor();
  if (await ask.isVisible()) await page.getByRole('button', { name: 'Continuer' }).click();
}

export async function createVault(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Nouvelle phrase secrète').fill(passphrase);
  await page.getByLabel('La même phrase, une seconde fois').fill(passphrase);
  await page.getByRole('button', { name: 'Créer le coffre' }).click();
  await page.getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
}

export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Phrase secrète', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Déverrouiller', exact: true }).last().click();
}

/** On the page that is shown, or after the button that leads to it. */
export async function unlockHere(page: Page): Promise<void> {
  const field = page.getByLabel('Phrase secrète', { exact: true });
  const way = page.getByRole('main').getByRole('link', { name: 'Déverrouiller', exact: true });
  await field.or(way).first().waitFor();
  if (!(await field.isVisible())) await way.click();
  await unlock(page);
  await field.waitFor({ state: 'detached' });
}
