import { insertCard, removeCard, signIn } from '../acts.ts';
import { at, next, type Screen } from './screen.ts';

export const SIGNED_OUT: readonly Screen[] = [
  at('welcome', '/', 'Se connecter avec la CPS'),
  at('brochure', '/brochure', 'Imprimer'),
  at('about', '/a-propos', 'EUPL 1.2'),
  at('creation-nobody', '/creation', 'Commencez par lire la carte Vitale'),
  at('vitale-no-session', '/vitale', 'Connectez-vous pour chercher un DMP'),
  next('not-found', async ({ load, main }) => {
    await load('/nulle-part');
    await main.getByText('Revenir à l’accueil').waitFor();
  }),
  // from the page that leads nowhere, its sentences come as from any other
  at('reader', '/lecteur', 'Lecteur de démonstration'),
  at('vault-none', '/coffre', 'coffre'),
  at('sign-in-no-card', '/connexion', 'Insérez votre carte CPS dans le lecteur'),
  next('reader-panel', ({ page }) => page.getByRole('button', { name: /Lecteur de démonstration/ }).click()),
  next('sign-in-card', ({ page }) => insertCard(page, 'Solène RIVOIRE')),
  next('sign-in-wrong-code', async ({ page, demo }) => {
    await removeCard(page);
    await signIn(page, demo.origin, 'Solène RIVOIRE', '9999');
    await page.getByText('Code refusé par la carte').first().waitFor();
  }),
  next('vault-creation', async ({ page, demo }) => {
    await signIn(page, demo.origin, 'Solène RIVOIRE', '1234');
    await page.getByLabel('Nouvelle phrase secrète').waitFor();
  }),
];
