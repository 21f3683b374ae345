import { choosePractice, enter, insertCard, PASSPHRASE, signIn } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import {
  addFile,
  addNote,
  allSent,
  documentLink,
  openFromServer,
} from '#test/support/browser/dossier-acts.ts';
import { steps } from '#test/support/browser/steps.ts';
import { markersBelow } from '#test/support/find-markers.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

/**
 * Letters that no other text repeats: LevelDB packs repeated runs of bytes (snappy) and leaves new ones as they are, so
 * that the first of each would be found in any block.
 */
const MARKERS = {
  noteTitle: 'Wqj7vXk2mZp titre',
  noteText: 'Hgt4bNc8yRd texte de la note',
  waitingTitle: 'Uxe3sKf9oLq attend',
  waitingText: 'Tzi6wMa1uGj texte qui attend',
  fileTitle: 'Bvo5pCy7hEn titre du fichier',
  fileName: 'Djs2kTw4xFr.txt',
  fileText: 'Qmu9zLb3gVa contenu du fichier',
};
const HOLDER = 'TCHITCHI';
const CARD = 'ADRTROIS Dominique';
/** Of two simulated cards; the demonstration's own program holds them too, so its files are left out for these. */
const IDENTITIES = [HOLDER, 'ADRTROIS', '297022A02077878', '279035121518989'];
/** At a shared workstation, who worked there: the number, the name, and the name inside a certificate in base64. */
const PROFESSIONAL = ['899700001011', 'RIVOIRE', ...inBase64('RIVOIRE')];
const OF_THE_PROGRAM = /\/(Service Worker|Cache|Code Cache)\//;

/** What a whole browser profile tells whoever finds the device: every file of it, as raw bytes. */
describe.skipIf(!hasChromium())('a device at rest', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  let shared: BrowserDevice;
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    [device, shared] = await Promise.all([browserDevice(), browserDevice()]);
  });
  afterAll(async () => {
    await Promise.all([device?.remove(), shared?.remove()]);
    await demo?.remove();
  });
  const step = steps('at-rest', () => ({ device, shared }));
  /** The names of professionals stand in the list of vaults in clear, by design: they are not among these. */
  const clinical = [...Object.values(MARKERS), PASSPHRASE];
  const inClear = (profile: string): string[] => [
    ...markersBelow(profile, clinical),
    ...markersBelow(profile, IDENTITIES).filter((line) => !OF_THE_PROGRAM.test(line)),
  ];

  async function work(page: Page): Promise<void> {
    await openFromServer(page, HOLDER);
    await addNote(page, MARKERS.noteTitle, MARKERS.noteText);
    const buffer = Buffer.from(`${MARKERS.fileText}\n`.repeat(2_000));
    await addFile(page, { name: MARKERS.fileName, mimeType: 'text/plain', buffer }, MARKERS.fileTitle);
    await allSent(page);
    await documentLink(page, MARKERS.fileTitle).first().click();
    await page.getByText(MARKERS.fileText).first().waitFor();
    await page.goBack();
  }

  step('a nurse reads a carte Vitale, opens a dossier, adds a note and a file, and reads them', async () => {
    const page = device.page();
    await enter(page, demo.origin, 'Solène RIVOIRE', '1234');
    await page.getByRole('link', { name: 'Lire la carte Vitale' }).click();
    await page.getByRole('heading', { level: 1, name: 'Carte Vitale' }).waitFor();
    await insertCard(page, CARD);
    await page.getByRole('main').getByText('ADRTROIS').first().waitFor();
    await page.getByRole('link', { name: 'Dossiers', exact: true }).first().click();
    await work(page);
  });

  step('no row of any database names what is clinical, while the vault is open', async () => {
    const rows = await allRows(device.page());
    expect(rows).toContain('RIVOIRE');
    for (const marker of [...clinical, ...IDENTITIES]) expect(rows).not.toContain(marker);
  });

  step('locked and closed with a note that waits, no file of the profile names it', async () => {
    const page = device.page();
    await page.context().setOffline(true);
    await addNote(page, MARKERS.waitingTitle, MARKERS.waitingText);
    await page
      .getByText(/^\d+ à envoyer/)
      .filter({ visible: true })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Verrouiller' }).first().click();
    await page
      .getByText(/^Verrouillé\s: \d+ à envoyer/)
      .filter({ visible: true })
      .first()
      .waitFor();
    await device.close();
    expect(markersBelow(device.profile, ['RIVOIRE'])).not.toEqual([]);
    expect(inClear(device.profile)).toEqual([]);
  });

  step(
    'during a shared workstation and after it, no file names the professional or what is clinical',
    async () => {
      const page = shared.page();
      await signIn(page, demo.origin, 'Solène RIVOIRE', '1234');
      await choosePractice(page);
      await page.getByLabel('Poste partagé : ne rien garder').check();
      await page.getByRole('button', { name: 'Continuer sans rien garder' }).click();
      await page.getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor();
      await work(page);
      const rows = await allRows(page);
      for (const marker of [...clinical, ...IDENTITIES, ...PROFESSIONAL]) expect(rows).not.toContain(marker);
      await page.getByRole('button', { name: 'Compte' }).first().click();
      await page.getByRole('button', { name: 'Se déconnecter' }).click();
      await page.getByRole('link', { name: 'Se connecter' }).first().waitFor();
      const databases = () =>
        page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
      await expect.poll(databases, { timeout: 30_000 }).toEqual(['relais-device']);
      await shared.close();
      // rows that were written and deleted are in these files still: none ever held a name
      expect(inClear(shared.profile)).toEqual([]);
      expect(markersBelow(shared.profile, PROFESSIONAL).filter((line) => !OF_THE_PROGRAM.test(line))).toEqual(
        [],
      );
    },
  );

  step('no script failed', () => {
    expect([...device.complaints, ...shared.complaints]).toEqual([]);
  });
});

/** Every row of every database of the page's origin, bytes as Latin-1, so that text inside bytes is found too. */
const allRows = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('no answer of the database'));
      });
    const latin = (bytes: Uint8Array): string =>
      Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    const said = async (value: unknown): Promise<string> => {
      if (value instanceof Blob) return latin(new Uint8Array(await value.arrayBuffer()));
      if (value instanceof ArrayBuffer) return latin(new Uint8Array(value));
      if (ArrayBuffer.isView(value))
        return latin(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      if (typeof value !== 'object' || value === null) return String(value);
      const parts = await Promise.all(
        Object.entries(value).map(async ([key, part]) => `${key}=${await said(part)}`),
      );
      return parts.join('\n');
    };
    const rows: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        const table = db.transaction(store).objectStore(store);
        rows.push(await said(await Promise.all([done(table.getAllKeys()), done(table.getAll())])));
      }
      db.close();
    }
    const stored = (area: Storage): string[] =>
      Array.from({ length: area.length }, (_, at) => area.key(at) ?? '').flatMap((key) => [
        key,
        area.getItem(key) ?? '',
      ]);
    return [...rows, ...stored(localStorage), ...stored(sessionStorage)].join('\n');
  });

/** What stands in a base64 text for these letters, wherever among others they are. */
function inBase64(letters: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.from(`${' '.repeat(before)}${letters}`);
    const whole = bytes.toString('base64').replace(/=+$/, '');
    // the first and the last signs are of the neighbours too
    return whole.slice(Math.ceil((before * 4) / 3), Math.floor((bytes.length * 8) / 6));
  });
}
