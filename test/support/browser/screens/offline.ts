import { unlock } from '../acts.ts';
import { addNote, documentLink, openKept } from '../dossier-acts.ts';
import { at, next, type Screen } from './screen.ts';

/** The same nurse, out of reach of the server. */
export const OFFLINE: readonly Screen[] = [
  next('home-offline', async ({ demo, visit, page, main }) => {
    await visit('/coffre');
    await unlock(page);
    await page.getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
    await demo.kill();
    await main
      .getByRole('link', { name: /TCHITCHI/ })
      .first()
      .waitFor();
  }),
  next('dossier-offline', async ({ page, main }) => {
    await openKept(page, 'TCHITCHI');
    await page
      .getByRole('navigation', { name: 'Vues du dossier' })
      .getByRole('link', { name: /^Synthèse/ })
      .click();
    await main.getByRole('button', { name: /Pénicilline/ }).waitFor();
  }),
  next('documents-offline', async ({ page }) => {
    await page
      .getByRole('navigation', { name: 'Vues du dossier' })
      .getByRole('link', { name: /^Documents/ })
      .click();
    await addNote(page, 'Passage du soir', 'Pansement refait.');
    await documentLink(page, 'Passage du soir').first().waitFor();
  }),
  at('outbox-waiting', '/envois', 'Passage du soir'),
  at('notices-offline', '/avis', /./),
  at('devices-offline', '/appareils', /./),
];
