import type { Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';

/** What a user does inside a dossier, in the words of the screen. */
export type ChosenFile = { name: string; mimeType: string; buffer: Buffer };

export const chosenFile = (name: string, mimeType: string, content: Uint8Array | string): ChosenFile => ({
  name,
  mimeType,
  buffer: Buffer.from(content),
});

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

export const documentLink = (page: Page, title: string): Locator =>
  page.getByRole('main').getByRole('link', { name: new RegExp(escaped(title)) });

/** From the list of those that the server lets this professional consult. */
export async function openFromServer(page: Page, holder: string): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(escaped(holder)) })
    .first()
    .click();
  await page.getByLabel('Titulaire du dossier').getByText(holder).waitFor();
  await showDocuments(page);
}

/** A dossier opens on its summary, which on a phone has the whole place. */
export const showDocuments = (page: Page): Promise<void> =>
  page
    .getByRole('navigation', { name: 'Vues du dossier' })
    .getByRole('link', { name: /^Documents/ })
    .click();

/** Chooses a file on the page that adds a document; what comes of it is for the caller to await. */
export async function chooseFile(page: Page, file: ChosenFile): Promise<void> {
  await page.getByRole('link', { name: 'Ajouter un document' }).first().click();
  await page.locator('input[type=file]').first().setInputFiles(file);
}

export async function addFile(page: Page, file: ChosenFile, title: string): Promise<void> {
  await chooseFile(page, file);
  await page.getByLabel('Titre', { exact: true }).fill(title);
  await chooseType(page);
  await page.getByRole('button', { name: 'Ajouter au dossier' }).click();
  await documentLink(page, title).or(page.getByRole('main').getByText(title)).first().waitFor();
}

export async function addNote(page: Page, title: string, text: string): Promise<void> {
  await page.getByRole('link', { name: 'Ajouter un document' }).first().click();
  await page.getByRole('button', { name: /Écrire une note/ }).click();
  await page.getByLabel('Titre', { exact: true }).fill(title);
  await page.getByLabel('Texte de la note').fill(text);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await chooseType(page);
  await page.getByRole('button', { name: 'Ajouter au dossier' }).click();
  await page.getByRole('main').getByText(title).first().waitFor();
}

/** The first of the professional's common types, where none was read from the document. */
export async function chooseType(page: Page): Promise<void> {
  const chosen = page.getByRole('button', { name: 'Changer' });
  const types = page.getByRole('group', { name: 'Type de document' });
  await types.waitFor();
  if ((await chosen.count()) === 0) await types.getByRole('listitem').first().click();
  await chosen.waitFor();
}

/**
 * Nothing waits on this device, counted in its databases, and the tab says so: the leading one after an exchange of its
 * own, a follower after one of the leader's. Said of the device, not of a dossier («Synchronisé à …»).
 */
export async function allSent(page: Page, timeout = 30_000): Promise<void> {
  await vi.waitFor(
    async () => expect([await rowsWaiting(page), await saysAllSent(page)]).toEqual([0, true]),
    { timeout, interval: 100 },
  );
}

const saysAllSent = async (page: Page): Promise<boolean> =>
  (await page.getByText('Synchronisé', { exact: true }).filter({ visible: true }).count()) > 0;

/** Rows of the outboxes of all vaults of this browser. */
const rowsWaiting = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('no answer of the database'));
      });
    let rows = 0;
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('relais-vault-')) continue;
      const db = await done(indexedDB.open(name));
      if (db.objectStoreNames.contains('outbox'))
        rows += await done(db.transaction('outbox').objectStore('outbox').count());
      db.close();
    }
    return rows;
  });

/** Step 3 reads the card when it is in the reader; a button asks for it otherwise. */
export async function readCardAgain(page: Page): Promise<void> {
  const confirm = page.getByRole('button', { name: /C’est bien cette personne/ });
  const read = page.getByRole('button', { name: /^(Lire|Relire) la carte$/ });
  await confirm.or(read).first().waitFor();
  if (!(await confirm.isVisible())) await read.first().click();
}

/** The service worker holds the whole app: from now on it opens without a server. */
export async function controlled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** From any page, by the app's own links: a dossier that this device has. */
export async function openKept(page: Page, holder: string): Promise<void> {
  await page.getByRole('link', { name: 'Dossiers', exact: true }).first().click();
  await page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(escaped(holder)) })
    .first()
    .click();
  await page.getByLabel('Titulaire du dossier').getByText(holder).waitFor();
  await showDocuments(page);
}

/** Of all documents in the list of the dossier that is open, sorted. */
export const documentIds = (page: Page): Promise<string[]> =>
  page
    .getByRole('main')
    .locator('a[href*="/document/"]')
    .evaluateAll((links) =>
      links.map((link) => (link.getAttribute('href') ?? '').split('/').at(-1) ?? '').sort(),
    );

/** What the browser says to a page when it has a network again. */
export const networkIsBack = (page: Page): Promise<void> =>
  page.evaluate(() => void dispatchEvent(new Event('online')));
