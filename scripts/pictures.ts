// `npx tsx scripts/pictures.ts`: takes the pictures of the README from the running demonstration, into docs/pictures.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createVault, insertCard, PASSPHRASE, signIn, unlock } from '../test/support/browser/acts.ts';
import { browserDevice, type BrowserDevice } from '../test/support/browser/chromium.ts';
import { bridgeProcess } from '../test/support/bridge/bridge-process.ts';
import { allSent, showDocuments } from '../test/support/browser/dossier-acts.ts';
import { samplePdf } from '../test/support/documents/samples.ts';
import { demoProcess, type DemoProcess } from '../test/support/http/processes.ts';

const FOLDER = 'docs/pictures';
const TABLET = { width: 820, height: 1000 };
const PHONE = { width: 360, height: 860 };
/** A step of the creation from its title to its button, without scrolling. */
const WHOLE_STEP = 1240;

/** Fictional: one whose DMP is still to be created, and one who has several documents already. */
const NEW_HOLDER = 'ADRTROIS Dominique';
const KNOWN_HOLDER = 'TCHITCHI CATARINA';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string | RegExp) =>
  page.getByRole('link', { name }).filter({ visible: true }).first();

/** A picture of the page as it stands, without the messages that pass by; `height` cuts away what is empty. */
async function take(page: Page, name: string, height?: number): Promise<void> {
  const size = page.viewportSize();
  if (height !== undefined && size) await page.setViewportSize({ width: size.width, height });
  const passing = button(page, 'Fermer le message');
  while ((await passing.count()) > 0) await passing.first().click();
  // fonts, the first paint of a PDF
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' });
  if (height !== undefined && size) await page.setViewportSize(size);
}

const toTop = (page: Page): Promise<void> => page.evaluate(() => window.scrollTo(0, 0));

async function signInAndProtect(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/connexion`);
  const panel = page.getByRole('complementary', { name: 'Lecteur de démonstration' });
  await panel.getByRole('button', { name: /Lecteur de démonstration/ }).click();
  await take(page, 'reader');
  await signIn(page, origin, 'Solène RIVOIRE', '1234');
  await page.getByLabel('Nouvelle phrase secrète').waitFor();
  await take(page, 'protect', 960);
  await createVault(page);
}

async function readVitale(page: Page): Promise<void> {
  await link(page, 'Lire la carte Vitale').click();
  await insertCard(page, NEW_HOLDER);
  await button(page, 'Créer son DMP').waitFor();
  await take(page, 'vitale', 860);
}

async function create(page: Page): Promise<void> {
  await button(page, 'Créer son DMP').click();
  await button(page, 'Informée, brochure remise').waitFor();
  await page.setViewportSize(PHONE);
  await take(page, 'create-1-inform', WHOLE_STEP);
  await button(page, 'Informée, brochure remise').click();
  await page.getByRole('checkbox', { name: /La personne consent à la création/ }).check();
  await toTop(page);
  await take(page, 'create-2-consent', WHOLE_STEP);
  await button(page, 'Enregistrer le consentement').click();
  const confirm = button(page, /C’est bien cette personne/);
  const read = button(page, /^(Lire|Relire) la carte$/).first();
  await confirm.or(read).first().waitFor();
  if (!(await confirm.isVisible())) await read.click();
  await confirm.waitFor();
  await toTop(page);
  await take(page, 'create-3-identify', WHOLE_STEP);
  await confirm.click();
  await page.setViewportSize(TABLET);
  await page.getByText('Le DMP est créé').first().waitFor();
  await take(page, 'created', 900);
  await button(page, 'M’autoriser à consulter ce dossier').click();
  await link(page, 'Ouvrir le dossier').or(page.getByLabel('Titulaire du dossier')).first().waitFor();
  if (await link(page, 'Ouvrir le dossier').isVisible()) await link(page, 'Ouvrir le dossier').click();
  await showDocuments(page);
  await page.getByText('Ce dossier ne contient pas encore de document').waitFor();
}

async function addPdf(page: Page, title: string): Promise<void> {
  await link(page, 'Ajouter un document').click();
  const buffer = Buffer.from(samplePdf());
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'compte-rendu.pdf', mimeType: 'application/pdf', buffer });
  await page.getByLabel('Titre', { exact: true }).fill(title);
  await chooseType(page);
  await take(page, 'add');
  await button(page, 'Ajouter au dossier').click();
  await page.getByRole('main').getByText(title).first().waitFor();
}

async function addNote(page: Page, title: string, text: string): Promise<void> {
  await link(page, 'Ajouter un document').click();
  await button(page, /Écrire une note/).click();
  await page.getByLabel('Titre', { exact: true }).fill(title);
  await page.getByLabel('Texte de la note').fill(text);
  await button(page, 'Continuer').click();
  await chooseType(page);
  await button(page, 'Ajouter au dossier').click();
  await page.getByRole('main').getByText(title).first().waitFor();
}

async function chooseType(page: Page): Promise<void> {
  const types = page.getByRole('group', { name: 'Type de document' });
  await types.waitFor();
  if ((await button(page, 'Changer').count()) === 0) await types.getByRole('listitem').first().click();
  await button(page, 'Changer').waitFor();
}

async function keepKnownDossier(page: Page): Promise<void> {
  await link(page, 'Dossiers').click();
  await page
    .getByRole('region', { name: 'Dossiers que vous pouvez consulter' })
    .getByRole('button', { name: new RegExp(KNOWN_HOLDER) })
    .click();
  await page.getByLabel('Titulaire du dossier').waitFor();
  await page.getByRole('button', { name: /Garder sur cet appareil/ }).click();
  await page.getByText('Dossier gardé sur cet appareil').first().waitFor();
  await allSent(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

/** What the documents of a dossier say, before any of them is opened. */
async function whatMatters(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Vues du dossier' })
    .getByRole('link', { name: 'Résultats' })
    .click();
  await page.getByRole('slider').first().waitFor();
  await take(page, 'results', 1240);
  await page.setViewportSize(PHONE);
  await page
    .getByRole('navigation', { name: 'Vues du dossier' })
    .getByRole('link', { name: 'Synthèse' })
    .click();
  await page.getByRole('button', { name: /Pénicilline/ }).waitFor();
  await toTop(page);
  await take(page, 'summary');
  await page.setViewportSize(TABLET);
}

async function offline(tablet: BrowserDevice, demo: DemoProcess): Promise<void> {
  await demo.kill();
  const page = await tablet.restart();
  await page.setViewportSize(PHONE);
  await page.goto(`${demo.origin}/coffre`);
  await page.getByLabel('Phrase secrète', { exact: true }).waitFor();
  await take(page, 'unlock');
  await unlock(page, PASSPHRASE);
  await link(page, new RegExp(KNOWN_HOLDER)).click();
  await page.getByLabel('Titulaire du dossier').waitFor();
  await addNote(
    page,
    'Pansement refait, plaie propre',
    'Bords nets, pas d’écoulement. Prochain passage jeudi.',
  );
  await page.getByText('En attente d’envoi').first().scrollIntoViewIfNeeded();
  await take(page, 'offline');
  // without loading the page anew, which would lock the device
  await link(page, 'Envois').click();
  await page.getByRole('heading', { name: 'Envois' }).first().waitFor();
  await take(page, 'outbox');
}

async function backOnline(page: Page, demo: DemoProcess): Promise<void> {
  await demo.start();
  await page.setViewportSize(TABLET);
  await allSent(page);
  await link(page, 'Dossiers').click();
  await link(page, new RegExp(KNOWN_HOLDER)).click();
  await page.getByLabel('Titulaire du dossier').waitFor();
  await allSent(page);
  await showDocuments(page);
  await take(page, 'dossier');
  await link(page, 'Qui a vu quoi').click();
  await page
    .getByRole('listitem')
    .filter({ hasText: /RIVOIRE/ })
    .first()
    .waitFor();
  await take(page, 'traces');
  await link(page, 'Documents').click();
  await link(page, 'Droits et accès').click();
  await page.getByText('Professionnels autorisés').waitFor();
  await take(page, 'rights');
  await link(page, 'Documents').click();
}

async function dark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('main').getByRole('link', { name: /PDF/ }).first().click();
  await page.locator('canvas').first().waitFor();
  await take(page, 'document-dark');
}

/** A responder at a bedside, from the lock screen of a phone. */
async function emergency({ origin }: DemoProcess): Promise<void> {
  const phone = await browserDevice({ ...PHONE, height: 1560 });
  try {
    const page = phone.page();
    await signIn(page, origin, 'Idriss BELCASTEL', '2345');
    await createVault(page);
    await page.goto(origin);
    await link(page, 'Urgence').click();
    await insertCard(page, 'Idriss BELCASTEL');
    await page.getByLabel('Nom de naissance ou d’usage').fill('Pat-Trois');
    await page.getByLabel('Prénom').fill('Dominique');
    await page.getByLabel('Date de naissance').fill('1979-03-28');
    await button(page, 'Détresse vitale').click();
    await page.getByLabel('Code de votre carte CPS').fill('2345');
    await toTop(page);
    await take(page, 'emergency');
    await button(page, 'Ouvrir le dossier').click();
    await page.getByRole('region', { name: 'Accès d’urgence en cours' }).waitFor();
    await page.getByRole('navigation', { name: 'Vues du dossier' }).waitFor();
    await page.setViewportSize(PHONE);
    await take(page, 'emergency-dossier');
    await button(page, 'Terminer').click();
  } finally {
    await phone.remove();
  }
}

/** A second program, a second device: the bridge of the demonstration, and a phone that is paired with it. */
async function pairPhone({ origin }: DemoProcess): Promise<void> {
  const bridge = bridgeProcess(origin);
  const phone = await browserDevice(PHONE);
  try {
    await bridge.start();
    const page = phone.page();
    await page.goto(await bridge.link());
    await button(page, 'Associer ce poste').click();
    await page.getByText('Retenez ces deux chiffres').waitFor();
    await take(page, 'paired');
  } finally {
    await phone.remove();
    await bridge.remove();
  }
}

spawnSync(process.execPath, ['scripts/demo.mjs', '--build-only'], { stdio: 'inherit' });
mkdirSync(FOLDER, { recursive: true });
const demo = await demoProcess();
const tablet = await browserDevice(TABLET);
try {
  await demo.start();
  const page = tablet.page();
  await signInAndProtect(page, demo.origin);
  await readVitale(page);
  await create(page);
  await addPdf(page, 'Compte rendu de visite');
  await keepKnownDossier(page);
  await whatMatters(page);
  await offline(tablet, demo);
  await backOnline(tablet.page(), demo);
  await dark(tablet.page());
  await emergency(demo);
  await pairPhone(demo);
} catch (error) {
  await tablet.page().screenshot({ path: join('test-results', 'pictures-failed.png') });
  throw error;
} finally {
  await tablet.remove();
  await demo.remove();
}
