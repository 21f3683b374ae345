import { sampleCdaN3, samplePdf } from '#test/support/documents/samples.ts';
import { chosenFile, documentLink, type ChosenFile } from '../dossier-acts.ts';
import { next, type Screen, type Stage } from './screen.ts';

/** One view of the dossier that is open. */
const view = (name: string, which: RegExp, sign: (at: Stage) => Promise<unknown>): Screen =>
  next(name, async (at) => {
    await showView(at, which);
    await sign(at);
  });

const showView = ({ page }: Stage, which: RegExp): Promise<void> =>
  page.getByRole('navigation', { name: 'Vues du dossier' }).getByRole('link', { name: which }).click();

const documentOf = (name: string, title: string, sign: string): Screen =>
  next(name, async (at) => {
    await showView(at, /^Documents/);
    await documentLink(at.page, title).first().click();
    await at.page.locator(sign).first().waitFor();
  });

const openDossier = async ({ visit, page, main }: Stage, holder: string): Promise<void> => {
  await visit('/');
  const kept = main.getByRole('link', { name: new RegExp(holder) });
  await kept
    .or(main.getByRole('button', { name: new RegExp(holder) }))
    .first()
    .click();
  await page.getByLabel('Titulaire du dossier').getByText(holder).waitFor();
};

const add = ({ page }: Stage): Promise<void> =>
  page.getByRole('link', { name: 'Ajouter un document' }).filter({ visible: true }).first().click();
const choose = ({ page }: Stage, file: ChosenFile): Promise<void> =>
  page.locator('input[type=file]').first().setInputFiles(file);
const press = ({ page }: Stage, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).click();

export const DOSSIER: readonly Screen[] = [
  next('dossier-summary', async (at) => {
    await openDossier(at, 'TCHITCHI');
    await at.main.getByRole('button', { name: /Pénicilline/ }).waitFor();
  }),
  view('dossier-results', /^Résultats/, ({ main }) => main.getByRole('slider', { name: /Poids/ }).waitFor()),
  view('dossier-documents', /^Documents/, ({ page }) => documentLink(page, 'Passage du matin').waitFor()),
  next('dossier-search', async ({ main, page }) => {
    await main.getByRole('searchbox', { name: 'Chercher dans les documents' }).fill('diurétique');
    await documentLink(page, 'Lettre de sortie').first().waitFor();
  }),
  next('dossier-search-over', ({ main }) =>
    main.getByRole('searchbox', { name: 'Chercher dans les documents' }).fill(''),
  ),
  documentOf('document-pdf', 'Lettre de sortie', 'canvas'),
  documentOf('document-image', 'Photo de la plaie', 'article [role=img] canvas'),
  documentOf('document-text', 'Passage du matin', 'article pre'),
  documentOf('document-cda-n3', 'Synthèse médicale', 'text=Problèmes actifs'),
  next('add-choice', async (at) => {
    await showView(at, /^Documents/);
    await add(at);
    await at.page.getByRole('button', { name: /Écrire une note/ }).waitFor();
  }),
  next('add-refused', async (at) => {
    await choose(at, chosenFile('vide.pdf', 'application/pdf', ''));
    await at.page.getByText('Ce fichier est vide').first().waitFor();
  }),
  next('add-note', async (at) => {
    await press(at, /Écrire une note/);
    await press(at, 'Continuer');
  }),
  next('add-care-note', async (at) => {
    await press(at, 'Annuler');
    await press(at, /Relevé ou soin/);
    await at.page.getByLabel('Tension, systolique').waitFor();
  }),
  next('add-photo', async (at) => {
    await press(at, 'Annuler');
    await press(at, /Photographier/);
    await at.page.locator('input[type=file][accept="image/*"]').waitFor({ state: 'attached' });
  }),
  next('add-mismatch', async (at) => {
    await openDossier(at, 'TCHITCHI');
    await showView(at, /^Documents/);
    await add(at);
    await choose(at, chosenFile('autre.xml', 'text/xml', sampleCdaN3()));
    await at.page.getByText('Ce document semble être celui d’une autre personne').waitFor();
    await press(at, 'Ajouter au dossier');
    await at.page.getByText(/Dites pourquoi ce document/).waitFor();
  }),
  next('add-prepared', async (at) => {
    await press(at, 'Choisir un autre document');
    await choose(at, chosenFile('compte-rendu.pdf', 'application/pdf', samplePdf()));
    await press(at, 'Ajouter au dossier');
    await at.page.getByText('Choisissez le type du document.').waitFor();
  }),
  next('rights', async (at) => {
    await openDossier(at, 'TCHITCHI');
    await at.page.getByRole('link', { name: 'Droits et accès' }).filter({ visible: true }).first().click();
    await at.main.getByText('Professionnels autorisés').waitFor();
  }),
  next('traces', async (at) => {
    await openDossier(at, 'TCHITCHI');
    await at.page.getByRole('link', { name: 'Qui a vu quoi' }).filter({ visible: true }).first().click();
    await at.main
      .getByRole('listitem')
      .filter({ hasText: /KERMADEC/ })
      .first()
      .waitFor();
  }),
  next('dossier-cda-n1', async (at) => {
    await openDossier(at, 'PAT-TROIS');
    await showView(at, /^Documents/);
    await documentLink(at.page, 'Compte rendu d').click();
    await at.page.locator('canvas').first().waitFor();
  }),
  next('document-as-text', async (at) => {
    await press(at, 'Lire en texte');
    await at.page.locator('article pre').first().waitFor();
  }),
  next('home-with-dossiers', async ({ visit, main }) => {
    await visit('/');
    await main
      .getByRole('link', { name: /TCHITCHI/ })
      .first()
      .waitFor();
  }),
  next('round-ready', async ({ visit, main, page }) => {
    await visit('/tournee');
    for (const holder of [/TCHITCHI/, /PAT-TROIS/])
      await main.getByRole('button', { name: holder }).first().click();
    await page.getByRole('button', { name: 'Préparer la tournée' }).click();
    await main.getByText('Prêt pour la route').waitFor();
  }),
];
