import { unlock } from '../acts.ts';
import { next, type Screen } from './screen.ts';

export const LOCKED: readonly Screen[] = [
  next('unlock', async ({ page }) => {
    await page.getByRole('button', { name: 'Verrouiller' }).filter({ visible: true }).first().click();
    await page.getByLabel('Phrase secrète', { exact: true }).waitFor();
  }),
  next('unlock-wrong', async ({ page }) => {
    await unlock(page, 'pas la bonne phrase');
    await page.getByText('Ce n’est pas la bonne phrase secrète').first().waitFor();
  }),
  next('home-locked', async ({ visit, page }) => {
    await visit('/');
    await page.getByLabel('Phrase secrète', { exact: true }).waitFor();
  }),
  next('round-locked', async ({ visit, main }) => {
    await visit('/tournee');
    await main
      .getByRole('link', { name: /Déverrouiller/ })
      .first()
      .waitFor();
  }),
];
