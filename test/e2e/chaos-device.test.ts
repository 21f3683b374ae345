import { unwrap } from '#base/result.ts';
import { enter, unlockHere } from '#test/support/browser/acts.ts';
import { browserDevice, hasChromium, type BrowserDevice } from '#test/support/browser/chromium.ts';
import {
  addNote,
  allSent,
  chooseFile,
  chooseType,
  documentLink,
  networkIsBack,
  openFromServer,
  openKept,
} from '#test/support/browser/dossier-acts.ts';
import { steps } from '#test/support/browser/steps.ts';
import { badProxy, type BadProxy, type Mischief } from '#test/support/http/bad-proxy.ts';
import { signedInClient } from '#test/support/http/client.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { pullAll } from '#test/support/http/started-demo.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

const HOLDER = 'TCHITCHI';
const EXCHANGES = /^\/api\/(trpc\/(sync|uploads)|uploads)/;
const YEAR_MS = 365 * 24 * 3600_000;

/** A tablet with all that goes wrong around it: the link, the browser, the disk, the clock. */
describe.skipIf(!hasChromium())('a device in bad company', () => {
  let demo: DemoProcess;
  let proxy: BadProxy;
  let tablet: BrowserDevice;
  const written: string[] = [];
  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    proxy = await badProxy();
    tablet = await browserDevice({ width: 1280, height: 900 }, proxy.address);
    const page = tablet.page();
    await enter(page, demo.origin, 'Solène RIVOIRE', '1234');
    await openFromServer(page, HOLDER);
    await allSent(page, 90_000);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  });
  afterAll(async () => {
    await tablet?.remove();
    await proxy?.close();
    await demo?.remove();
  });
  const step = steps('chaos-device', () => ({ tablet }));

  async function write(title: string): Promise<void> {
    written.push(title);
    await addNote(tablet.page(), title, `Texte : ${title}.`);
  }
  const waits = (page: Page) =>
    page
      .getByText(/^(Verrouillé\s: )?\d+ à envoyer/)
      .filter({ visible: true })
      .first()
      .waitFor();
  const named = (page: Page) =>
    page
      .getByText(/^(Hors ligne|Échange refusé)$/)
      .filter({ visible: true })
      .first()
      .waitFor();
  const harmed = () => expect.poll(() => proxy.harmed(), { timeout: 30_000 }).toBeGreaterThan(0);

  async function heal(): Promise<void> {
    proxy.misbehave('none');
    await networkIsBack(tablet.page());
    await allSent(tablet.page(), 90_000);
  }

  async function openAgain(page: Page): Promise<void> {
    await page.goto(demo.origin);
    await unlockHere(page);
    await openKept(page, HOLDER);
  }

  const BROKEN: readonly Mischief[] = ['cut', 'truncate', 'garbage', 'portal'];
  for (const mischief of BROKEN)
    step(`answers that come to harm (${mischief}): said, kept, and sent when the link is whole`, async () => {
      proxy.misbehave(mischief, /^\/api\//);
      await write(`lien : ${mischief}`);
      await waits(tablet.page());
      await harmed();
      await named(tablet.page());
      await heal();
    });

  const ODD: readonly Mischief[] = ['duplicate', 'delay'];
  for (const mischief of ODD)
    step(`requests that come to harm (${mischief}): nothing is doubled`, async () => {
      proxy.misbehave(mischief, EXCHANGES);
      await write(`lien : ${mischief}`);
      await harmed();
      await heal();
    });

  step('a network that comes and goes while notes are written', async () => {
    const context = tablet.page().context();
    for (const round of [1, 2, 3, 4]) {
      await context.setOffline(round % 2 === 1);
      await write(`réseau ${round}`);
      await context.setOffline(round % 2 === 0);
    }
    await context.setOffline(false);
    await heal();
  });

  step('a browser that is killed between writing and sending', async () => {
    proxy.misbehave('cut', EXCHANGES);
    await write('avant la mort du navigateur');
    await waits(tablet.page());
    await tablet.killAndRestart();
    await openAgain(tablet.page());
    await waits(tablet.page());
    await heal();
  });

  step('a browser that is killed in the middle of an exchange', async () => {
    proxy.misbehave('delay', EXCHANGES);
    await write('pendant la mort du navigateur');
    await harmed();
    await tablet.killAndRestart();
    proxy.misbehave('none');
    await openAgain(tablet.page());
    await heal();
    await documentLink(tablet.page(), 'pendant la mort du navigateur').waitFor();
  });

  step('a full disk: a document is refused by name, and is taken once there is room', async () => {
    proxy.misbehave('cut', EXCHANGES);
    await write('avant le disque plein');
    await waits(tablet.page());
    const used = await tablet.page().evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    // the browser remembers for a while how much room there is: it is told before anything is opened
    const page = await tablet.restart();
    const cdp = await page.context().newCDPSession(page);
    const { origin } = demo;
    await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: used + 1024 * 1024 });
    await openAgain(page);
    const buffer = Buffer.alloc(24 * 1024 * 1024, 'texte ');
    await chooseFile(page, { name: 'long.txt', mimeType: 'text/plain', buffer });
    await page.getByLabel('Titre', { exact: true }).fill('un long texte');
    await chooseType(page);
    const add = page.getByRole('button', { name: 'Ajouter au dossier' });
    await add.click();
    await page.getByText('L’appareil n’a plus de place').first().waitFor();
    await waits(page);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin });
    await add.click();
    written.push('un long texte');
    await documentLink(page, 'un long texte').waitFor();
    await heal();
  });

  step('a clock a year ahead: what was lent goes, what waits stays and is sent', async () => {
    proxy.misbehave('portal', /^\/api\//);
    await write('avant le saut de l’horloge');
    await waits(tablet.page());
    expect(await kept(tablet.page())).toBeGreaterThan(0);
    const page = await tablet.restart();
    await page.addInitScript(shiftClock, YEAR_MS);
    await page.goto(demo.origin);
    await unlockHere(page);
    await waits(page);
    await expect.poll(() => kept(page)).toBe(0);
  });

  step('set back, it brings nothing again', async () => {
    const page = await tablet.restart();
    await page.goto(demo.origin);
    await unlockHere(page);
    await waits(page);
    expect(await kept(page)).toBe(0);
    proxy.misbehave('none');
    await networkIsBack(page);
  });

  step('every one of them is on the server exactly once', async () => {
    const nurse = await signedInClient(demo.origin, 'cps-infirmiere');
    const dossiers = unwrap(await nurse.api.listDossiers());
    const found = dossiers.find(({ holder }) => holder.familyName === HOLDER);
    if (!found) throw new Error('no such dossier');
    const titles = async (): Promise<string[]> =>
      (await pullAll(nurse, found.dossierId))
        .map(({ title }) => title)
        .filter((title) => written.includes(title))
        .sort();
    await expect.poll(titles, { timeout: 60_000 }).toEqual([...written].sort());
  });
});

/** How many dossiers lie in the cache of this device. */
const kept = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('no answer of the database'));
      });
    const names = (await indexedDB.databases()).map(({ name = '' }) => name);
    const db = await done(indexedDB.open(names.find((name) => name.startsWith('relais-cache-')) ?? ''));
    const rows = await done(db.transaction('dossiers').objectStore('dossiers').count());
    db.close();
    return rows;
  });

/** In the page, before any script of it: every clock that it has is ahead. */
function shiftClock(ahead: number): void {
  const now = Date.now.bind(Date);
  Date.now = () => now() + ahead;
}
